import { expect, type Locator } from 'playwright/test';
import { choose } from './hands.ts';
import type { Settings } from './settings.ts';
import type { Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** What is done about others and their words, and what the log tells of it. */
export function moderation(tab: Tab, transcript: Transcript, { sheet }: Settings) {
  const { page } = tab;

  const moderation = {
    /** Presses a button on somebody's page, with a reason if one is given, and reads what it did. */
    async does(what: string | RegExp, told: string, why = ''): Promise<void> {
      if (why) await page.getByRole('textbox', { name: 'Reason' }).fill(why);
      await page.getByRole('button', { name: what }).click();
      await expect(page.getByRole('status').filter({ hasText: told })).toBeVisible();
    },

    /** Chooses what can be done about somebody else's words, and is asked. */
    async beginsTo(what: 'Report' | 'Remove', text: string): Promise<Locator> {
      await choose(tab, transcript, what, text);
      const question = page.getByRole('dialog', { name: `${what} this message?` });
      await expect(question).toContainText(text);
      return question;
    },

    /** Does it, and says why if a reason is given. */
    async keeps(what: 'Report' | 'Remove', text: string, why = ''): Promise<void> {
      const question = await moderation.beginsTo(what, text);
      await question.getByRole('textbox', { name: 'Reason' }).fill(why);
      await question.getByRole('button', { name: what, exact: true }).click();
      await expect(question).toBeHidden();
    },

    /** Without a script: goes to the page of somebody else's message. */
    async opensPageOfMessage(text: string): Promise<void> {
      await choose(tab, transcript, 'Report', text);
      await expect(page.getByRole('heading', { name: 'Report this message?' })).toBeVisible();
    },

    async opensLog(room: string): Promise<void> {
      await page.goto(`/r/${room}/log`);
      await expect(page.getByRole('heading', { name: 'The log' })).toBeVisible();
    },

    /** What the log says, newest first, without the times. */
    async logEntries(): Promise<string[]> {
      const entries = await sheet('The log').locator('ol p').allTextContents();
      return entries.map((entry) => entry.replace(/\s+/g, ' ').trim());
    },
  };
  return moderation;
}

export type Moderation = ReturnType<typeof moderation>;
