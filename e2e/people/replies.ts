import { expect, type Locator } from 'playwright/test';
import type { Composer } from './composer.ts';
import { choose } from './hands.ts';
import { press, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** How somebody replies to what was said, and goes from a reply to that and back. */
export function replies(tab: Tab, list: Transcript, field: Composer) {
  const { page } = tab;
  const replyLink = (text: string) => list.lineOf(text).getByRole('link', { name: 'Reply', exact: true });
  /** What stands above a reply. */
  const quoteOf = (text: string): Locator => list.lineOf(text).getByRole('link', { name: /^In reply to/ });
  const backButton = page.getByRole('button', { name: 'Back to the reply' });

  const verbs = {
    replyLink,
    quoteOf,
    backButton,

    /** Points at these words, or taps them, and chooses to reply; the reply is still to be written. */
    async beginsToReply(to: string): Promise<void> {
      await choose(tab, list, 'Reply', to);
      await expect(field.composer).toHaveAccessibleDescription(new RegExp(`^Replying to .*${to}`));
    },

    async replies(to: string, text: string): Promise<void> {
      await verbs.beginsToReply(to);
      await field.says(text);
    },

    async isReplyingToNothing(): Promise<void> {
      await expect(field.composer).not.toHaveAccessibleDescription(/Replying/);
    },

    /** Without a script, or out of an old page: on the page of these words. */
    async repliesOnPage(to: string, text: string): Promise<void> {
      await choose(tab, list, 'Reply', to);
      const answer = page.getByRole('textbox', { name: 'Your reply' });
      await expect(answer).toHaveValue('');
      await answer.fill(text);
      await page.getByRole('button', { name: 'Reply', exact: true }).click();
    },

    /** Sees, and hears, what these words reply to. */
    async seesQuote(text: string, to: string, quoted: string): Promise<void> {
      await expect(quoteOf(text)).toHaveAccessibleName(`In reply to ${to}: ${quoted}`);
    },

    /** Goes from a reply to what it replies to, which stands out then. */
    async followsQuote(text: string): Promise<void> {
      await press(quoteOf(text));
    },

    /** Is led to these words, which stand out for a while. */
    async isLedTo(text: string): Promise<void> {
      await expect(list.lineOf(text)).toHaveClass(/found/);
      await expect(list.words(text)).toBeInViewport();
    },

    async goesBackToReply(): Promise<void> {
      await press(backButton);
    },
  };
  return verbs;
}

export type ReplyVerbs = ReturnType<typeof replies>;
