import { describe, expect, test } from 'vitest';
import { changeOf, type Message, type Person } from '../protocol/message.ts';
import type { News } from './chat.ts';
import { ana, bo, FakeWorld, greet, liveChat, message, settled, stretch } from './fake-world.ts';

const ref = ({ seq, id }: Message) => ({ seq, id });
const inThread = (seq: number, by = bo, root = 1): Message => ({ ...message(seq, by), inThread: root });
const rootOf = (held: Message, seq: number, n: number) =>
  changeOf({ ...held, thread: { seq, n, by: [bo], at: seq } }, ['thread']);

/** A chat with three messages, and what a room tells when something is said in the thread of the first. */
async function live() {
  const world = new FakeWorld();
  const chat = await liveChat(world);
  const root = chat.timeline.messages[0] as Message;
  const says = (seq: number, more: Partial<Message> = {}, by = bo) =>
    world.socket.says({
      t: 'said',
      message: { ...inThread(seq, by), ...more },
      root: rootOf(root, seq, seq - 3),
    });
  return { world, chat, root, says };
}
const seqs = (messages: readonly Message[] = []) => messages.map(({ seq }) => seq);
const pagesAsked = ({ socket }: FakeWorld) => socket.sent.filter(({ t }) => t === 'page');

describe('Y1 Y4 what is said in a thread', () => {
  test('is not in the room’s list, and is told of with the message that it hangs on', async () => {
    const { world, chat, says } = await live();
    says(4);
    expect(seqs(chat.timeline.messages)).toEqual([1, 2, 3]);
    expect(chat.timeline.upTo).toBe(4);
    expect(chat.timeline.gaps).toEqual([]);
    expect(chat.timeline.find(1)).toMatchObject({ thread: { seq: 4, n: 1 } });
    expect(chat.timeline.find(1)).not.toHaveProperty('changed');
    const news: News = { t: 'answered', message: inThread(4), isForYou: false };
    expect(world.news.filter(({ t }) => t === 'answered' || t === 'said')).toEqual([news]);
  });

  test('is for whoever said what it hangs on, held or not, and for who spoke there last', async () => {
    const world = new FakeWorld();
    const chat = await liveChat(
      world,
      { after: 100, upTo: 103, messages: [message(103)] },
      stretch(103, 103),
    );
    const says = (seq: number, rootBy: string, by: Person[]) =>
      world.socket.says({
        t: 'said',
        message: inThread(seq, bo, 50),
        root: { message: ref(message(50)), seq: 50, thread: { seq, n: 1, by, at: seq } },
        rootBy,
      });
    says(104, ana.id, [bo]);
    says(105, bo.id, [bo, ana]);
    says(106, bo.id, [bo]);
    expect(world.news.flatMap((news) => (news.t === 'answered' ? news.isForYou : []))).toEqual([
      true,
      true,
      false,
    ]);
    expect(chat.timeline.upTo).toBe(106);
  });

  test('is not taken for known by what an act that was sent twice is answered with', async () => {
    const world = new FakeWorld();
    // Between 3 and 8 there is a gap, in which 5 was said in the thread of 1, and in the room as well.
    const chat = await liveChat(world, stretch(0, 3), { ...stretch(8, 10), changed: [] });
    const root = chat.timeline.messages[0] as Message;
    const thread = { seq: 5, n: 1, by: [bo], at: 5 };
    const change = changeOf({ ...root, changed: 4, text: 'other', thread }, ['text', 'thread']);
    world.socket.says({ t: 'changed', id: 'act-000001', by: bo.id, ...change });
    expect(chat.timeline.gaps).toEqual([{ after: 4, before: 9 }]);
    expect(chat.timeline.find(1)).toMatchObject({ text: 'other', changed: 4, thread });
  });

  test('is in both where it is meant for both', async () => {
    const { chat, says } = await live();
    chat.followThread(1);
    says(4, { also: true });
    expect(seqs(chat.timeline.messages)).toEqual([1, 2, 3, 4]);
    expect(seqs(chat.thread.timeline?.messages)).toEqual([4]);
  });

  test('is sent with where it is said, and confirmed there', async () => {
    const { world, chat, root, says } = await live();
    expect(chat.say('yes', { inThread: ref(root), also: true })).toBeUndefined();
    chat.say('in', { inThread: ref(root) });
    const acts = world.socket.sent.filter(({ t }) => t === 'say');
    expect(acts).toMatchObject([
      { text: 'yes', inThread: ref(root), also: true },
      { text: 'in', inThread: ref(root) },
    ]);
    expect(acts[1]).not.toHaveProperty('also');
    says(4, { also: true, id: chat.outbox.unsent[0]?.id ?? '' }, ana);
    says(5, { id: chat.outbox.unsent[0]?.id ?? '' }, ana);
    expect(chat.outbox.unsent).toEqual([]);
    expect(world.news.filter(({ t }) => t === 'answered')).toEqual([]);
  });

  test('stays in its thread when it failed as a reply, and is said alone', async () => {
    const { world, chat, root } = await live();
    chat.say('yes', { inThread: ref(root), reply: { seq: 2, id: 'of-another-room' } });
    const [{ id } = { id: '' }] = chat.outbox.unsent;
    const of = { t: 'say', id };
    world.socket.says({ t: 'refused', reason: 'no-such-message', sentence: '', of });
    chat.sayAlone(id);
    expect(chat.outbox.unsent).toMatchObject([{ text: 'yes', inThread: ref(root) }]);
    expect(chat.outbox.unsent[0]).not.toHaveProperty('reply');
    const [again] = chat.outbox.unsent;
    world.socket.says({
      t: 'refused',
      reason: 'no-such-message',
      sentence: '',
      of: { t: 'say', id: again?.id ?? '' },
    });
    chat.sayAlone(again?.id ?? '');
    expect(chat.outbox.unsent).toMatchObject([{ text: 'yes' }]);
    expect(chat.outbox.unsent[0]).not.toHaveProperty('inThread');
  });
});

