import { expect } from 'playwright/test';
import type { Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** The form that words have on the page. */
export function formatted({ page, name }: Tab, { log }: Transcript) {
  const texts = log.locator('.text');
  const spoiler = log.getByRole('checkbox', { name: /^Spoiler/ });

  const verbs = {
    /** How many mentions stand in links and spoilers, and how many of those can be pressed themselves. */
    async mentionsWithin(): Promise<{ all: number; pressable: number }> {
      const within = log.locator('a .mention, label .mention');
      const pressable = log.locator(':is(a, label) :is(a, [data-person])');
      return { all: await within.count(), pressable: await pressable.count() };
    },

    /** What stands behind a spoiler. */
    hidden: log.locator('.spoiler > span'),

    async opensSpoilerByKey(): Promise<void> {
      await spoiler.focus();
      await page.keyboard.press('Space');
    },

    /** What each message is made of, as `name(children)`, with where a link leads and which mention is oneself. */
    async forms(): Promise<string[]> {
      return texts.evaluateAll((all) => {
        const form = (node: Node): string => {
          // Between blocks a blank is no word.
          const isBetween =
            node.parentElement?.matches('.text, li, blockquote, figure, figcaption') &&
            node.textContent?.trim() === '';
          if (node instanceof Text) return isBetween ? '' : node.data;
          if (!(node instanceof HTMLElement) || node.tagName === 'BUTTON') return '';
          const inner = [...node.childNodes].map(form).join('');
          const tag = node.tagName.toLowerCase();
          if (node instanceof HTMLAnchorElement && !node.classList.contains('mention')) {
            return `a(${node.getAttribute('href')}${node.rel === '' ? '' : ` ${node.rel}`}: ${inner})`;
          }
          if (['mention', 'spoiler', 'host'].some((one) => node.classList.contains(one))) {
            return `${node.classList.contains('you') ? 'you ' : ''}${node.classList.item(0)}(${inner})`;
          }
          return ['SPAN', 'DIV', 'BDI', 'TBODY'].includes(node.tagName) ? inner : `${tag}(${inner})`;
        };
        return all.map((one) => form(one).replaceAll(/\s*\n\s*/g, '⏎'));
      });
    },

    async seesForms(forms: readonly string[]): Promise<void> {
      await expect.poll(verbs.forms, `what ${name} reads`).toEqual(forms);
    },

    /** Follows a link to a page of this site. */
    async followsLink(link: string | RegExp): Promise<void> {
      await log.getByRole('link', { name: link }).click();
    },

    /** How large the letters of these words are, in pixels. */
    async sizeOf(words: string): Promise<number> {
      const size = await texts
        .filter({ has: page.getByText(words, { exact: true }) })
        .evaluate((text) => getComputedStyle(text).fontSize);
      return Number.parseFloat(size);
    },
  };
  return verbs;
}

export type FormattedVerbs = ReturnType<typeof formatted>;
