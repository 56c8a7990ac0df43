import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Shelf, Unsent } from '../outbox-store.ts';
import { idOf, idsOn, listenTo, said, type Tab } from './tabs.ts';

export function tellingRules(open: () => Tab): void {
  let ana: Tab;
  let bo: Tab;
  beforeEach(() => {
    [ana, bo] = [open(), open()];
  });

  describe('C9 a tab hears', () => {
    test.each<[string, (shelf: Shelf) => Promise<unknown>]>([
      ['that something was added', (shelf) => shelf.add(said(2))],
      ['that something was stamped', (shelf) => shelf.stamp([idOf(1)], 5)],
      ['that something failed', (shelf) => shelf.fail(idOf(1), 'empty')],
      ['that something was replaced', (shelf) => shelf.replace(idOf(1), said(2))],
      ['that something was removed', (shelf) => shelf.remove(idOf(1))],
    ])('%s, once it is so', async (_, act) => {
      await ana.shelf.add(said(1));
      const before = await bo.shelf.load();
      let found: Unsent[] = [];
      const changed = new Promise<void>((resolve) => {
        const look = async () => {
          found = await bo.shelf.load();
          resolve();
        };
        onTestFinished(bo.shelf.watch({ changed: look, sending() {} }));
      });
      await act(ana.shelf);
      await changed;
      expect(found).not.toEqual(before);
    });

    test('nothing of what changed nothing', async () => {
      await ana.shelf.add({ ...said(1), after: 3 });
      const { ears: bos } = listenTo(bo.shelf);
      await ana.shelf.load();
      await ana.shelf.add(said(1));
      await ana.shelf.stamp([idOf(1), idOf(2)], 5);
      await ana.shelf.fail(idOf(2), 'empty');
      await ana.shelf.replace(idOf(2), said(3));
      await ana.shelf.remove(idOf(2));
      ana.shelf.tellSending([]);
      await bos.until('sending ');
      expect(bos.heard).toEqual(['sending ']);
    });

    test('what is under way elsewhere, and nothing of its own', async () => {
      const [{ ears: anas }, { ears: bos }] = [listenTo(ana.shelf), listenTo(bo.shelf)];
      await ana.shelf.add(said(1));
      ana.shelf.tellSending([idOf(1), idOf(2)]);
      await bos.until(`sending ${idOf(1)},${idOf(2)}`);
      bo.shelf.tellSending([idOf(9)]);
      await anas.until(`sending ${idOf(9)}`);
      expect(bos.heard).toEqual(['changed', `sending ${idOf(1)},${idOf(2)}`]);
      expect(anas.heard).toEqual([`sending ${idOf(9)}`]);
    });

    test('of those that do not listen themselves, and of those that came later', async () => {
      const { ears: bos } = listenTo(bo.shelf);
      await open().shelf.add(said(1));
      await bos.until('changed');
      expect(await idsOn(bo.shelf)).toEqual([idOf(1)]);
    });

    test('nothing any more once it has stopped listening, until it listens again', async () => {
      const { ears: first, stop } = listenTo(ana.shelf);
      const { ears: cy } = listenTo(open().shelf);
      stop();
      bo.shelf.tellSending([idOf(1)]);
      await cy.until(`sending ${idOf(1)}`);
      const { ears: second } = listenTo(ana.shelf);
      stop();
      ana.shelf.tellSending([idOf(9)]);
      bo.shelf.tellSending([idOf(2)]);
      await second.until(`sending ${idOf(2)}`);
      expect([first.heard, second.heard]).toEqual([[], [`sending ${idOf(2)}`]]);
    });
  });
}
