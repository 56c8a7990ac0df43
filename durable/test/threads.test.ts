import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../protocol/message.ts';
import { versionBefore } from '../../protocol/version.ts';
import { anasRoom, audit } from './anas-room.ts';
import { cookieOf, enter, guest, upgrade, Visitor } from './visitor.ts';

const rooms = exports.default;
const ref = ({ seq, id }: Message) => ({ seq, id });
const answers = (who: Visitor, to: Message, text: string, more: object = {}) =>
  who.send({ t: 'say', id: nanoid(), after: to.seq, text, inThread: ref(to), ...more });
const threadOf = async (room: string, who: Visitor, seq: number) => {
  const page = await rooms.thread(room, who.guest, seq);
  return 'root' in page ? page : expect.unreachable();
};

/** Ana’s room, in which she has said something and Bo has answered it in its thread. */
async function answered() {
  const made = await anasRoom();
  const { ana, bo, said } = made;
  const root = await said(ana, 'tea?');
  answers(bo, root, 'yes');
  const reply = await ana.hearsText('yes');
  return { ...made, root, reply };
}

describe('Y1 Y4 what is said in a thread', () => {
  test('is heard by everybody with what hangs on its message, and outlives the room’s sleep', async () => {
    const { room, ana, bo, root, reply } = await answered();
    const heard = await ana.hears('said', ({ message: { seq } }) => seq === 2);
    expect(heard).toMatchObject({
      message: { seq: 2, by: bo.person, inThread: 1 },
      root: { message: ref(root), seq: 1, thread: { seq: 2, n: 1, by: [bo.person], at: reply.at } },
      rootBy: ana.person.id,
    });
    expect(heard.root).not.toHaveProperty('text');
    await evictDurableObject(env.ROOM.getByName(room));
    const cai = await enter(room, 'Cai', 1);
    const thread = { seq: 2, n: 1, by: [bo.person], at: reply.at };
    expect(await cai.hears('welcome')).toMatchObject({
      upTo: 2,
      messages: [],
      changed: [{ seq: 1, thread }],
    });
    expect(await rooms.glance(room, {})).toMatchObject({
      stretch: { messages: [{ seq: 1, thread }] },
    });
  });

  test('is paged by its thread over the socket too, and refused where there is none', async () => {
    const { ana, reply } = await answered();
    ana.send({ t: 'page', before: 3, thread: 1 });
    expect(await ana.hears('paged')).toEqual({
      t: 'paged',
      thread: 1,
      after: 0,
      upTo: 2,
      messages: [reply],
      root: expect.objectContaining({ seq: 1, text: 'tea?' }),
    });
    ana.send({ t: 'page', before: 3, thread: 2 });
    const of = { t: 'page', before: 3, thread: 2 };
    expect(await ana.hears('refused')).toMatchObject({ reason: 'no-such-message', of });
  });

  test('when it is taken away, its thread has one less, for everybody', async () => {
    const { ana, bo, does, reply } = await answered();
    await does({ do: 'remove', message: ref(reply) });
    const gone = await bo.hears('changed', ({ deleted }) => deleted === true);
    expect(gone).toMatchObject({ seq: 3, root: { seq: 1, thread: { seq: 3, n: 0, by: [] } } });
    answers(bo, { ...reply, seq: 1, id: gone.root?.message.id ?? '' }, 'or');
    const mine = await ana.hearsText('or');
    bo.send({ t: 'delete', id: nanoid(), after: 4, message: ref(mine) });
    expect(await ana.hears('changed', ({ seq }) => seq === 5)).toMatchObject({ root: { thread: { n: 0 } } });
  });
});

describe('Y2 refused in a thread', () => {
  test('is whoever is muted, and everybody in a room that has none; the socket stays open', async () => {
    const { room, ana, bo, whom, does, root } = await answered();
    await does({ do: 'settings', threads: false });
    answers(bo, root, 'no');
    expect(await bo.hears('refused')).toMatchObject({ reason: 'threads-off', of: { t: 'say' } });
    expect((await threadOf(room, bo, 1)).stretch.messages).toHaveLength(1);
    await does({ do: 'settings', threads: true });
    await does({ do: 'mute', whom, forS: 60 });
    answers(bo, root, 'no');
    expect(await bo.hears('refused', ({ reason }) => reason === 'muted')).toBeDefined();
    answers(ana, root, 'or');
    await bo.hearsText('or');
  });

  test.each([
    ['no ref', { inThread: 1 }],
    ['one without an id', { inThread: { seq: 1 } }],
    ['a room’s list that is none', { also: 'yes' }],
  ])('is the socket of whoever sends %s', async (_, more) => {
    const { bo, root } = await answered();
    answers(bo, root, 'no', more);
    expect(await bo.closed).toMatchObject({ code: 4001 });
  });
});

