import { expect } from 'playwright/test';
import { press, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** What is pinned in a room, in the list and on a page of its own. */
export function pins(tab: Tab, list: Transcript) {
  const { page } = tab;
  const link = page.getByRole('link', { name: /\d+ pinned messages?$/ });
  const sheet = page.getByRole('region', { name: 'Pinned' });
  const item = (text: string) => sheet.getByRole('listitem').filter({ hasText: text });

  const verbs = {
    /** These words are marked as pinned in the list. */
    async seesPinned(text: string): Promise<void> {
      await expect(list.lineOf(text).getByRole('img', { name: 'Pinned' })).toBeVisible();
    },

    async seesNoPins(): Promise<void> {
      await expect(link).toHaveCount(0);
    },

    /** Opens the page of what is pinned, by the link that says how much that is. */
    async opensPins(howMany: number): Promise<void> {
      await expect(link).toHaveAccessibleName(`${howMany} pinned message${howMany === 1 ? '' : 's'}`);
      await press(link);
      await expect(page.getByRole('heading', { name: 'Pinned' })).toBeVisible();
    },

    async pinnedTexts(): Promise<string[]> {
      await expect(page.getByRole('heading', { name: 'Pinned' })).toBeVisible();
      return sheet.locator('.words').allInnerTexts();
    },

    async isOfferedNoUnpinning(): Promise<void> {
      await expect(sheet.getByRole('button', { name: /^Unpin/ })).toHaveCount(0);
    },

    async unpins(text: string): Promise<void> {
      await press(item(text).getByRole('button', { name: /^Unpin/ }));
      await expect(item(text)).toHaveCount(0);
    },

    async goesToPinned(text: string): Promise<void> {
      await press(item(text).getByRole('link', { name: 'To the message' }));
    },
  };
  return verbs;
}

export type PinVerbs = ReturnType<typeof pins>;
