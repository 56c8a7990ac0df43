import { describe, expect, test } from 'vitest';
import type { Message } from '../../protocol/message.ts';
import { phraseOf } from '../../protocol/search/tokens.ts';
import type { History } from '../room/history.ts';
import { ana, bo, fill, idOf, type WithHistory } from './history-rules.ts';

const tell = (history: History, ...texts: string[]): Message[] =>
  texts.map((text) => {
    const at = history.head() + 1;
    return history.append({ id: idOf(at), by: ana, text, at });
  });
const terms = (...typed: string[]) => ({
  all: typed.map((one) => [phraseOf(one) ?? expect.unreachable()]),
  after: 0,
  before: 1_000_000,
});
const indexed = (history: History) => {
  for (let batch = 0; history.extendIndex(); batch += 1) if (batch > 1_000) expect.unreachable();
};

/** The rules of searching that every History keeps. */
export function searchRules(withHistory: WithHistory): void {
  const found = (history: History, ...typed: string[]) =>
    history.search(terms(...typed), 100).map(({ seq }) => seq);

  describe('F1 F5 a history is searched', () => {
    test('for all words at once, the newest first, as soon as it is indexed', () =>
      withHistory((history) => {
        tell(history, 'tea and cake', 'cake', 'TEA, Cäke!', 'coffee');
        expect(history.indexedAfter()).toBeUndefined();
        indexed(history);
        expect(history.indexedAfter()).toBe(0);
        expect(found(history, 'cake', 'tea')).toEqual([3, 1]);
        expect(found(history, 'milk')).toEqual([]);
        tell(history, 'more tea');
        indexed(history);
        expect(found(history, 'tea')).toEqual([5, 3, 1]);
        expect(history.search({ ...terms('tea'), before: 5, after: 1 }, 9).map(({ seq }) => seq)).toEqual([
          3,
        ]);
        expect(history.search(terms('tea'), 2).map(({ seq }) => seq)).toEqual([5, 3]);
      }));

    test('for one of several things, in threads too, and for none at all', () =>
      withHistory((history) => {
        tell(history, 'one');
        history.append({ id: idOf(90), by: bo, text: 'two', at: 9, inThread: 1 });
        history.change({ is: 'delete', id: idOf(91), by: bo, of: tell(history, 'three')[0]?.seq ?? 0 });
        indexed(history);
        const either = { all: [['one', 'two'].flatMap((one) => phraseOf(one) ?? [])], after: 0, before: 99 };
        expect(history.search(either, 9).map(({ text }) => text)).toEqual(['two', 'one']);
        expect(history.search({ all: [], after: 0, before: 99 }, 9).map(({ text }) => text)).toEqual([
          'two',
          'one',
        ]);
      }));

    test('under the names of today, with whom it mentions', () =>
      withHistory((history, people) => {
        people.note(bo);
        tell(history, `tea for <@${bo.id}>`);
        indexed(history);
        history.meet({ ...ana, name: 'Anna' }, 9);
        expect(history.search(terms('tea'), 9)).toEqual(history.after(0, 9));
        expect(history.search(terms('tea'), 9)[0]).toMatchObject({ by: { name: 'Anna' }, mentions: [bo] });
      }));

    test('however many batches it takes', () =>
      withHistory((history) => {
        fill(history, 350);
        indexed(history);
        for (const n of [1, 99, 100, 101, 250, 350]) expect(found(history, `${n}`)).toContain(n);
        fill(history, 150);
        indexed(history);
        expect(found(history, '7').slice(-2)).toEqual([357, 7]);
        expect(found(history, '77')).toEqual([427, 77]);
      }));
  });

  describe('F4 what changes is found as it stands, and so is what changed before it was indexed', () => {
    test.each(['after', 'before'])('%s', (when) =>
      withHistory((history) => {
        tell(history, 'tea', 'tea', 'tea');
        const change = () => {
          history.change({ is: 'edit', id: idOf(95), by: ana, of: 1, text: 'coffee', at: 9 });
          history.change({ is: 'delete', id: idOf(96), by: ana, of: 2 });
          history.change({ is: 'edit', id: idOf(97), by: ana, of: 3, text: 'tea', at: 9 });
        };
        if (when === 'before') change();
        indexed(history);
        if (when === 'after') change();
        expect(found(history, 'tea')).toEqual([3]);
        expect(found(history, 'coffee')).toEqual([1]);
        history.change({ is: 'edit', id: idOf(98), by: ana, of: 1, text: 'water', at: 10 });
        expect(found(history, 'coffee')).toEqual([]);
        expect(found(history, 'water')).toEqual([1]);
      }),
    );
  });

  test('F1 the first place from a time on is found, over changes, and behind the newest', () =>
    withHistory((history) => {
      expect(history.firstSince(0)).toBe(1);
      for (const at of [10, 20, 30]) {
        history.append({ id: idOf(at), by: ana, text: 'x', at });
        history.change({ is: 'edit', id: idOf(at + 1), by: ana, of: 1, text: 'y', at });
      }
      expect([0, 10, 11, 20, 21, 30, 31].map((at) => history.firstSince(at))).toEqual([1, 1, 3, 3, 5, 5, 7]);
    }));
}
