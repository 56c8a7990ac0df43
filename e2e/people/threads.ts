import { expect } from 'playwright/test';
import { editing } from './editing.ts';
import { choose } from './hands.ts';
import { press, sendsByEnter, type Tab } from './tab.ts';
import { type Transcript, transcript } from './transcript.ts';

/** What is said in threads, beside the room or over it. */
export function threads(tab: Tab, list: Transcript) {
  const { page } = tab;
  const sheet = page.locator('section.beside');
  const inThread = transcript(tab, 'thread');
  const field = page.getByRole('textbox', { name: 'Your answer in the thread' });
  const also = page.getByRole('checkbox', { name: /^Also say it in/ });
  const linkOf = (text: string) => list.lineOf(text).getByRole('link', { name: /\d+ repl(y|ies)/ });
  const openOnes = sheet.getByRole('listitem').getByRole('link');
  const isOpen = () => expect(inThread.log).toBeVisible();

  const verbs = {
    /** Where one writes in a thread, and what was said there. */
    threadField: field,
    inThread,

    /** Chooses to answer these words in a thread of their own, by their menu. */
    async beginsThread(text: string): Promise<void> {
      await choose(tab, list, 'Reply in a thread', text);
      await isOpen();
    },

    /** Opens the thread that hangs on these words. */
    async opensThread(text: string): Promise<void> {
      await press(linkOf(text));
      await isOpen();
    },

    async saysInThread(text: string, how: { also?: true } = {}): Promise<void> {
      await field.fill(text);
      if (how.also) await also.check();
      if (await sendsByEnter(tab)) await field.press('Enter');
      else await sheet.getByRole('button', { name: 'Send', exact: true }).click();
    },

    /** Says in the room what a thread did not take. */
    async saysInRoomInstead(): Promise<void> {
      await press(inThread.log.getByRole('button', { name: 'Say it in the room' }));
    },

    /** Takes back what they said there. */
    async deletesInThread(text: string): Promise<void> {
      await editing(tab, inThread).deletes(text);
    },

    /** Sees, below these words, how much was answered in their thread. */
    async seesThread(text: string, about: RegExp): Promise<void> {
      await expect(linkOf(text)).toHaveAccessibleName(about);
    },

    async seesNoThread(text: string): Promise<void> {
      await expect(linkOf(text)).toHaveCount(0);
    },

    /** Sees that these words in the room were said in a thread, and goes there. */
    async followsToThread(text: string): Promise<void> {
      await press(list.lineOf(text).getByRole('link', { name: /^In the thread of/ }));
      await isOpen();
    },

    async seesThreadNamed(name: string): Promise<void> {
      await expect(sheet.getByRole('heading', { level: 1 })).toHaveText(name);
    },

    async leavesThread(): Promise<void> {
      await press(sheet.getByRole('link', { name: /^Back to/ }));
      await expect(inThread.log).toHaveCount(0);
    },

    async namesThread(name: string): Promise<void> {
      await sheet.getByText('Name', { exact: true }).click();
      await sheet.getByRole('textbox', { name: 'Name of the thread' }).fill(name);
      await press(sheet.getByRole('button', { name: 'Save' }));
    },

    async settlesThread(how: 'Mark as done' | 'Open again'): Promise<void> {
      await press(sheet.getByRole('button', { name: how }));
    },

    /** Nobody but whoever may is offered to name or settle it. */
    async mayNotSettleThread(): Promise<void> {
      await expect(sheet.getByRole('button', { name: /^(Mark as done|Open again|Save)$/ })).toHaveCount(0);
    },

    /** Opens the list of open threads, from the room or from a thread. */
    async opensThreadList(): Promise<void> {
      await press(page.getByRole('link', { name: 'Open threads' }).filter({ visible: true }).first());
      await expect(page.getByRole('heading', { name: 'Open threads' })).toBeVisible();
    },

    /** What each open thread is about, and how much was said there. */
    async openThreads(): Promise<string[]> {
      await expect(page.getByRole('heading', { name: 'Open threads' })).toBeVisible();
      const texts = await openOnes.allInnerTexts();
      return texts.map((text) => text.replace(/\s+/g, ' '));
    },
  };
  return verbs;
}

export type ThreadVerbs = ReturnType<typeof threads>;
