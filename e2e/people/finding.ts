import { expect } from 'playwright/test';
import { press, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** How somebody finds what was said in a room, and gets to it. */
export function finding(tab: Tab, list: Transcript) {
  const { page } = tab;
  const sheet = page.getByRole('region', { name: 'Search', exact: true });
  const field = sheet.getByRole('searchbox', { name: 'Search this room' });
  const results = sheet.getByRole('listitem');

  const verbs = {
    searchField: field,
    searchLink: page.getByRole('link', { name: 'Search this room' }),

    async opensSearch(): Promise<void> {
      await press(page.getByRole('link', { name: 'Search this room' }));
      await expect(field).toBeVisible();
    },

    /** Looks for this, on the page of the search. */
    async searches(words: string): Promise<void> {
      await field.fill(words);
      await field.press('Enter');
      await expect(page).toHaveURL(({ searchParams }) => searchParams.get('find') === words);
    },

    /** What was found, the newest first. */
    async finds(...texts: (string | RegExp)[]): Promise<void> {
      await expect(results.locator('.words')).toHaveText(texts);
    },

    async findsNothing(): Promise<void> {
      await expect(sheet.getByRole('status')).toHaveText('Nothing here matches that.');
      await expect(results).toHaveCount(0);
    },

    /** The words that stand out in what was found. */
    marked: (): Promise<string[]> => results.locator('mark').allInnerTexts(),

    async isToldOfSearch(sentence: string | RegExp): Promise<void> {
      await expect(sheet.getByRole('alert')).toHaveText(sentence);
    },

    async goesToOlderResults(): Promise<void> {
      const before = await results.first().innerText();
      await press(sheet.getByRole('link', { name: 'Older ones' }));
      await expect(results.first()).not.toHaveText(before);
    },

    async goesToFound(text: string): Promise<void> {
      await press(results.filter({ hasText: text }).getByRole('link'));
    },

    async goesToDay(day: string): Promise<void> {
      await sheet.getByLabel('Go to a day').fill(day);
      await press(sheet.getByRole('button', { name: 'Go', exact: true }));
    },

    /** A message stands out, in sight. */
    async isLedTo(text: string): Promise<void> {
      await expect(list.log.locator('.found')).toHaveText(new RegExp(text));
      await expect(list.log.locator('.found')).toBeInViewport();
    },

    async nothingStandsOut(): Promise<void> {
      await expect(list.log.locator('.found')).toHaveCount(0);
    },

    /** What a page says in place of what was asked for. */
    async isToldInRoom(sentence: string | RegExp): Promise<void> {
      await expect(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
    },
  };
  return verbs;
}

export type FindingVerbs = ReturnType<typeof finding>;