describe('Y3 a thread that is followed', () => {
  const page = (root: Message, upTo: number, messages: Message[], after = 0) => ({
    t: 'paged' as const,
    thread: root.seq,
    root,
    after,
    upTo,
    messages,
  });

  test('begins with what it hangs on, and goes on with what is said there', async () => {
    const { world, chat, root, says } = await live();
    const thread = chat.followThread(1);
    expect(pagesAsked(world)).toEqual([{ t: 'page', before: 4, thread: 1 }]);
    world.socket.says(page(root, 3, []));
    says(4);
    world.socket.says({ t: 'said', message: message(5, bo) });
    says(6);
    expect(seqs(thread.messages)).toEqual([1, 4, 6]);
    expect(thread.gaps).toEqual([]);
    expect(thread.find(1)).toMatchObject({ thread: { n: 3 } });
    world.socket.says({
      t: 'changed',
      id: 'act-000001',
      by: bo.id,
      message: ref(inThread(4)),
      seq: 7,
      deleted: true,
    });
    expect(thread.find(4)).toMatchObject({ deleted: true, text: '' });
  });

  test('shows what it does not hold as a gap, which its pages fill', async () => {
    const { world, chat, root } = await live();
    const held = page(root, 3, [], 0);
    const thread = chat.followThread(1, { ...held, upTo: 60, after: 50, messages: [inThread(55)] });
    expect(thread.gaps).toEqual([{ after: 1, before: 51 }]);
    chat.fetch(51, 1);
    expect(pagesAsked(world)).toEqual([{ t: 'page', before: 51, thread: 1 }]);
    world.socket.says(page(root, 50, [inThread(10)]));
    expect(seqs(thread.messages)).toEqual([1, 10, 55]);
    expect(thread.gaps).toEqual([]);
  });

  test('asks for what was said there while the line was gone, and confirms what is in it', async () => {
    const { world, chat, root, says } = await live();
    const thread = chat.followThread(1);
    world.socket.says(page(root, 3, []));
    says(4);
    chat.say('mine', { inThread: ref(root) });
    const [{ id } = { id: '' }] = chat.outbox.unsent;
    world.socket.drop();
    world.passToNextSocket();
    greet(world, stretch(4, 9));
    expect(pagesAsked(world)).toEqual([{ t: 'page', before: 10, thread: 1 }]);
    world.socket.says(page(root, 9, [inThread(4), { ...inThread(7, ana), id }, inThread(8)]));
    expect(seqs(thread.messages)).toEqual([1, 4, 7, 8]);
    expect(thread.gaps).toEqual([]);
    await settled();
    expect(chat.outbox.unsent).toEqual([]);
  });

  test('is empty until then where the room starts over', async () => {
    const { world, chat, root } = await live();
    const thread = chat.followThread(1);
    world.socket.says(page(root, 3, [inThread(2)]));
    world.socket.drop();
    world.passToNextSocket();
    greet(world, { ...stretch(0, 2), forget: true });
    expect(thread.messages).toEqual([]);
    expect(pagesAsked(world)).toEqual([{ t: 'page', before: 3, thread: 1 }]);
  });

  test('is one at a time: another takes its place, and pages of the one before mean nothing any more', async () => {
    const { world, chat, root } = await live();
    const before = chat.followThread(1);
    expect(chat.followThread(1)).toBe(before);
    const other = chat.followThread(2);
    world.socket.says(page(root, 3, [inThread(2)]));
    expect([before.messages, other.messages]).toEqual([[], []]);
    expect(chat.thread.root).toBe(2);
    world.socket.drop();
    world.passToNextSocket();
    greet(world, stretch(3, 5));
    const of = { t: 'page', thread: 2 };
    expect(pagesAsked(world)).toEqual([
      { ...of, before: 4 },
      { ...of, before: 6 },
    ]);
  });

  test('is asked for no more once it was left, but where another was opened meanwhile', async () => {
    const { world, chat } = await live();
    const first = chat.followThread(1);
    const second = chat.followThread(2);
    chat.thread.leave(first);
    expect(chat.thread.root).toBe(2);
    chat.thread.leave(second);
    expect(chat.thread.root).toBeUndefined();
    world.socket.says({ t: 'said', message: inThread(4, bo, 2) });
    expect([second.messages, chat.timeline.upTo]).toEqual([[], 4]);
  });

  test('is asked for again where the room wanted patience, and not where there is none', async () => {
    const { world, chat } = await live();
    chat.followThread(1);
    const of = { t: 'page' as const, before: 4, thread: 1 };
    world.socket.says({ t: 'refused', reason: 'too-fast', sentence: '', retryAfterMs: 500, of });
    world.pass(600);
    expect(pagesAsked(world)).toHaveLength(2);
    world.socket.says({ t: 'refused', reason: 'no-such-message', sentence: '', of });
    world.pass(5_000);
    expect(pagesAsked(world)).toHaveLength(2);
  });
});
