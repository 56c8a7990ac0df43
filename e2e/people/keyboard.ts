import { expect, type Locator } from 'playwright/test';
import type { Light } from './light.ts';
import type { Tab } from './tab.ts';

/** What is done with the keyboard, wherever the focus is. */
export function keyboard({ page, context }: Tab, { themeSwitch }: Light) {
  const hasFocus = (what: Locator) => what.evaluate((one) => one === document.activeElement);

  const keyboard = {
    async presses(...keys: string[]): Promise<void> {
      for (const key of keys) await page.keyboard.press(key);
    },

    async types(text: string): Promise<void> {
      await page.keyboard.type(text);
    },

    /** The window is in front of all others: in one behind another nothing has the focus. */
    async comesToTheFront(): Promise<void> {
      await page.bringToFront();
    },

    /** Nothing has the focus any more. */
    async leavesTheFocus(): Promise<void> {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    },

    /** Gets there by Tab, with so many stops at most. */
    async tabsTo(what: Locator, { stops }: { stops: number }): Promise<void> {
      for (let stop = 0; stop < stops; stop += 1) {
        await keyboard.presses('Tab');
        if (await hasFocus(what)) break;
      }
      await expect(what).toBeFocused();
    },

    /** The same backwards. */
    async tabsBackTo(what: Locator, { stops }: { stops: number }): Promise<void> {
      for (let stop = 0; stop < stops; stop += 1) {
        await keyboard.presses('Shift+Tab');
        if (await hasFocus(what)) break;
      }
      await expect(what).toBeFocused();
    },

    /** To the first stop of a page, or the first behind the switch of its theme. */
    async tabsIntoThePage(): Promise<void> {
      await keyboard.presses('Tab');
      for (let stop = 0; stop < 3 && (await hasFocus(themeSwitch)); stop += 1) await keyboard.presses('Tab');
    },

    async mayUseClipboard(): Promise<void> {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    },

    /** Has text with a form on the clipboard, as from a page or a word processor. */
    async copiesHtml(html: string, plain: string): Promise<void> {
      await page.evaluate(
        async ([html, plain]) => {
          const blob = (type: string, text: string) => new Blob([text], { type });
          const item = { 'text/html': blob('text/html', html), 'text/plain': blob('text/plain', plain) };
          await navigator.clipboard.write([new ClipboardItem(item)]);
        },
        [html, plain] as const,
      );
    },

    /** Has this on the clipboard. */
    async copies(text: string): Promise<void> {
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    },
  };
  return keyboard;
}

export type Keyboard = ReturnType<typeof keyboard>;
