import { expect, type Locator } from 'playwright/test';
import { choose, type Hand } from './hands.ts';
import type { Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** What is done about the words of others. */
export function moderation(tab: Tab, transcript: Transcript) {
  const { page } = tab;

  const { log } = transcript;
  const reasonField = page.getByRole('textbox', { name: 'Reason' });

  const moderation = {
    reasonField,

    /** Nothing of the kind is offered about any words. */
    async isOfferedNo(hand: Hand): Promise<void> {
      const named = { name: hand, exact: true };
      await expect(log.getByRole('button', named).or(log.getByRole('link', named))).toHaveCount(0);
    },

    async isOfferedNothing(): Promise<void> {
      await expect(log.getByRole('button')).toHaveCount(0);
    },

    reportLinks: log.getByRole('link', { name: 'Report' }),

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

    /** Removes the words whose page this is, which has the form for it without a script as well. */
    async removesFromItsPage(why: string): Promise<void> {
      const removal = page.locator('form').filter({ hasText: 'Remove this message?' });
      await removal.getByRole('textbox', { name: 'Reason' }).fill(why);
      await removal.getByRole('button', { name: 'Remove' }).click();
    },
  };
  return moderation;
}

export type Moderation = ReturnType<typeof moderation>;
