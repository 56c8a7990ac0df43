import { expect, type Locator } from 'playwright/test';
import type { Tab } from './tab.ts';

/** What a page says to somebody, wherever it stands. */
export function reading({ page }: Tab) {
  return {
    topHeading: page.getByRole('heading', { level: 1 }),

    /** Where a page says what is wrong. */
    alert: page.getByRole('alert'),

    /** What a page offers when something did not work. */
    retryButton: page.getByRole('button', { name: 'Try again' }),

    /** It stands there once. */
    async reads(text: string | RegExp): Promise<void> {
      await expect(page.getByText(text)).toBeVisible();
    },

    /** It stands nowhere, not even unseen. */
    async doesNotRead(text: string | RegExp): Promise<void> {
      await expect(page.getByText(text)).toHaveCount(0);
    },

    async readsHeading(name: string | RegExp, { hasFocus = false } = {}): Promise<void> {
      const heading = page.getByRole('heading', { name });
      await expect(heading).toBeVisible();
      if (hasFocus) await expect(heading).toBeFocused();
    },

    /** What was done, or what happened, is said in words. */
    async isTold(text: string): Promise<void> {
      await expect(page.getByRole('status').filter({ hasText: text })).toBeVisible();
    },

    /** What went wrong is said in words. */
    async isWarned(text: string): Promise<void> {
      await expect(page.getByRole('alert').filter({ hasText: text })).toBeVisible();
    },

    /** The returned function tells whether this is still the very same element, and not one that took its place. */
    async remembers(what: Locator): Promise<() => Promise<boolean>> {
      const then = await what.elementHandle();
      return () => what.evaluate((now, before) => now === before, then);
    },

    /** What the browser shows as the page's name. */
    async tabTitle(): Promise<string> {
      return page.title();
    },
  };
}

export type ReadingVerbs = ReturnType<typeof reading>;
