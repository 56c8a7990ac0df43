import { expect } from 'playwright/test';
import { canHover, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** What is offered to be done about a line. */
export type Hand = 'Edit' | 'Delete' | 'Report' | 'Remove';

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