describe('Y5 Y7 a thread', () => {
  test('is named and settled by whoever said what it hangs on, and by moderators, of whom it is in the log', async () => {
    const { room, ana, bo, does, said } = await answered();
    const boss = await said(bo, 'coffee?');
    answers(ana, boss, 'no');
    await bo.hearsText('no');
    const settle = (who: Visitor, message: Message, how: object) =>
      rooms.act(room, who.guest, { do: 'thread', message: ref(message), ...how });
    expect(await settle(bo, boss, { name: ' Coffee ' })).toEqual({ done: true });
    expect(await ana.hears('changed')).toMatchObject({
      seq: 5,
      message: ref(boss),
      thread: { n: 1, name: 'Coffee' },
    });
    expect((await audit(room, ana)).map(({ action }) => action)).not.toContain('thread');
    expect(await does({ do: 'thread', message: ref(boss), done: true })).toEqual({ done: true });
    expect(await does({ do: 'thread', message: ref(boss), done: true })).toEqual({ done: true });
    expect(await audit(room, ana)).toMatchObject([
      { action: 'thread', by: ana.person, whom: bo.person, message: 3, details: { done: true } },
      { action: 'made' },
    ]);
    expect((await threadOf(room, bo, 3)).root.thread).toMatchObject({ name: 'Coffee', done: true });
    expect(await rooms.threads(room, {})).toMatchObject({ threads: [{ seq: 1 }] });
    expect(await settle(bo, boss, { name: '', done: false })).toEqual({ done: true });
    expect(await rooms.threads(room, {})).toMatchObject({ threads: [{ seq: 3 }, { seq: 1 }] });
    expect((await threadOf(room, bo, 3)).root.thread).not.toHaveProperty('name');
  });

  test('of another is not for a guest to settle, nor for whoever is muted', async () => {
    const { room, bo, whom, does, root, said, ana } = await answered();
    const settle = (message: Message) =>
      rooms.act(room, bo.guest, { do: 'thread', message: ref(message), done: true });
    expect(await settle(root)).toEqual({ refused: 'not-allowed' });
    const boss = await said(bo, 'coffee?');
    expect(await settle(boss)).toEqual({ refused: 'no-such-message' });
    answers(ana, boss, 'no');
    await bo.hearsText('no');
    await does({ do: 'mute', whom, forS: 60 });
    expect(await settle(boss)).toEqual({ refused: 'muted' });
  });

  test.each([
    ['a name of 65 letters', { name: 'x'.repeat(65) }, 'too-long'],
    ['a name that nobody can read', { name: 'a\u0000b' }, 'unreadable'],
  ])('does not take %s', async (_, how, refused) => {
    const { does, root } = await answered();
    expect(await does({ do: 'thread', message: ref(root), ...how })).toEqual({ refused });
  });

  test('Y6 goes on when what it hangs on goes, without its name, and gets no other', async () => {
    const { room, ana, bo, does, root } = await answered();
    await does({ do: 'thread', message: ref(root), name: 'Tea' });
    await does({ do: 'remove', message: ref(root) });
    const gone = await bo.hears('changed', ({ deleted }) => deleted === true);
    expect(gone.thread).toEqual(expect.objectContaining({ n: 1 }));
    expect(gone.thread).not.toHaveProperty('name');
    expect(await does({ do: 'thread', message: ref(root), name: 'Tea' })).toEqual({ refused: 'deleted' });
    answers(bo, root, 'still');
    await ana.hearsText('still');
    expect(await threadOf(room, bo, 1)).toMatchObject({
      root: { deleted: true, text: '', thread: { n: 2 } },
    });
  });
});

describe('Y8 to a client of the version before', () => {
  test('what is said in a thread is a change of what it hangs on, and in the list it is words', async () => {
    const { room, bo, root } = await answered();
    const who = await guest('Cai');
    const { webSocket } = await upgrade(room, cookieOf(who.token));
    const cai = new Visitor(webSocket as WebSocket, who);
    cai.send({ t: 'hello', v: versionBefore, since: 0 });
    await cai.hears('welcome');
    answers(bo, root, 'in');
    const changed = await cai.hears('changed');
    expect(changed.message).toMatchObject({ seq: 1, text: 'tea?', changed: 3 });
    answers(bo, root, 'also', { also: true });
    expect(await cai.hears('said')).not.toHaveProperty('root');
  });
});

describe('Y3 one message', () => {
  test('is read wherever it was said, with what it replies to or hangs on', async () => {
    const { room, bo, root, reply } = await answered();
    const one = (seq: number) => rooms.message(room, bo.guest, seq);
    expect(await one(2)).toMatchObject({ message: reply, quoted: { seq: 1, text: 'tea?' }, isPinned: false });
    answers(bo, root, 'so', { reply: ref(reply) });
    await bo.hearsText('so');
    expect(await one(3)).toMatchObject({ message: { seq: 3 }, quoted: { seq: 2 } });
    expect(await one(4)).toEqual({ refused: 'no-such-message' });
  });
});

describe('Y9 whoever takes their data along', () => {
  test('finds in whose thread they said what, and not who answered them', async () => {
    const { room, ana, bo } = await answered();
    const object = env.ROOM.getByName(room);
    expect(await object.wordsOf(bo.person.id, 0, 9)).toMatchObject([{ seq: 2, inThread: 1 }]);
    const [said] = await object.wordsOf(ana.person.id, 0, 9);
    expect(said).not.toHaveProperty('thread');
  });

  test('and with whoever has their words removed goes what they said in threads', async () => {
    const { room, ana, bo } = await answered();
    await env.ROOM.getByName(room).forget(bo.person.id, 'remove', 0);
    expect(await ana.hears('changed')).toMatchObject({ deleted: true, root: { thread: { n: 0, by: [] } } });
  });
});
