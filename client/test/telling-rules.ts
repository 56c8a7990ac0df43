import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { OutboxStore, Unsent } from '../outbox-store.ts';
import { idOf, idsOn, listenTo, said, type TestTab } from './tabs.ts';

export function tellingRules(open: () => TestTab): void {
  let ana: TestTab;
  let bo: TestTab;
  beforeEach(() => {
    [ana, bo] = [open(), open()];
  });

  describe('C9 a tab hears', () => {
    test.each<[string, (store: OutboxStore) => Promise<unknown>]>([
      ['that something was added', (store) => store.add(said(2))],
      ['that something was stamped', (store) => store.stamp([idOf(1)], 5)],
      ['that something failed', (store) => store.fail(idOf(1), 'empty')],
      ['that something was replaced', (store) => store.replace(idOf(1), said(2))],
      ['that something was removed', (store) => store.remove(idOf(1))],
    ])('%s, once it is so', async (_, act) => {
      await ana.store.add(said(1));
      const before = await bo.store.load();
      let found: Unsent[] = [];
      const changed = new Promise<void>((resolve) => {
        const look = async () => {
          found = await bo.store.load();
          resolve();
        };
        onTestFinished(bo.store.watch({ changed: look, sending() {} }));
      });
      await act(ana.store);
      await changed;
      expect(found).not.toEqual(before);
    });

    test('nothing of what changed nothing', async () => {
      await ana.store.add({ ...said(1), after: 3 });
      const { ears: bos } = listenTo(bo.store);
      await ana.store.load();
      await ana.store.add(said(1));
      await ana.store.stamp([idOf(1), idOf(2)], 5);
      await ana.store.fail(idOf(2), 'empty');
      await ana.store.replace(idOf(2), said(3));
      await ana.store.remove(idOf(2));
      ana.store.tellSending([]);
      await bos.until('sending ');
      expect(bos.heard).toEqual(['sending ']);
    });

    test('what is under way elsewhere, and nothing of its own', async () => {
      const [{ ears: anas }, { ears: bos }] = [listenTo(ana.store), listenTo(bo.store)];
      await ana.store.add(said(1));
      ana.store.tellSending([idOf(1), idOf(2)]);
      await bos.until(`sending ${idOf(1)},${idOf(2)}`);
      bo.store.tellSending([idOf(9)]);
      await anas.until(`sending ${idOf(9)}`);
      expect(bos.heard).toEqual(['changed', `sending ${idOf(1)},${idOf(2)}`]);
      expect(anas.heard).toEqual([`sending ${idOf(9)}`]);
    });

    test('of those that do not listen themselves, and of those that came later', async () => {
      const { ears: bos } = listenTo(bo.store);
      await open().store.add(said(1));
      await bos.until('changed');
      expect(await idsOn(bo.store)).toEqual([idOf(1)]);
    });

    test('nothing any more once it has stopped listening, until it listens again', async () => {
      const { ears: first, stop } = listenTo(ana.store);
      const { ears: cy } = listenTo(open().store);
      stop();
      bo.store.tellSending([idOf(1)]);
      await cy.until(`sending ${idOf(1)}`);
      const { ears: second } = listenTo(ana.store);
      stop();
      ana.store.tellSending([idOf(9)]);
      bo.store.tellSending([idOf(2)]);
      await second.until(`sending ${idOf(2)}`);
      expect([first.heard, second.heard]).toEqual([[], [`sending ${idOf(2)}`]]);
    });
  });
}
