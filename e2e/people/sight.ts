import { expect } from 'playwright/test';
import type { Tab } from './tab.ts';

/** Looking at a tab and away from it, and what is to be seen and heard of one that nobody looks at. */
export function sight({ page }: Tab) {
  const isNow = (state: 'visible' | 'hidden') =>
    page.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);

  return {
    /** Goes to another tab: a browser of a test says by itself that all of them are seen. */
    looksAway: () => isNow('hidden'),
    looksBack: () => isNow('visible'),

    async seesInTabBar(title: string | RegExp): Promise<void> {
      await expect(page).toHaveTitle(title);
    },

    /** From the next page on, writes down how many notes sound; the returned function tells. */
    async notesSounds(): Promise<() => Promise<number>> {
      await page.addInitScript(() => {
        const noted = { notes: 0 };
        Object.assign(globalThis, { noted });
        const { start } = OscillatorNode.prototype;
        OscillatorNode.prototype.start = function (when) {
          noted.notes += 1;
          start.call(this, when);
        };
      });
      return () => page.evaluate(() => (globalThis as unknown as { noted: { notes: number } }).noted.notes);
    },

    /** On the page about themselves, chooses what is to be heard. */
    async choosesSound(sound: 'None' | 'Mentions'): Promise<void> {
      await page.getByRole('radiogroup', { name: 'Sound' }).getByText(sound, { exact: true }).click();
    },

    soundChosen: page.getByRole('radiogroup', { name: 'Sound' }).getByRole('radio', { checked: true }),

    /** Has the sound made, and waits until it has faded. */
    async triesSound(): Promise<void> {
      const button = page.getByRole('button', { name: 'Hear it' });
      await button.click();
      await expect(button).toBeEnabled();
    },
  };
}

export type Sight = ReturnType<typeof sight>;
