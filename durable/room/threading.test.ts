import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Message, Person } from '../../protocol/message.ts';
import { ana, bo, fill, idOf } from '../test/history-rules.ts';
import type { History } from './history.ts';
import { memoryHistory } from './memory-history.ts';
import { Messages } from './messages.ts';
import { openPolicy } from './posting-policy.ts';

let history: History;
let room: Messages;
let keeps: boolean;
const ids = (function* () {
  for (let n = 1_001; ; n += 1) yield idOf(n);
})();
const newId = () => ids.next().value as string;

beforeEach(() => {
  history = memoryHistory();
  keeps = true;
  room = new Messages(history, () => 7_000, { ...openPolicy, keepsThreads: () => keeps });
  fill(history, 3);
});

const say = (
  text: string,
  of: number,
  {
    by = bo as Person,
    id = newId(),
    to = idOf(of),
    also = false,
    reply = undefined as number | undefined,
  } = {},
) =>
  room.receive(by, {
    t: 'say',
    id,
    after: 3,
    text,
    inThread: { seq: of, id: to },
    ...(also && { also }),
    ...(reply !== undefined && { reply: { seq: reply, id: history.at(reply)?.id ?? '' } }),
  });
const take = (of: number, by: Person) =>
  room.receive(by, {
    t: 'delete',
    id: newId(),
    after: 3,
    message: { seq: of, id: history.at(of)?.id ?? '' },
  });
const seqs = ({ messages }: { messages: Message[] }) => messages.map(({ seq }) => seq);
const page = (root: number, before?: number) => {
  const found = room.threadPage(root, before);
  return 'refused' in found ? expect.unreachable() : found;
};

describe('Y1 Y4 what is said in a thread', () => {
  test('brings what it hangs on as it stands, and is said once', () => {
    const id = newId();
    const verdict = say('yes', 1, { id });
    expect(verdict).toMatchObject({
      is: 'said',
      again: false,
      message: { seq: 4, text: 'yes', inThread: 1 },
      root: { seq: 1, thread: { seq: 4, n: 1, by: [bo], at: 7_000 } },
    });
    expect(verdict).not.toHaveProperty('quoted');
    expect(say('yes', 1, { id })).toMatchObject({
      again: true,
      message: { seq: 4 },
      root: { thread: { n: 1 } },
    });
    expect(history.head()).toBe(4);
  });

  test('brings one quote at most: what it replies to; else, in the room’s list, what it hangs on', () => {
    expect(say('yes', 1, { also: true })).toMatchObject({ message: { also: true }, quoted: { seq: 1 } });
    expect(say('no', 1, { also: true, reply: 2 })).toMatchObject({ quoted: { seq: 2 } });
    expect(say('or', 1, { reply: 4 })).toMatchObject({ quoted: { seq: 4, text: 'yes' } });
    expect(say('and', 1, { reply: 1 })).toMatchObject({ quoted: { seq: 1 } });
  });

  test('goes, and what it hangs on comes with that', () => {
    say('yes', 1);
    expect(take(4, bo)).toMatchObject({
      is: 'changed',
      message: { deleted: true },
      root: { thread: { n: 0 } },
    });
    expect(take(1, ana)).not.toHaveProperty('root');
  });
});

describe('Y2 a thread', () => {
  test.each([
    ['of what is not there yet', 9, idOf(9)],
    ['of no place', 0, idOf(1)],
    ['of another message at that place', 2, idOf(99)],
  ])('%s: refused, and nothing is written', (_, of, to) => {
    expect(say('yes', of, { to })).toEqual({ refused: 'no-such-message' });
    expect(history.head()).toBe(3);
  });

  test('on a thread: refused, wherever that stands', () => {
    const id = newId();
    say('yes', 1, { id, also: true });
    expect(say('no', 4, { to: id })).toEqual({ refused: 'thread-in-thread' });
  });

  test('of what was deleted: refused, but where something was said there before', () => {
    say('yes', 1);
    for (const seq of [1, 2]) take(seq, ana);
    expect(say('no', 2)).toEqual({ refused: 'deleted' });
    expect(say('and', 1)).toMatchObject({ is: 'said', root: { deleted: true, thread: { n: 2 } } });
  });

  test('in a room without threads: refused, and what is there can be read', () => {
    say('yes', 1);
    keeps = false;
    expect(say('no', 1)).toEqual({ refused: 'threads-off' });
    expect(seqs(page(1))).toEqual([4]);
  });
});

describe('Y3 pages', () => {
  test('of the room are without what was said in threads alone, and so is a welcome', () => {
    say('in', 1);
    say('also', 1, { also: true });
    expect(seqs(room.newest())).toEqual([1, 2, 3, 5]);
    expect(seqs(room.since(3))).toEqual([5]);
    expect(room.since(3)).toMatchObject({ upTo: 5, changed: [{ message: { seq: 1 }, kinds: ['thread'] }] });
    const older = room.page(6);
    expect('messages' in older && seqs(older)).toEqual([1, 2, 3, 5]);
  });

  test('of the room have what an answer hangs on that stands in them without it', () => {
    for (let n = 0; n < limits.pageMessages; n += 1)
      room.receive(ana, { t: 'say', id: newId(), after: 3, text: 'x' });
    say('also', 1, { also: true });
    expect(room.newest().quoted).toMatchObject([{ seq: 1, text: '1' }]);
    expect(room.newest().quoted?.[0]).not.toHaveProperty('thread');
  });

  test('of a thread are the newest of it, and the ones before a seq, with what it hangs on', () => {
    expect(page(1)).toMatchObject({ after: 0, upTo: 3, messages: [], root: { seq: 1 } });
    for (let n = 0; n < limits.pageMessages + 2; n += 1) {
      say(`${n}`, 1);
      say(`${n}`, 2);
    }
    const newest = page(1);
    expect(newest.messages).toHaveLength(limits.pageMessages);
    expect(newest).toMatchObject({
      upTo: history.head(),
      after: 7,
      root: { thread: { n: limits.pageMessages + 2 } },
    });
    expect(page(1, newest.after + 1)).toMatchObject({
      after: 0,
      upTo: 7,
      messages: [{ seq: 4 }, { seq: 6 }],
    });
    expect(newest).not.toHaveProperty('quoted');
  });

  test.each([
    ['beyond the newest', 1, 9, 'no-such-page'],
    ['before the first', 1, 0, 'no-such-page'],
    ['of what is not there', 9, undefined, 'no-such-message'],
    ['of what was said in a thread itself', 4, undefined, 'no-such-message'],
  ])('%s: refused', (_, root, before, refused) => {
    say('yes', 1);
    expect(room.threadPage(root, before)).toEqual({ refused });
  });
});
