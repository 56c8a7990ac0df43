import { expect, type Locator } from 'playwright/test';
import { choose } from './hands.ts';
import { press, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** How somebody reacts to what was said. */
export function reactions(tab: Tab, list: Transcript) {
  const { page } = tab;
  const picker = page.getByRole('dialog', { name: 'React', exact: true });
  /** The emoji under these words, as whoever may react, or only reads, has it. */
  const reaction = (text: string, emoji: string): Locator =>
    list.lineOf(text).locator('.reaction').filter({ hasText: emoji });

  const reactLink = (text: string) => list.lineOf(text).getByRole('link', { name: 'React', exact: true });

  const verbs = {
    reactionPicker: picker,
    usualReactions: picker.getByRole('button'),
    reaction,
    reactLink,

    /** Has the usual emoji at hand for these words. */
    async asksForReaction(text: string): Promise<void> {
      await choose(tab, list, 'React', text);
      await expect(picker.getByRole('button').first()).toBeVisible();
    },

    /** Reacts with one of the usual emoji. */
    async reacts(text: string, emoji: string): Promise<void> {
      await choose(tab, list, 'React', text);
      await press(picker.getByRole('button', { name: `React with ${emoji}` }));
      await expect(picker).toBeHidden();
    },

    /** Reacts with an emoji that is found among all of them. */
    async reactsWithFound(text: string, query: string, emoji: string): Promise<void> {
      await choose(tab, list, 'React', text);
      await press(picker.getByRole('button', { name: 'All emoji' }));
      const all = page.getByRole('dialog', { name: 'Emoji' });
      await all.locator('input').fill(query);
      await all.getByText(emoji, { exact: true }).first().click();
      await expect(picker).toBeHidden();
    },

    /** Without a script: on the page of these words. */
    async reactsOnPage(text: string, emoji: string): Promise<void> {
      await choose(tab, list, 'React', text);
      await page.getByRole('button', { name: `React with ${emoji}` }).click();
    },

    /** Joins those who react so, or is one of them no longer. */
    async togglesReaction(text: string, emoji: string): Promise<void> {
      await press(reaction(text, emoji));
    },

    /** Sees, and hears, how many react so, and who they are. */
    async seesReaction(text: string, emoji: string, n: number, who: string): Promise<void> {
      await expect(reaction(text, emoji)).toHaveAccessibleName(`${emoji} ${n}, ${who}`);
    },

    async seesNoReaction(text: string, emoji: string): Promise<void> {
      await expect(reaction(text, emoji)).toHaveCount(0);
    },

    async seesNoReactions(): Promise<void> {
      await expect(list.log.locator('.reaction')).toHaveCount(0);
    },

    /** The emoji under these words, from the first. */
    async reactionsTo(text: string): Promise<string[]> {
      return list.lineOf(text).locator('.reaction .emoji').allTextContents();
    },
  };
  return verbs;
}

export type ReactionVerbs = ReturnType<typeof reactions>;
