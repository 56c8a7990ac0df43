import { expect, type Response } from 'playwright/test';
import { sendsByEnter, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** Where words are written, and what is offered when they are refused. */
export function composer(tab: Tab, { log }: Transcript) {
  const { page } = tab;
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  const sendButton = page.getByRole('button', { name: 'Send', exact: true });

  const composer = {
    composer: field,
    sendButton,

    /** Where the composer would be for somebody who may write. */
    barred: page.locator('main span', {
      hasText: /^(You’re muted here|The room is locked|Only .* write here)/,
    }),

    async says(text: string): Promise<void> {
      await field.fill(text);
      if (await sendsByEnter(tab)) await field.press('Enter');
      else await sendButton.click();
    },

    /** Without a script: says it, and returns what the server answered. */
    async saysByForm(text: string): Promise<Response> {
      const answer = page.waitForResponse((one) => one.request().method() === 'POST');
      await composer.says(text);
      return answer;
    },

    /** Is told that they write too often. */
    async hasToWait(): Promise<void> {
      await expect(page.getByText(/^You can write again in \d+ seconds\.$/).first()).toBeVisible();
    },

    /** Tries once more to say the words that were refused. */
    async triesAgain(): Promise<void> {
      await log.getByRole('button', { name: 'Try again' }).click();
    },

    /** Gives up the last of the words that were refused. */
    async discards(): Promise<void> {
      await log.getByRole('button', { name: 'Discard' }).last().click();
    },

    /** Says words under the name they go by now that were written under another. */
    async sendsAs(name: string): Promise<void> {
      await log.getByRole('button', { name: `Send as ${name}` }).click();
    },

    /** Lets go of a file over the room; tells whether the browser was kept from opening it, while and when. */
    async dropsFile(): Promise<boolean[]> {
      return log.evaluate((list) => {
        const files = new DataTransfer();
        files.items.add(new File(['words'], 'words.txt', { type: 'text/plain' }));
        return ['dragover', 'drop'].map((type) => {
          const event = new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true });
          return !list.dispatchEvent(event);
        });
      });
    },

    /** Whether a ring is drawn around the field. */
    async fieldHasRing(): Promise<boolean> {
      const box = page.locator('.box', { has: page.locator('textarea') });
      return box.evaluate((one) => getComputedStyle(one).outlineStyle !== 'none');
    },

    /** What the page put into the form of the composer beside the words. */
    async hiddenInForm(): Promise<{ id: string; after: string }> {
      return {
        id: await page.locator('input[name=id]').inputValue(),
        after: await page.locator('input[name=after]').inputValue(),
      };
    },
  };
  return composer;
}

export type Composer = ReturnType<typeof composer>;
