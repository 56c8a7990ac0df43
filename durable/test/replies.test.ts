import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../protocol/message.ts';
import { versionBefore } from '../../protocol/version.ts';
import { watchRows } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, enter, guest, upgrade, Visitor } from './visitor.ts';

const rooms = exports.default;
const ref = ({ seq, id }: Message) => ({ seq, id });
const replies = (who: Visitor, to: Message, text: string, after = to.seq) =>
  who.send({ t: 'say', id: nanoid(), after, text, reply: ref(to) });

async function anaSaid(text: string) {
  const room = newRoom();
  const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
  ana.says(text);
  return { room, ana, bo, message: await bo.hearsText(text) };
}

describe('Q1 Q3 a reply', () => {
  test('is heard by everybody with what it replies to, and outlives the room’s sleep', async () => {
    const { room, ana, bo, message } = await anaSaid('tea?');
    replies(bo, message, 'yes');
    const isReply = ({ message }: { message: Message }) => message.text === 'yes';
    const heard = await ana.hears('said', isReply);
    expect(heard).toMatchObject({
      message: { seq: 2, by: bo.person, text: 'yes', reply: 1 },
      quoted: message,
    });
    expect(await bo.hears('said', isReply)).toEqual(heard);
    await evictDurableObject(env.ROOM.getByName(room));
    const cai = await enter(room, 'Cai', 1);
    expect(await cai.hears('welcome')).toMatchObject({ messages: [heard.message], quoted: [message] });
    expect(await rooms.glance(room, {}, 3)).toMatchObject({
      stretch: { messages: [message, heard.message] },
    });
    cai.send({ t: 'page', before: 2 });
    expect(await cai.hears('paged')).not.toHaveProperty('quoted');
  });

  test('is words like any others to a client of the version before', async () => {
    const { room, bo, message } = await anaSaid('tea?');
    const who = await guest('Cai');
    const { webSocket } = await upgrade(room, cookieOf(who.token));
    const cai = new Visitor(webSocket as WebSocket, who);
    cai.send({ t: 'hello', v: versionBefore, since: 0 });
    await cai.hears('welcome');
    replies(bo, message, 'yes');
    const { message: heard } = await cai.hears('said', ({ message: { text } }) => text === 'yes');
    expect(heard.by).toEqual({ id: bo.person.id, name: 'Bo', guest: true });
  });

  test('costs one row written, as other words do', async () => {
    const { room, ana, bo, message } = await anaSaid('tea?');
    bo.says('known');
    await ana.hearsText('known');
    const rows = await watchRows(room);
    replies(bo, message, 'yes', 2);
    await ana.hearsText('yes');
    expect(await rooms.glance(room, {})).toMatchObject({ stretch: { upTo: 3 } });
    expect(rows.written()).toBe(1);
  });
});

describe('Q2 a reply to what is not there', () => {
  test('is refused to whoever sent it, and the socket stays open', async () => {
    const { ana, bo, message } = await anaSaid('tea?');
    const elsewhere = await anaSaid('coffee?');
    replies(bo, elsewhere.message, 'yes', 1);
    expect(await bo.hears('refused')).toMatchObject({ reason: 'no-such-message', of: { t: 'say' } });
    replies(bo, message, 'yes');
    await ana.hearsText('yes');
    expect(ana.events.filter(({ t }) => t === 'said')).toHaveLength(2);
  });

  test.each([
    ['no ref', 1],
    ['a place without an id', { seq: 1 }],
    ['a place below zero', { seq: -1, id: 'aaaaaaaaaa' }],
    ['nothing', null],
  ])('with %s is no frame', async (_, reply) => {
    const { bo } = await anaSaid('tea?');
    bo.send({ t: 'say', id: nanoid(), after: 1, text: 'yes', reply } as never);
    expect((await bo.closed).code).toBe(4001);
  });
});

describe('Q1 without a script', () => {
  test('one replies by a form', async () => {
    const { room, ana, message } = await anaSaid('tea?');
    const { token, person } = await guest('Cai');
    const say = { id: nanoid(), after: 1, text: 'yes', reply: ref(message) };
    expect(await rooms.post(room, { token }, say)).toMatchObject({ is: 'said', message: { reply: 1 } });
    expect(await ana.hears('said', ({ message: { text } }) => text === 'yes')).toMatchObject({
      message: { by: person, reply: 1 },
      quoted: ref(message),
    });
    expect(await rooms.post(room, { token }, { ...say, reply: { seq: 1, id: '' } })).toEqual({
      denied: 'broken-form',
    });
  });
});

describe('Q4 what a reply replies to', () => {
  test('has no name any more once its author had themselves forgotten, and no words once they are gone', async () => {
    const { room, ana, bo, message } = await anaSaid('tea?');
    replies(bo, message, 'yes');
    await ana.hearsText('yes');
    const { id } = ana.person;
    await env.ROOM.getByName(room).forget(id, 'keep', 0);
    const kept = await (await enter(room, 'Cai', 1)).hears('welcome');
    expect(kept.quoted).toEqual([{ ...message, by: { id, name: '', kind: 'guest', left: true } }]);
    await env.ROOM.getByName(room).forget(id, 'remove', 0);
    await bo.hears('changed', (change) => change.deleted === true && change.message.seq === 1);
    const gone = await (await enter(room, 'Dora', 1)).hears('welcome');
    expect(gone.quoted).toMatchObject([{ seq: 1, text: '', deleted: true }]);
  });
});

describe('Q5 whoever takes their data along', () => {
  test('finds to which place they replied, and nothing of the message there', async () => {
    const { room, ana, bo, message } = await anaSaid('tea?');
    replies(bo, message, 'yes');
    await ana.hearsText('yes');
    const words = await env.ROOM.getByName(room).wordsOf(bo.person.id, 0, 10);
    expect(words).toMatchObject([{ text: 'yes', reply: 1 }]);
    expect(JSON.stringify(words)).not.toContain('tea');
  });
});
