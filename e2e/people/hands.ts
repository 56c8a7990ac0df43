import { expect } from 'playwright/test';
import { canHover, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** What can be done about a line. */
export type Hand = 'React' | 'Reply' | 'Edit' | 'Delete' | 'Report' | 'Remove';

/** What is offered about the lines of the list. */
export function hands({ log }: Transcript) {
  const offered = (hand: Hand) => {
    const named = { name: hand, exact: true };
    return log.getByRole('button', named).or(log.getByRole('link', named));
  };

  return {
    editButtons: offered('Edit'),
    deleteButtons: offered('Delete'),
    reportLinks: offered('Report'),

    /** Nothing of the kind is offered about any words. */
    async isOfferedNo(hand: Hand): Promise<void> {
      await expect(offered(hand)).toHaveCount(0);
    },

    async isOfferedNothing(): Promise<void> {
      await expect(log.getByRole('article').getByRole('button')).toHaveCount(0);
    },
  };
}

export type Hands = ReturnType<typeof hands>;

/** Points at the words, or taps them where nothing can hover, and chooses what to do about them. */
export async function choose(
  tab: Tab,
  { lineOf, words }: Transcript,
  hand: Hand,
  text: string,
): Promise<void> {
  const named = { name: hand, exact: true };
  const line = lineOf(text);
  const button = line.getByRole('button', named).or(line.getByRole('link', named));
  // It is there, if unseen, once the room has said the words.
  await expect(button).toBeAttached();
  if (await canHover(tab)) {
    await words(text).hover();
  } else {
    // Nothing has the focus in a window behind another.
    await tab.page.bringToFront();
    await words(text).click();
  }
  await button.click();
}
