import { expect } from 'playwright/test';
import type { SettingsVerbs } from './settings.ts';
import type { Tab } from './tab.ts';

/** The log of what was decided in a room, and of what was reported. */
export function log({ page }: Tab, { sheet }: SettingsVerbs) {
  return {
    async opensLog(room: string): Promise<void> {
      await page.goto(`/r/${room}/log`);
      await expect(page.getByRole('heading', { name: 'The log' })).toBeVisible();
    },

    /** What the log says, newest first, without the times. */
    async logEntries(): Promise<string[]> {
      const entries = await sheet('The log').locator('ol p').allTextContents();
      return entries.map((entry) => entry.replace(/\s+/g, ' ').trim());
    },

    /** Goes there from the page about the room. */
    async goesToLog(): Promise<void> {
      await page.getByRole('link', { name: 'Read the log' }).click();
    },

    async turnsToEarlierEntries(): Promise<void> {
      await page.getByRole('link', { name: 'Earlier' }).click();
    },

    /** Goes from what the log says of a message to where it was said. */
    async goesToTheMessage(): Promise<void> {
      await page.getByRole('link', { name: 'To the message' }).click();
    },

    /** Shows in the room that something in the log waits to be read. */
    reportMark: page.getByRole('link', { name: 'A message was reported. Read the log' }),
  };
}

export type Log = ReturnType<typeof log>;
