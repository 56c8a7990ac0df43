import { describe, expect, test } from 'vitest';
import type { Message, Person } from '../../protocol/message.ts';
import type { History } from '../room/history.ts';

export const ana: Person = { id: 'ana-0000000', name: 'Ana', guest: true };
export const bo: Person = { id: 'bo-00000000', name: 'Bo', guest: false };

export const idOf = (n: number) => `message-${String(n).padStart(6, '0')}`;

/** Lets a history be filled and looked at, wherever it lives. */
export type WithHistory = (look: (history: History) => void) => Promise<void>;

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
}

export function fill(history: History, count: number, by = ana): Message[] {
  return Array.from({ length: count }, (_, i) =>
    history.append({ id: idOf(i + 1), by, text: `${i + 1}`, at: i }),
  );
}
