import { expect } from 'playwright/test';
import type { Names } from './names.ts';
import type { Tab } from './tab.ts';

/** What keeps a name: with a passkey somebody is the same person on every device. */
export function passkeys({ name, page, context }: Tab, { opensYou }: Names) {
  const signInButton = page.getByRole('button', { name: 'I have a name here already' });
  const keepIt = { name: 'Keep it with a passkey' };
  const offer = page.getByRole('region', { name: `Keep the name ${name}?` });

  const passkeys = {
    /** Gives their browser a place for passkeys, which answers by itself. To be called before a page loads. */
    async hasPasskeys(): Promise<void> {
      await context.credentials.install();
    },

    /** Brings the passkeys along, as those do that follow a person from device to device. */
    async takesPasskeysTo(device: { context: Tab['context'] }): Promise<void> {
      for (const { rpId, ...passkey } of await context.credentials.get())
        await device.context.credentials.create(rpId, passkey);
    },

    /** Loses what passkeys this device has. */
    async losesPasskeys(): Promise<void> {
      for (const { id } of await context.credentials.get()) await context.credentials.delete(id);
    },

    /** Each time one is asked for, the browser answers with the next of these errors. */
    async hasPasskeysThatFail(...errors: string[]): Promise<void> {
      await page.addInitScript((answers) => {
        navigator.credentials.get = () => Promise.reject(new DOMException('No.', answers.shift()));
      }, errors);
    },

    signInButton,

    /** Says with a passkey that a name which is kept is theirs. */
    async usesPasskey(): Promise<void> {
      await page.getByRole('button', { name: 'Use your passkey' }).click();
    },

    /** Uses a passkey where one is asked for, and is who it says. */
    async signsIn(): Promise<void> {
      await signInButton.click();
      await expect(signInButton).toBeHidden();
    },

    /** Asks how to keep their name, on the page about themselves. */
    async beginsToKeepName(): Promise<void> {
      await page.getByRole('button', keepIt).click();
    },

    /** Keeps their name with a passkey. */
    async keepsName(): Promise<void> {
      await opensYou();
      await passkeys.beginsToKeepName();
      const question = page.getByRole('dialog', { name: /^Keep the name / });
      await question.getByRole('button', keepIt).click();
      await expect(question).toBeHidden();
      const told = page.getByRole('status').filter({ hasText: 'is your name here from now on.' });
      await expect(told).toBeVisible();
    },

    /** The passkeys that are listed as theirs, by what they are called. */
    async passkeys(): Promise<string[]> {
      return page.locator('section[aria-labelledby=you] summary b').allTextContents();
    },

    /** Unfolds what can be done about one of their passkeys, the last if several are called that. */
    async unfoldsPasskey(label: string): Promise<void> {
      await page
        .locator('summary', { hasText: `Change ${label}` })
        .last()
        .click();
    },

    async addsPasskey(): Promise<void> {
      await page.getByRole('button', { name: 'Add another' }).click();
    },

    /** Calls the passkey that is unfolded something else. */
    async callsPasskey(label: string): Promise<void> {
      await page.getByRole('textbox', { name: 'What it’s called' }).fill(label);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
    },

    removeButtonOf: (label: string) => page.getByRole('button', { name: `Remove ${label}` }),

    /** Beside the room, once somebody without a passkey has said a lot. */
    keepOffer: offer,

    async declinesToKeepName(): Promise<void> {
      await offer.getByRole('button', { name: 'Not now' }).click();
    },
  };
  return passkeys;
}

export type Passkeys = ReturnType<typeof passkeys>;
