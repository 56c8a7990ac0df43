import { beforeEach, describe, expect, test } from 'vitest';
import type { Unsent } from '../outbox-store.ts';
import { idOf, idsOn, said, type TestTab } from './tabs.ts';

export function keepingRules(open: () => TestTab): void {
  let ana: TestTab;
  let bo: TestTab;
  beforeEach(() => {
    [ana, bo] = [open(), open()];
  });

  describe('C9 a store keeps what is unsent', () => {
    test('as it was done, whatever was done', async () => {
      const message = { seq: 7, id: idOf(7) };
      const { t, text, ...rest } = said(1) as Unsent & { t: 'say' };
      const edit: Unsent = { ...rest, id: idOf(2), t: 'edit', message, text: `other ${t}, 🌙 ${text}` };
      const deletion: Unsent = { ...rest, id: idOf(3), t: 'delete', message, after: 8 };
      const refused: Unsent = { ...said(4), after: 0, is: 'failed', reason: 'other-name' };
      for (const unsent of [said(1), edit, deletion, refused]) await ana.store.add(unsent);
      expect(await bo.store.load()).toEqual([said(1), edit, deletion, refused]);
    });

    test('in the order of adding, whichever tab adds and whatever its id', async () => {
      await ana.store.add(said(5));
      await bo.store.add(said(3));
      await Promise.all([ana.store.add(said(4)), ana.store.add(said(1)), ana.store.add(said(2))]);
      const inOrder = [5, 3, 4, 1, 2].map(idOf);
      expect([await idsOn(ana.store), await idsOn(bo.store)]).toEqual([inOrder, inOrder]);
    });

    test('once, when it is added twice', async () => {
      await ana.store.add(said(1));
      await ana.store.add(said(2));
      await Promise.all([
        bo.store.add({ ...said(1), text: 'other words' } as Unsent),
        ana.store.add(said(2)),
      ]);
      expect(await ana.store.load()).toEqual([said(1), said(2)]);
    });

    test('and is never under way', async () => {
      await ana.store.add({ ...said(1), is: 'sending' });
      await ana.store.add(said(2));
      await ana.store.replace(idOf(2), { ...said(3), is: 'sending' });
      expect(await bo.store.load()).toEqual([said(1), said(3)]);
    });

    test('apart from what its reader does with the answer', async () => {
      await ana.store.add(said(1));
      (await ana.store.load()).pop();
      expect(await idsOn(ana.store)).toEqual([idOf(1)]);
    });

    test('until it is removed, twice being once', async () => {
      for (const n of [1, 2, 3]) await ana.store.add(said(n));
      await Promise.all([ana.store.remove(idOf(2)), bo.store.remove(idOf(2))]);
      await ana.store.remove(idOf(2));
      await ana.store.remove(idOf(9));
      expect(await idsOn(bo.store)).toEqual([idOf(1), idOf(3)]);
    });
  });

  describe('C9 a stamp says what had been seen at the first sending', () => {
    test('and is given once', async () => {
      await ana.store.add(said(1));
      await ana.store.add({ ...said(2), after: 3 });
      expect(await ana.store.stamp([idOf(1), idOf(2)], 5)).toEqual([
        { ...said(1), after: 5 },
        { ...said(2), after: 3 },
      ]);
      expect(await bo.store.stamp([idOf(1)], 9)).toEqual([{ ...said(1), after: 5 }]);
    });

    test('zero too', async () => {
      await ana.store.add(said(1));
      await ana.store.stamp([idOf(1)], 0);
      expect(await ana.store.stamp([idOf(1)], 9)).toEqual([{ ...said(1), after: 0 }]);
      expect(await ana.store.load()).toEqual([{ ...said(1), after: 0 }]);
    });

    test('by one of two tabs, and both learn which', async () => {
      await ana.store.add(said(1));
      const both = await Promise.all([ana.store.stamp([idOf(1)], 5), bo.store.stamp([idOf(1)], 6)]);
      const [kept] = await ana.store.load();
      expect([5, 6]).toContain(kept?.after);
      expect(both).toEqual([[kept], [kept]]);
    });

    test('to those that were asked, in the order they were added', async () => {
      for (const n of [3, 1, 2]) await ana.store.add(said(n));
      const stamped = await ana.store.stamp([idOf(2), idOf(3)], 5);
      expect(stamped.map(({ id }) => id)).toEqual([idOf(3), idOf(2)]);
      expect((await bo.store.load()).map(({ after }) => after)).toEqual([5, undefined, 5]);
    });

    test('but not to what is gone', async () => {
      for (const n of [1, 2]) await ana.store.add(said(n));
      await bo.store.remove(idOf(1));
      expect(await ana.store.stamp([idOf(1), idOf(2)], 5)).toEqual([{ ...said(2), after: 5 }]);
      expect(await idsOn(ana.store)).toEqual([idOf(2)]);
    });
  });

  describe('C9 what was refused', () => {
    test('stays in its place, with the reason', async () => {
      for (const n of [1, 2]) await ana.store.add(said(n));
      await ana.store.stamp([idOf(1)], 5);
      await ana.store.fail(idOf(1), 'too-long');
      const failed = { ...said(1), after: 5, is: 'failed', reason: 'too-long' };
      expect(await bo.store.load()).toEqual([failed, said(2)]);
    });

    test('does not come back when it is gone', async () => {
      await ana.store.fail(idOf(1), 'too-long');
      expect(await ana.store.load()).toEqual([]);
    });

    test('is replaced by another at the end', async () => {
      for (const n of [1, 2]) await ana.store.add(said(n));
      expect(await ana.store.replace(idOf(1), said(3))).toBe(true);
      expect(await bo.store.load()).toEqual([said(2), said(3)]);
    });

    test('is replaced by one of two tabs', async () => {
      await ana.store.add(said(1));
      const both = await Promise.all([
        ana.store.replace(idOf(1), said(2)),
        bo.store.replace(idOf(1), said(3)),
      ]);
      expect(await idsOn(ana.store)).toEqual([idOf(both[0] ? 2 : 3)]);
      expect(both.filter((won) => won)).toHaveLength(1);
    });
  });
}
