import { beforeEach, describe, expect, test } from 'vitest';
import { lead, type TestTab } from './tabs.ts';

export function leadingRules(open: () => TestTab): void {
  let ana: TestTab;
  let bo: TestTab;
  beforeEach(() => {
    [ana, bo] = [open(), open()];
  });

  describe('C9 one tab leads', () => {
    test('the first that asked, and the next when it gives up', async () => {
      const cy = open();
      const first = lead(ana.store);
      await first.ears.until('begin');
      const second = lead(bo.store);
      const third = lead(cy.store);
      first.giveUp();
      await second.ears.until('begin');
      expect(third.ears.heard).toEqual([]);
      second.giveUp();
      await third.ears.until('begin');
      expect([first.ears.heard, second.ears.heard]).toEqual([['begin'], ['begin']]);
    });

    test('but not one that gave up while it waited', async () => {
      const cy = open();
      const first = lead(ana.store);
      await first.ears.until('begin');
      const second = lead(bo.store);
      const third = lead(cy.store);
      second.giveUp();
      first.giveUp();
      await third.ears.until('begin');
      expect(second.ears.heard).toEqual([]);
    });

    test('again, when it asks again', async () => {
      const first = lead(ana.store);
      await first.ears.until('begin');
      first.giveUp();
      const again = lead(ana.store);
      await again.ears.until('begin');
      first.giveUp();
      const second = lead(bo.store);
      again.giveUp();
      await second.ears.until('begin');
    });

    test('the one that is looked at, and the other waits for its turn again', async () => {
      const cy = open();
      const first = lead(ana.store);
      await first.ears.until('begin');
      const second = lead(bo.store);
      const third = lead(cy.store);
      cy.lookAt();
      await Promise.all([third.ears.until('begin'), first.ears.until('end')]);
      third.giveUp();
      await second.ears.until('begin');
      expect(first.ears.heard).toEqual(['begin', 'end']);
      second.giveUp();
      await first.ears.until('begin');
      expect(first.ears.heard).toEqual(['begin', 'end', 'begin']);
    });

    test('however often it is looked at', async () => {
      const first = lead(ana.store);
      await first.ears.until('begin');
      ana.lookAt();
      const second = lead(bo.store);
      bo.lookAt();
      bo.lookAt();
      await Promise.all([second.ears.until('begin'), first.ears.until('end')]);
      bo.lookAt();
      second.giveUp();
      await first.ears.until('begin');
      expect([first.ears.heard, second.ears.heard]).toEqual([['begin', 'end', 'begin'], ['begin']]);
    });

    test('and nobody who did not ask, or asks no more', async () => {
      const first = lead(ana.store);
      await first.ears.until('begin');
      bo.lookAt();
      const second = lead(bo.store);
      second.giveUp();
      bo.lookAt();
      const third = lead(open().store);
      first.giveUp();
      await third.ears.until('begin');
      expect([first.ears.heard, second.ears.heard]).toEqual([['begin'], []]);
    });
  });
}
