import { expect } from 'playwright/test';
import { choose } from './hands.ts';
import type { Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** What is done about the words of others. */
export function moderation(tab: Tab, transcript: Transcript) {
  const { page } = tab;
  const reasonField = page.getByRole('textbox', { name: 'Reason' });
  const questionIf = (what: string) => page.getByRole('dialog', { name: `${what} this message?` });

  const moderation = {
    reasonField,

    /** Chooses what can be done about somebody else's words, and is asked. */
    async beginsTo(what: 'Report' | 'Remove', text: string): Promise<void> {
      await choose(tab, transcript, what, text);
      await expect(questionIf(what)).toContainText(text);
    },

    /** Does it, and says why if a reason is given. */
    async keeps(what: 'Report' | 'Remove', text: string, why = ''): Promise<void> {
      await moderation.beginsTo(what, text);
      const question = questionIf(what);
      await question.getByRole('textbox', { name: 'Reason' }).fill(why);
      await question.getByRole('button', { name: what, exact: true }).click();
      await expect(question).toBeHidden();
    },

    /** Without a script: goes to the page of somebody else's message. */
    async opensPageOfMessage(text: string): Promise<void> {
      await choose(tab, transcript, 'More', text);
      await expect(page.getByRole('heading', { name: 'Report this message?' })).toBeVisible();
    },

    /** Reads on the page of a message what it said before. */
    async seesEarlierVersions(texts: string[]): Promise<void> {
      await expect(page.getByRole('heading', { name: 'Earlier versions' })).toBeVisible();
      await expect(page.locator('#earlier .words')).toHaveText(texts);
    },

    /** Removes the words whose page this is, which has the form for it without a script as well. */
    async removesFromItsPage(why: string): Promise<void> {
      const removal = page.locator('form').filter({ hasText: 'Remove this message?' });
      await removal.getByRole('textbox', { name: 'Reason' }).fill(why);
      await removal.getByRole('button', { name: 'Remove' }).click();
    },
  };
  return moderation;
}

export type ModerationVerbs = ReturnType<typeof moderation>;
