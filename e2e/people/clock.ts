import type { Tab } from './tab.ts';

export function clock({ page }: Tab) {
  let isOwn = false;
  return {
    /** From the next page on, its clock can be moved: what it waits for need not be waited for. It goes on by itself too. */
    async hasOwnClock(): Promise<void> {
      await page.clock.install();
      isOwn = true;
    },

    /** It no longer goes on by itself. */
    async stopsClock(): Promise<void> {
      await page.clock.pauseAt(Date.now() + 1_000);
    },

    /** Time passes for the page, as when a laptop was shut for so long. For a page with a clock of its own. */
    async letsPass(ms: number): Promise<void> {
      await page.clock.fastForward(ms);
    },

    canMoveClock: () => isOwn,
  };
}

export type Clock = ReturnType<typeof clock>;
