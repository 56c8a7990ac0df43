import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { limits } from '../protocol/limits.ts';
import type { Message } from '../protocol/message.ts';
import { refusalSentences } from '../protocol/refusals.ts';
import { kept, watchRows } from './test/looking-inside.ts';
import { newRoom } from './test/new-room.ts';
import { letEverybodyHurry } from './test/unhurried.ts';
import { enter, guest, type Visitor } from './test/visitor.ts';

const idOf = (n: number) => `change-${String(n).padStart(6, '0')}`;
const ref = ({ seq, id }: Message) => ({ seq, id });
const edits = (who: Visitor, message: Message, text: string, n = 1, after = message.seq) =>
  who.send({ t: 'edit', id: idOf(n), message: ref(message), text, after });
const deletes = (who: Visitor, message: Message, n = 1) =>
  who.send({ t: 'delete', id: idOf(n), message: ref(message), after: message.seq });
const changes = ({ events }: Visitor) => events.filter(({ t }) => t === 'changed');

async function anaSaid(text: string) {
  const room = newRoom();
  const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
  ana.says(text);
  return { room, ana, bo, message: await bo.hearsText(text) };
}

describe('E6 what one changes, everyone in the room hears in one frame', () => {
  test('the sender, too, and it is kept', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    edits(ana, message, 'hi all');
    const heard = await bo.hears('changed');
    expect(heard).toMatchObject({
      id: idOf(1),
      by: ana.person.id,
      message: { seq: 1, text: 'hi all', changed: 2 },
    });
    expect(await ana.hears('changed')).toEqual(heard);
    expect(await kept(room)).toEqual([heard.message]);
    deletes(ana, message, 2);
    const gone = await bo.hears('changed', ({ id }) => id === idOf(2));
    expect(gone.message).toMatchObject({ seq: 1, text: '', deleted: true, changed: 3 });
    expect(await kept(room)).toEqual([gone.message]);
  });

  test('a change costs two rows written', async () => {
    const { ana, bo, message } = await anaSaid('hi');
    const rows = await watchRows();
    edits(ana, message, 'hi all');
    await bo.hears('changed');
    expect(rows.written()).toBe(2);
  });

  test('and those who come later see it as it stands, in the page and over the socket', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    edits(ana, message, 'hi all');
    const { message: stands } = await bo.hears('changed');
    const cai = await enter(room, 'Cai');
    expect(await cai.hears('welcome')).toMatchObject({ upTo: 2, messages: [stands], changed: [] });
    expect(await exports.default.glance(room, {})).toMatchObject({
      stretch: { upTo: 2, messages: [stands] },
    });
  });
});

describe('E2 a change that is sent again', () => {
  test('is answered to its sender alone, also by a room that slept in between', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    edits(ana, message, 'hi all');
    await bo.hears('changed');
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    edits(ana, message, 'hi all');
    await ana.isUpToDate();
    await bo.isUpToDate();
    expect(changes(ana)).toHaveLength(2);
    expect(changes(bo)).toHaveLength(1);
    expect(await kept(room)).toMatchObject([{ changed: 2 }]);
  });
});

describe('E3 a change that cannot be made', () => {
  test('is refused to its sender alone, and the socket stays open', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    edits(bo, message, 'hacked');
    expect(await bo.hears('refused')).toEqual({
      t: 'refused',
      reason: 'not-yours',
      sentence: refusalSentences['not-yours'],
      of: { t: 'edit', id: idOf(1) },
    });
    deletes(bo, message, 2);
    expect(await bo.hears('refused', ({ of }) => of.t === 'delete')).toMatchObject({ reason: 'not-yours' });
    await ana.isUpToDate();
    expect(changes(ana)).toEqual([]);
    expect(await kept(room)).toEqual([message]);
  });

  test('in a room in which nothing was said', async () => {
    const ana = await enter(newRoom(), 'Ana');
    edits(ana, { seq: 1, id: idOf(5), by: ana.person, text: '', at: 0 }, 'x', 1, 0);
    expect(await ana.hears('refused')).toMatchObject({ reason: 'no-such-message' });
  });
});

describe('E4 whoever was away hears what changed of what they saw', () => {
  test('and what is new, and then everything goes on', async () => {
    const { room, ana, message } = await anaSaid('hi');
    const who = await guest('Cai');
    const away = await enter(room, who);
    await away.leaves();
    edits(ana, message, 'hi all');
    ana.says('more');
    await ana.hearsText('more');
    const back = await enter(room, who, 1);
    const welcome = await back.hears('welcome');
    expect(welcome).toMatchObject({ after: 1, upTo: 3, forget: false });
    expect(welcome.changed).toMatchObject([{ seq: 1, text: 'hi all', changed: 2 }]);
    expect(welcome.messages).toMatchObject([{ seq: 3, text: 'more' }]);
    deletes(ana, message, 2);
    expect((await back.hears('changed')).message).toMatchObject({ seq: 1, deleted: true, changed: 4 });
  });

  test('or, when that is too much, that they must start over', async () => {
    letEverybodyHurry();
    const { room, ana, message } = await anaSaid('hi');
    const who = await guest('Cai');
    await (await enter(room, who)).leaves();
    for (let i = 0; i <= limits.changesReplayed; i += 1) edits(ana, message, `words ${i}`, i);
    await ana.hears('changed', ({ id }) => id === idOf(limits.changesReplayed));
    expect(await (await enter(room, who, 1)).hears('welcome')).toMatchObject({
      forget: true,
      after: 0,
      upTo: limits.changesReplayed + 2,
      changed: [],
      messages: [{ seq: 1, text: `words ${limits.changesReplayed}` }],
    });
  });
});
