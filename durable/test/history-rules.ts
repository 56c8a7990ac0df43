import { describe, expect, test } from 'vitest';
import type { Message, Person } from '../../protocol/message.ts';
import type { History } from '../room/history.ts';
import type { People } from '../room/store.ts';
import type { FindPresent } from '../room/with-people.ts';

export const ana: Person = { id: 'ana-0000000', name: 'Ana', kind: 'guest' };
export const bo: Person = { id: 'bo-00000000', name: 'Bo', kind: 'claimed' };

type ThreadChange = { is: 'delete' } | { is: 'thread'; name?: string; done?: true };

export const idOf = (n: number) => `message-${String(n).padStart(6, '0')}`;

/** Who is present in the room, as a history is told of them, and of whom it knows only what it is told in a test. */
export const cai: Person = { id: 'cai-0000000', name: 'Cai', kind: 'guest' };
export const isCai: FindPresent = (id) => (id === cai.id ? { ...cai, role: 'guest' } : undefined);

/** Lets a history be filled and looked at, wherever it lives: of a room in which Cai is present, and nobody else. */
export type WithHistory = (
  look: (history: History, people: Pick<People, 'note' | 'forget'>) => void,
) => Promise<void>;

/** The rules that every History keeps, in memory and in SQL. */
export function historyRules(withHistory: WithHistory): void {
  describe('H1 a history gives each message the next place', () => {
    test('from 1, without a hole', () =>
      withHistory((history) => {
        expect(history.head()).toBe(0);
        expect(fill(history, 3).map(({ seq }) => seq)).toEqual([1, 2, 3]);
        expect(history.head()).toBe(3);
      }));

    test('and keeps it as it was said', () =>
      withHistory((history) => {
        const text = 'two\nlines, "quotes", \'); DROP TABLE messages; -- 🌙 \u200f';
        const said = history.append({ id: idOf(1), by: bo, text, at: 1_700_000_000_123 });
        expect(said).toEqual({ seq: 1, id: idOf(1), by: bo, text, at: 1_700_000_000_123 });
        expect(history.after(0, 10)).toEqual([said]);
      }));

    test('Q1 with the place that it replies to, also when its words change', () =>
      withHistory((history) => {
        fill(history, 1);
        const said = history.append({ id: idOf(2), by: bo, text: 'yes', reply: 1, at: 2 });
        expect(said).toEqual({ seq: 2, id: idOf(2), by: bo, text: 'yes', reply: 1, at: 2 });
        expect(history.at(2)).toEqual(said);
        history.change({ is: 'edit', id: idOf(3), by: bo, of: 2, text: 'no', at: 3 });
        expect(history.at(2)).toMatchObject({ text: 'no', reply: 1 });
      }));
  });

  describe('H2 after and before bring a stretch, oldest first', () => {
    test.each<[string, (history: History) => Message[], number[]]>([
      ['after none, the oldest', (h) => h.after(0, 3), [1, 2, 3]],
      ['after one in the middle', (h) => h.after(4, 3), [5, 6, 7]],
      ['after one near the end, fewer', (h) => h.after(8, 3), [9, 10]],
      ['after the last, none', (h) => h.after(10, 3), []],
      ['after one that is not there yet, none', (h) => h.after(99, 3), []],
      ['before the next, the newest', (h) => h.before(11, 3), [8, 9, 10]],
      ['before one that is not there yet, the newest', (h) => h.before(99, 3), [8, 9, 10]],
      ['before one in the middle', (h) => h.before(5, 3), [2, 3, 4]],
      ['before one near the start, fewer', (h) => h.before(3, 3), [1, 2]],
      ['before the first, none', (h) => h.before(1, 3), []],
      ['before nothing, none', (h) => h.before(0, 3), []],
      ['as many as there are', (h) => h.before(11, 10), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ])('%s', (_, look, seqs) =>
      withHistory((history) => {
        fill(history, 10);
        expect(look(history).map(({ seq }) => seq)).toEqual(seqs);
      }),
    );

    test('and none from a room in which nothing was said', () =>
      withHistory((history) => {
        expect([history.after(0, 3), history.before(1, 3), history.copyOf(idOf(1), ana.id, 0)]).toEqual([
          [],
          [],
          undefined,
        ]);
      }));
  });

  describe('H3 an earlier copy is found by its id and its author', () => {
    test('among those after a seq', () =>
      withHistory((history) => {
        fill(history, 5);
        expect(history.copyOf(idOf(3), ana.id, 0)?.seq).toBe(3);
        expect(history.copyOf(idOf(3), ana.id, 2)?.seq).toBe(3);
        expect(history.copyOf(idOf(3), ana.id, 3)).toBeUndefined();
        expect(history.copyOf(idOf(6), ana.id, 0)).toBeUndefined();
        expect(history.copyOf(idOf(3), ana.id, 99)).toBeUndefined();
      }));

    test('and never by the id alone', () =>
      withHistory((history) => {
        history.append({ id: idOf(1), by: ana, text: 'mine', at: 1 });
        expect(history.copyOf(idOf(1), bo.id, 0)).toBeUndefined();
        history.append({ id: idOf(1), by: bo, text: 'also mine', at: 2 });
        expect(history.copyOf(idOf(1), bo.id, 0)?.text).toBe('also mine');
        expect(history.copyOf(idOf(1), ana.id, 0)?.text).toBe('mine');
      }));
  });

  describe('H21 an edit and a deletion take a place in the same order, and the message stands as it is now', () => {
    test('wherever it is read', () =>
      withHistory((history) => {
        const [first, second] = fill(history, 2);
        const edited = history.change({ is: 'edit', id: idOf(7), by: ana, of: 1, text: 'anew', at: 9 });
        expect(edited).toEqual({ ...first, text: 'anew', editedAt: 9, changed: 3 });
        expect(history.head()).toBe(3);
        expect(fill(history, 1)).toMatchObject([{ seq: 4 }]);
        const deleted = history.change({ is: 'delete', id: idOf(8), by: ana, of: 2 });
        expect(deleted).toEqual({ ...second, text: '', deleted: true, changed: 5 });
        expect(history.at(1)).toEqual(edited);
        expect(history.at(3)).toBeUndefined();
        expect(history.after(0, 2)).toEqual([edited, deleted]);
        expect(history.before(4, 2)).toEqual([edited, deleted]);
        expect(history.copyOf(idOf(1), ana.id, 0)).toEqual(edited);
      }));

    test('and the latest change counts', () =>
      withHistory((history) => {
        fill(history, 1);
        history.change({ is: 'edit', id: idOf(7), by: ana, of: 1, text: 'anew', at: 9 });
        expect(
          history.change({ is: 'edit', id: idOf(8), by: ana, of: 1, text: 'again', at: 10 }),
        ).toMatchObject({ text: 'again', editedAt: 10, changed: 3 });
        const gone = history.change({ is: 'delete', id: idOf(9), by: ana, of: 1 });
        expect(gone).toEqual({ seq: 1, id: idOf(1), by: ana, text: '', at: 0, deleted: true, changed: 4 });
      }));

    test('and who changes it under a new name has that name', () =>
      withHistory((history) => {
        fill(history, 1);
        const renamed = { ...ana, name: 'Ana Maria' };
        const change = { is: 'edit', id: idOf(7), by: renamed, of: 1, text: 'anew', at: 9 } as const;
        expect(history.change(change).by).toEqual(renamed);
      }));
  });

  describe('H8 each place is known by the id of its act', () => {
    test('be it a message or a change, also of a message that was deleted', () =>
      withHistory((history) => {
        fill(history, 2);
        history.change({ is: 'delete', id: idOf(7), by: ana, of: 1 });
        expect([0, 1, 2, 3, 4].map((seq) => history.actAt(seq))).toEqual([
          undefined,
          idOf(1),
          idOf(2),
          idOf(7),
          undefined,
        ]);
      }));
  });

  describe('S3 an act whose author had seen more than there is', () => {
    test('is found by its id, its author and what they had seen', () =>
      withHistory((history) => {
        const said = history.append({ id: idOf(1), by: ana, text: 'hi', at: 1, ahead: 7 });
        history.append({ id: idOf(2), by: ana, text: 'yo', at: 1 });
        expect(history.aheadOf(idOf(1), ana.id, 7)).toEqual(said);
        const edited = history.change({
          is: 'edit',
          id: idOf(3),
          by: bo,
          of: 1,
          text: 'ho',
          at: 2,
          ahead: 9,
        });
        expect(history.aheadOf(idOf(3), bo.id, 9)).toEqual(edited);
        expect(history.aheadOf(idOf(1), ana.id, 8)).toBeUndefined();
        expect(history.aheadOf(idOf(1), bo.id, 7)).toBeUndefined();
        expect(history.aheadOf(idOf(2), ana.id, 0)).toBeUndefined();
      }));
  });

  describe('H22 of what changed after a seq each message is told once', () => {
    test('in order, unless they are too many', () =>
      withHistory((history) => {
        fill(history, 3);
        for (const [i, of] of [2, 3, 2].entries()) {
          history.change({ is: 'edit', id: idOf(7 + i), by: ana, of, text: `${i}`, at: i });
        }
        const text = { kinds: ['text'] };
        expect(history.changesAfter(0, 2)).toEqual([
          { message: 3, ...text },
          { message: 2, ...text },
        ]);
        expect(history.changesAfter(5, 10)).toEqual([{ message: 2, ...text }]);
        expect(history.changesAfter(0, 1)).toBeUndefined();
        expect(history.changesAfter(6, 10)).toEqual([]);
      }));

    test('and an earlier copy of a change is found by its id and its author together', () =>
      withHistory((history) => {
        fill(history, 2);
        history.change({ is: 'edit', id: idOf(7), by: ana, of: 1, text: 'anew', at: 9 });
        expect(history.changedBy(idOf(7), ana.id, 0)).toMatchObject({ seq: 1, text: 'anew' });
        expect(history.changedBy(idOf(7), ana.id, 2)).toMatchObject({ seq: 1 });
        expect(history.changedBy(idOf(7), ana.id, 3)).toBeUndefined();
        expect(history.changedBy(idOf(7), bo.id, 0)).toBeUndefined();
        expect(history.changedBy(idOf(1), ana.id, 0)).toBeUndefined();
      }));
  });

  describe('E7 the words of before an edit', () => {
    const edit = (history: History, n: number, text: string, at: number, of = 1) =>
      history.change({ is: 'edit', id: idOf(200 + n), by: ana, of, text, at });

    test('are kept with when they were given and until when they stood, and those whom they mention', () =>
      withHistory((history) => {
        fill(history, 2);
        history.meet(bo, 5);
        history.append({ id: idOf(3), by: bo, text: 'here', at: 6 });
        edit(history, 1, `<@${bo.id}>`, 10);
        edit(history, 2, 'third', 20);
        edit(history, 3, 'third', 30);
        edit(history, 4, 'other', 40, 2);
        expect(history.earlier(1)).toEqual([
          { text: '1', at: 0, until: 10 },
          { text: `<@${bo.id}>`, mentions: [bo], at: 10, until: 20 },
        ]);
        expect(history.earlierOf(ana.id)).toEqual([
          { message: 1, text: '1', at: 0, until: 10 },
          { message: 1, text: `<@${bo.id}>`, at: 10, until: 20 },
          { message: 2, text: '2', at: 1, until: 40 },
        ]);
        expect(history.earlierOf(bo.id)).toEqual([]);
        history.dropEarlier(20);
        expect(history.earlier(1)).toMatchObject([{ until: 20 }]);
        history.dropEarlierOf(ana.id);
        expect(history.earlierOf(ana.id)).toEqual([]);
      }));

    test('go with the message', () =>
      withHistory((history) => {
        fill(history, 2);
        edit(history, 1, 'other', 10);
        edit(history, 2, 'another', 11, 2);
        history.change({ is: 'delete', id: idOf(9), by: bo, of: 1 });
        expect(history.earlier(1)).toEqual([]);
        expect(history.earlierOf(ana.id)).toMatchObject([{ message: 2 }]);
      }));
  });

  describe('Y1 Y4 what is said in a thread', () => {
    const reply = (history: History, n: number, by: Person, more: { also?: true; inThread?: number } = {}) =>
      history.append({ id: idOf(n), by, text: `${n}`, inThread: 1, at: n * 10, ...more });
    const change = (history: History, n: number, of: number, what: ThreadChange) =>
      history.change({ id: idOf(n), by: ana, of, ...what });

    test('stands in the thread, and in the room’s list only if it is meant for that as well', () =>
      withHistory((history) => {
        fill(history, 2);
        const said = reply(history, 3, bo);
        expect(said).toEqual({ seq: 3, id: idOf(3), by: bo, text: '3', inThread: 1, at: 30 });
        const also = reply(history, 4, ana, { also: true });
        expect(also).toMatchObject({ inThread: 1, also: true });
        reply(history, 5, bo, { inThread: 2 });
        history.append({ id: idOf(6), by: ana, text: '6', at: 60 });
        const seqs = (messages: Message[]) => messages.map(({ seq }) => seq);
        expect(seqs(history.after(0, 9))).toEqual([1, 2, 4, 6]);
        expect(seqs(history.before(7, 2))).toEqual([4, 6]);
        expect(seqs(history.before(7, 9, 1))).toEqual([3, 4]);
        expect(seqs(history.before(4, 9, 1))).toEqual([3]);
        expect(seqs(history.before(7, 1, 1))).toEqual([4]);
        expect(seqs(history.before(7, 9, 6))).toEqual([]);
        expect(history.at(3)).toEqual(said);
      }));

    test('changes what it hangs on, at its own place', () =>
      withHistory((history, people) => {
        people.note(cai);
        fill(history, 1);
        reply(history, 2, bo);
        expect(history.at(1)).toMatchObject({ thread: { seq: 2, n: 1, by: [bo], at: 20 } });
        expect(history.at(1)).not.toHaveProperty('changed');
        for (const [n, by] of [ana, bo, ana, cai].entries()) reply(history, n + 3, by);
        expect(history.at(1)?.thread).toEqual({ seq: 6, n: 5, by: [cai, ana, bo], at: 60 });
        history.change({ id: idOf(7), by: ana, of: 1, is: 'edit', text: 'other', at: 70 });
        expect(history.at(1)).toMatchObject({ text: 'other', changed: 7, thread: { seq: 6, n: 5 } });
        expect(history.changesAfter(2, 9)).toEqual([{ message: 1, kinds: ['text', 'thread'] }]);
        expect(history.changesAfter(6, 9)).toEqual([{ message: 1, kinds: ['text'] }]);
      }));

    test('and when it goes, what it hangs on has one less', () =>
      withHistory((history) => {
        fill(history, 1);
        for (const [n, by] of [bo, ana, bo].entries()) reply(history, n + 2, by);
        const gone = change(history, 5, 4, { is: 'delete' });
        expect(gone).toMatchObject({ inThread: 1, deleted: true, text: '' });
        expect(history.at(1)).toMatchObject({ thread: { seq: 5, n: 2, by: [ana, bo], at: 30 } });
        change(history, 6, 3, { is: 'delete' });
        change(history, 7, 2, { is: 'delete' });
        expect(history.at(1)?.thread).toEqual({ seq: 7, n: 0, by: [], at: 20 });
        expect(history.before(9, 9, 1)).toHaveLength(3);
        const changes = history.changesAfter(6, 9)?.sort((one, other) => one.message - other.message);
        expect(changes).toEqual([
          { message: 1, kinds: ['thread'] },
          { message: 2, kinds: ['text'] },
        ]);
      }));

    test('Y5 Y6 may have a name and be settled; the name goes with what it hangs on', () =>
      withHistory((history) => {
        fill(history, 1);
        reply(history, 2, bo);
        const named = change(history, 3, 1, { is: 'thread', name: 'Tea', done: true });
        expect(named).toMatchObject({ changed: 3, thread: { n: 1, name: 'Tea', done: true } });
        expect(history.actAt(3)).toBe(idOf(3));
        reply(history, 4, ana);
        const faces = { n: 2, by: [ana, bo], at: 40 };
        expect(history.at(1)?.thread).toEqual({ seq: 4, ...faces, name: 'Tea', done: true });
        expect(change(history, 5, 1, { is: 'thread' })).toMatchObject({
          changed: 5,
          thread: { seq: 5, ...faces },
        });
        expect(history.at(1)?.thread).toEqual({ seq: 5, ...faces });
        change(history, 6, 1, { is: 'thread', name: 'Coffee', done: true });
        expect(change(history, 7, 1, { is: 'delete' })).toMatchObject({
          deleted: true,
          changed: 7,
          thread: { seq: 7, n: 2, done: true },
        });
        expect(history.at(1)?.thread).not.toHaveProperty('name');
        expect(history.changesAfter(5, 9)).toEqual([{ message: 1, kinds: ['text', 'thread'] }]);
      }));

    test('Y7 and is found while it is open and something stands in it', () =>
      withHistory((history) => {
        fill(history, 4);
        for (const [i, inThread] of [2, 1, 4, 3, 2].entries()) reply(history, i + 5, bo, { inThread });
        expect(history.openThreads(9).map(({ seq }) => seq)).toEqual([2, 3, 4, 1]);
        expect(history.openThreads(2).map(({ seq }) => seq)).toEqual([2, 3]);
        change(history, 10, 2, { is: 'thread', done: true });
        change(history, 11, 8, { is: 'delete' });
        expect(history.openThreads(9).map(({ seq }) => seq)).toEqual([4, 1]);
        change(history, 12, 2, { is: 'thread' });
        expect(history.openThreads(9)[0]).toMatchObject({ seq: 2, thread: { n: 2 } });
      }));

    test('Y9 by somebody who is forgotten, it has nobody’s name', () =>
      withHistory((history, people) => {
        fill(history, 1);
        reply(history, 2, bo);
        people.forget(bo.id);
        expect(history.at(1)?.thread?.by).toMatchObject([{ id: bo.id, name: '', left: true }]);
      }));
  });

  describe('K1 K4 pins', () => {
    test('come the newest first, and go one by one', () =>
      withHistory((history) => {
        fill(history, 3);
        for (const [i, message] of [2, 1, 3].entries()) history.pin({ message, by: bo.id, at: i });
        expect(history.pins()).toEqual([
          { message: 3, by: bo.id, at: 2 },
          { message: 1, by: bo.id, at: 1 },
          { message: 2, by: bo.id, at: 0 },
        ]);
        history.unpin(1);
        history.pin({ message: 1, by: ana.id, at: 9 });
        expect(history.pins().map(({ message }) => message)).toEqual([1, 3, 2]);
        expect(history.head()).toBe(3);
      }));

    test('go with their messages', () =>
      withHistory((history) => {
        fill(history, 2);
        for (const message of [1, 2]) history.pin({ message, by: bo.id, at: 0 });
        history.change({ is: 'edit', id: idOf(7), by: ana, of: 1, text: 'anew', at: 9 });
        history.change({ is: 'delete', id: idOf(8), by: ana, of: 2 });
        expect(history.pins()).toMatchObject([{ message: 1 }]);
      }));
  });

  describe('J4 J5 J7 reactions', () => {
    const react = (history: History, n: number, by: Person, of: number, emoji: string, on = true) =>
      history.change({ is: 'react', id: idOf(100 + n), by, of, emoji, on });

    test('stand with the message, under the names of today, and take a place each', () =>
      withHistory((history) => {
        fill(history, 2);
        expect(react(history, 1, bo, 1, '👍')).toMatchObject({ seq: 1, changed: 3, text: '1' });
        react(history, 2, ana, 1, '🎉');
        react(history, 3, ana, 1, '👍');
        history.meet({ ...bo, name: 'Bob' }, 4);
        expect(history.at(1)?.reactions).toEqual([
          { emoji: '👍', n: 2, by: [{ ...bo, name: 'Bob' }, ana] },
          { emoji: '🎉', n: 1, by: [ana] },
        ]);
        expect(history.head()).toBe(5);
        expect([3, 4, 5].map((seq) => history.actAt(seq))).toEqual([1, 2, 3].map((n) => idOf(100 + n)));
        expect(history.changedBy(idOf(102), ana.id, 0)).toMatchObject({ seq: 1 });
        react(history, 4, bo, 1, '👍', false);
        react(history, 5, ana, 1, '🎉', false);
        expect(history.before(3, 10)[0]?.reactions).toEqual([{ emoji: '👍', n: 1, by: [ana] }]);
        react(history, 6, ana, 1, '👍', false);
        expect(history.at(1)).not.toHaveProperty('reactions');
      }));

    test('of somebody are known by the key of the emoji, for one message and for all', () =>
      withHistory((history) => {
        fill(history, 3);
        react(history, 1, bo, 3, '❤️');
        react(history, 2, bo, 1, '👍');
        react(history, 3, ana, 1, '🎉');
        expect(history.reactionsOf(3, bo.id)).toEqual(['❤']);
        expect(history.reactionsOf(1, ana.id)).toEqual(['🎉']);
        expect(history.reactionsOf(2, bo.id)).toEqual([]);
        expect(history.reactedTo(bo.id, 10)).toEqual([
          { message: 1, emoji: '👍' },
          { message: 3, emoji: '❤' },
        ]);
        expect(history.reactedTo(bo.id, 1)).toHaveLength(1);
        react(history, 4, bo, 3, '❤', false);
        expect(history.reactionsOf(3, bo.id)).toEqual([]);
      }));

    test('are told apart from words among what changed, each message once', () =>
      withHistory((history) => {
        fill(history, 3);
        for (const [i, emoji] of ['👍', '🎉', '😂'].entries()) react(history, i, bo, 1, emoji);
        react(history, 3, bo, 2, '👍');
        history.change({ is: 'edit', id: idOf(7), by: ana, of: 1, text: 'anew', at: 9 });
        expect(history.changesAfter(3, 10)).toEqual([
          { message: 2, kinds: ['reactions'] },
          { message: 1, kinds: ['reactions', 'text'] },
        ]);
        expect(history.changesAfter(7, 10)).toEqual([{ message: 1, kinds: ['text'] }]);
        expect(history.changesAfter(3, 1)).toBeUndefined();
      }));

    test('outlive an edit, and go with the message', () =>
      withHistory((history) => {
        fill(history, 1);
        react(history, 1, bo, 1, '👍');
        history.change({ is: 'edit', id: idOf(7), by: ana, of: 1, text: 'anew', at: 9 });
        expect(history.at(1)).toMatchObject({ text: 'anew', reactions: [{ emoji: '👍', n: 1 }] });
        history.change({ is: 'delete', id: idOf(8), by: ana, of: 1 });
        expect(history.at(1)).not.toHaveProperty('reactions');
        expect(history.reactedTo(bo.id, 10)).toEqual([]);
      }));
  });

  describe('M6 a deletion by somebody else is a removal', () => {
    test('that says who did it, by their name of now, and their own does not', () =>
      withHistory((history) => {
        fill(history, 2);
        history.append({ id: idOf(3), by: bo, text: 'bo', at: 3 });
        const removed = history.change({ is: 'delete', id: idOf(7), by: bo, of: 1 });
        expect(removed).toMatchObject({ by: ana, deleted: true, removedBy: bo });
        expect(history.change({ is: 'delete', id: idOf(8), by: ana, of: 2 })).not.toHaveProperty('removedBy');
        history.meet({ ...bo, name: 'Bob' }, 4);
        expect(history.at(1)?.removedBy).toEqual({ ...bo, name: 'Bob' });
      }));
  });

  describe('M18 a history tells who spoke', () => {
    test('and when somebody did last, if that is not longer ago', () =>
      withHistory((history) => {
        for (const [i, by] of [ana, bo, ana, bo].entries()) {
          history.append({ id: idOf(i), by, text: 'hi', at: 10 + i });
        }
        history.change({ is: 'delete', id: idOf(7), by: ana, of: 3 });
        expect([9, 11, 12].map((since) => history.lastSaidBy(ana.id, since))).toEqual([12, 12, undefined]);
        expect(history.lastSaidBy('nobody-0000', 0)).toBeUndefined();
        expect(history.authors().toSorted()).toEqual([ana.id, bo.id]);
      }));

    test('and what of it stands', () =>
      withHistory((history) => {
        fill(history, 4);
        history.append({ id: idOf(5), by: bo, text: 'bo', at: 5 });
        history.change({ is: 'delete', id: idOf(7), by: ana, of: 2 });
        const said = (after: number, limit: number) =>
          history.saidBy(ana.id, after, limit).map(({ seq }) => seq);
        expect([said(0, 9), said(0, 2), said(1, 9), said(4, 9)]).toEqual([[1, 3, 4], [1, 3], [3, 4], []]);
        expect(history.allBy(ana.id, 1, 2)).toMatchObject([{ seq: 2, text: '', deleted: true }, { seq: 3 }]);
        expect(history.allBy(bo.id, 0, 9).map(({ seq }) => seq)).toEqual([5]);
      }));
  });

  test('H4 whoever speaks under a new name has it on all they said', () =>
    withHistory((history) => {
      fill(history, 2);
      const renamed = { ...ana, name: 'Ana Maria' };
      const said = history.append({ id: idOf(3), by: renamed, text: 'me again', at: 3 });
      expect(said.by).toEqual(renamed);
      expect(history.after(0, 3).map(({ by }) => by)).toEqual([renamed, renamed, renamed]);
      expect(history.before(3, 3).map(({ by }) => by)).toEqual([renamed, renamed]);
      expect(history.copyOf(idOf(1), ana.id, 0)?.by).toEqual(renamed);
    }));

  describe('H4 whoever comes under a new name has it on all they said', () => {
    test('without another word', () =>
      withHistory((history) => {
        fill(history, 2);
        const renamed = { ...ana, name: 'Ana Maria' };
        history.meet(renamed, 0);
        expect(history.after(0, 3).map(({ by }) => by)).toEqual([renamed, renamed]);
        expect(history.at(1)?.by).toEqual(renamed);
        expect(history.head()).toBe(2);
      }));

    test('and who speaks under the earlier one after that has that again', () =>
      withHistory((history) => {
        fill(history, 1);
        history.meet({ ...ana, name: 'Ana Maria' }, 0);
        fill(history, 1);
        expect(history.at(1)?.by).toEqual(ana);
      }));

    test('and nobody else has', () =>
      withHistory((history) => {
        history.meet(bo, 0);
        fill(history, 1);
        history.meet({ ...bo, name: 'Bob' }, 0);
        expect(history.append({ id: idOf(2), by: bo, text: 'hi', at: 2 }).by).toEqual(bo);
        expect(history.after(0, 2).map(({ by }) => by)).toEqual([ana, bo]);
      }));
  });

  mentionRules(withHistory);
}

/** Which people a message comes with as mentioned, whatever the names. */
const mentionRules = (withHistory: WithHistory) => {
  const nobody = '<@nobody-0000>';
  const all = `<@${cai.id}>, <@${ana.id}> ${nobody} <@${bo.id}> <@${ana.id}> \`<@ben-0000000>\` <@here>`;
  const say = (history: History, text: string) => history.append({ id: idOf(1), by: ana, text, at: 1 });

  describe('T7 a message comes with the people whom it mentions', () => {
    test('those whom the room knows and those who are present, each once, wherever it is read', () =>
      withHistory((history, people) => {
        people.note(bo);
        const said = say(history, all);
        expect(said).toEqual({ seq: 1, id: idOf(1), by: ana, text: all, at: 1, mentions: [cai, ana, bo] });
        expect(history.at(1)).toEqual(said);
        expect(history.after(0, 9)).toEqual([said]);
        expect(history.before(9, 9)).toEqual([said]);
        expect(history.copyOf(idOf(1), ana.id, 0)).toEqual(said);
        expect(history.saidBy(ana.id, 0, 9)).toEqual([said]);
        expect(history.allBy(ana.id, 0, 9)).toEqual([said]);
      }));

    test('and without the field when these are none', () =>
      withHistory((history) => {
        for (const text of ['hi', nobody, '<@here>', `\`<@${ana.id}>\``, `\\<@${ana.id}>`]) {
          expect(say(history, text)).not.toHaveProperty('mentions');
          expect(history.at(history.head())).not.toHaveProperty('mentions');
        }
      }));

    test('whom an edit mentions, and not the words before it; and nobody once it is deleted', () =>
      withHistory((history) => {
        say(history, `<@${ana.id}>`);
        const edit = { is: 'edit', id: idOf(7), by: ana, of: 1, text: `<@${cai.id}>`, at: 9 } as const;
        expect(history.change(edit).mentions).toEqual([cai]);
        expect(history.changedBy(idOf(7), ana.id, 0)?.mentions).toEqual([cai]);
        expect(history.change({ ...edit, id: idOf(8), text: 'nobody' })).not.toHaveProperty('mentions');
        history.change({ ...edit, id: idOf(9) });
        const gone = history.change({ is: 'delete', id: idOf(10), by: ana, of: 1 });
        expect(gone).not.toHaveProperty('mentions');
      }));

    test('under the names of today, whatever they were when it was said', () =>
      withHistory((history, people) => {
        people.note(bo);
        say(history, `<@${bo.id}> <@ben-0000000>`);
        const bob = { ...bo, name: 'Bob', kind: 'claimed' } as const;
        history.meet(bob, 2);
        expect(history.at(1)?.mentions).toEqual([bob]);
        people.note({ id: 'ben-0000000', name: '*Ben* <b>', kind: 'guest' });
        expect(history.at(1)?.mentions?.map(({ name }) => name)).toEqual(['Bob', '*Ben* <b>']);
      }));

    test('and whoever had themselves forgotten as someone who left', () =>
      withHistory((history, people) => {
        people.note(bo);
        say(history, `<@${bo.id}>`);
        people.forget(bo.id);
        expect(history.at(1)?.mentions).toEqual([{ ...bo, name: '', left: true }]);
        expect(JSON.stringify(history.after(0, 9))).not.toContain('"Bo"');
      }));
  });
};

export function fill(history: History, count: number, by = ana): Message[] {
  return Array.from({ length: count }, (_, i) =>
    history.append({ id: idOf(i + 1), by, text: `${i + 1}`, at: i }),
  );
}
