import { expect, type Locator } from 'playwright/test';
import type { Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** The card of a person that opens over a room. */
export function card({ page }: Tab, { log, signatureOf }: Transcript) {
  const cardOf = (name: string): Locator => page.getByRole('dialog', { name, exact: true });
  const button = (name: string): Locator => cardOf(name).getByRole('button', { name: 'Mention' });

  const verbs = {
    cardOf,

    /** The name above what was said, as it is pressed. */
    nameAbove: (text: string): Locator => signatureOf(text).getByRole('link'),

    /** The face beside what was said. */
    faceBeside: (text: string): Locator =>
      log.getByRole('article').filter({ hasText: text }).locator('.face'),

    mentionOf: (name: string): Locator => log.getByRole('link', { name: `@${name}` }),

    /** Reads this on somebody's card. */
    async readsOnCard(name: string, ...words: (string | RegExp)[]): Promise<void> {
      for (const one of words) await expect(cardOf(name)).toContainText(one);
    },

    async seesNoCard(): Promise<void> {
      await expect(page.getByRole('dialog')).toHaveCount(0);
    },

    async closesCard(name: string): Promise<void> {
      await cardOf(name).getByRole('button', { name: 'Close' }).click();
      await verbs.seesNoCard();
    },

    async mentionsFromCard(name: string): Promise<void> {
      await button(name).click();
    },

    faceField: page.getByRole('textbox', { name: 'Face' }),

    /** On the page about oneself: an emoji, as it is typed. */
    async typesFace(face: string): Promise<void> {
      await verbs.faceField.fill(face);
      await verbs.faceField.press('Enter');
    },

    /** The same out of the picker. */
    async picksFace(name: string): Promise<void> {
      await page.getByRole('button', { name: 'Choose an emoji' }).click();
      const picker = page.getByRole('dialog', { name: 'Emoji' });
      await picker.locator('input').fill(name);
      await picker.getByRole('button', { name, exact: false }).first().click();
    },

    async showsInitialAgain(): Promise<void> {
      await page.getByRole('button', { name: 'Show my initial' }).click();
    },

    /** From a card to where one can do something about somebody. */
    moderationLink: (name: string): Locator => cardOf(name).getByRole('link', { name: /^Mute, ban/ }),
    ownFaceLink: (name: string): Locator => cardOf(name).getByRole('link', { name: /^Change your name/ }),
  };
  return verbs;
}

export type CardVerbs = ReturnType<typeof card>;
