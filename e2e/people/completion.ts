import { expect } from 'playwright/test';
import type { Tab } from './tab.ts';

/** What is offered while somebody writes. */
export function completion({ page }: Tab) {
  const lists = page.getByRole('listbox');
  const field = page.getByRole('textbox', { name: /^(Message|Edit message)$/ });

  return {
    /** Types into the field as with a keyboard, once what helps to write is there. */
    async writes(text: string): Promise<void> {
      await expect(field).toHaveAttribute('aria-autocomplete', 'list');
      await field.pressSequentially(text);
    },

    /** Is offered these, in this order. */
    async isOffered(all: readonly (string | RegExp)[]): Promise<void> {
      await expect(lists.getByRole('option')).toHaveText(all.map((one) => one));
    },

    async isOfferedNothingToTake(): Promise<void> {
      await expect(lists).toHaveCount(0);
    },

    /** The one that Enter would take, as a screen reader is told. */
    async wouldTake(label: string | RegExp): Promise<void> {
      const active = lists.getByRole('option', { selected: true });
      await expect(active).toHaveText(label);
      await expect(field).toHaveAttribute(
        'aria-activedescendant',
        (await active.getAttribute('id')) ?? 'none',
      );
    },

    async taps(label: string | RegExp): Promise<void> {
      await lists.getByRole('option', { name: label }).tap();
    },

    /** The list stands above what is typed, within the page. */
    async seesWhatIsTyped(): Promise<void> {
      const [list, box] = [await lists.boundingBox(), await field.boundingBox()];
      expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
      expect(list?.y).toBeGreaterThanOrEqual(0);
    },

    emojiPicker: page.getByRole('dialog', { name: 'Emoji' }),

    async opensEmoji(): Promise<void> {
      await page.getByRole('button', { name: 'Emoji', exact: true }).click();
      await expect(page.getByRole('dialog').getByRole('button').nth(20)).toBeVisible();
    },

    /** In the picker. */
    async picksEmoji(name: string): Promise<void> {
      await page.getByRole('dialog').getByRole('button', { name, exact: false }).first().click();
    },

    /** Enter as an input method has it, which picks a word with it. */
    async picksWordWithInputMethod(): Promise<void> {
      await field.evaluate((area) => {
        for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
          area.dispatchEvent(
            new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }),
          );
        }
      });
    },

    /** What the browser asks for from now on. */
    noteRequests(): () => string[] {
      const urls: string[] = [];
      page.on('request', (request) => urls.push(request.url()));
      return () => urls;
    },

    /** What is shown of a draft before it is sent. */
    preview: page.getByRole('region', { name: 'Preview' }),
  };
}

export type CompletionVerbs = ReturnType<typeof completion>;
