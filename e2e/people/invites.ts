import { expect } from 'playwright/test';
import type { ComingAndGoing } from './coming-and-going.ts';
import type { Names } from './names.ts';
import { press, type Tab } from './tab.ts';

/** Asking somebody into a private room, and being asked. */
export function invites({ name, page }: Tab, { isIn }: ComingAndGoing, { nameField, stepInButton }: Names) {
  const linkField = page.getByRole('textbox', { name: 'Invite link' });
  const linkIn = async (): Promise<string> => {
    await expect(linkField).toHaveValue(/\/join#/);
    const link = await linkField.inputValue();
    return link.slice(link.indexOf('/join#'));
  };

  const invites = {
    inviteButton: page.getByRole('button', { name: 'Invite' }),

    /** Passes the link of an open room on, with the button in its bar. */
    async sharesLink(): Promise<void> {
      await invites.inviteButton.click();
    },

    /** The same, as an empty room offers it. */
    async copiesLink(): Promise<void> {
      await press(page.getByRole('button', { name: 'Copy the link' }));
    },

    /** There is nothing to share a link with, and who asks for it makes an error. */
    async cannotShare(): Promise<void> {
      await page.addInitScript(() => {
        Object.defineProperty(navigator, 'share', {
          value: () => Promise.reject(new Error('It was not asked for.')),
        });
      });
    },

    /** Begins to ask somebody into a private room; without a script on the page about it. */
    async asksSomebodyIn(): Promise<void> {
      await page.getByRole('link', { name: 'Invite', exact: true }).click();
    },

    /** Makes an invite on the page about a room; returns where it leads, from its path on. */
    async makesLink(): Promise<string> {
      await page.getByRole('button', { name: /^Make a (new )?link$/ }).click();
      return linkIn();
    },

    /** Ends the last invite that they made. */
    async closesLink(): Promise<void> {
      await page.getByRole('button', { name: new RegExp(`^Close By ${name}`) }).click();
      await expect(page.getByText('That link works no more.')).toBeVisible();
    },

    /** Has only the words of an invite, and pastes them where they belong. */
    async pastesLink(link: string): Promise<void> {
      await page.goto('/join');
      await page.getByRole('textbox', { name: 'The link you were sent' }).fill(link);
      await page.getByRole('button', { name: 'Open it' }).click();
    },

    /** The face of whoever asks them in. */
    inviterFace: page.locator('.hush .face'),

    /** All that the page says in place of an invitation. */
    async readsThatLinkIsOver(): Promise<string> {
      await expect(page.getByRole('heading', { name: 'This link has stopped working.' })).toBeVisible();
      return page.locator('main').innerText();
    },

    /** Asked somebody in, and is told that the link is made, wherever it can be had from. */
    async hasLinkToPassOn(): Promise<void> {
      const told = page.getByText('Link copied.').or(page.getByText('Copy it from there.'));
      await expect(told.first()).toBeVisible();
    },

    /** Makes an invite with the button in a private room; returns where it leads, from its path on. */
    async invites(): Promise<string> {
      await invites.asksSomebodyIn();
      const dialog = page.getByRole('dialog', { name: 'Ask someone in' });
      const link = await linkIn();
      await dialog.getByRole('button', { name: 'Close' }).click();
      return link;
    },

    /** Opens a link they were sent. */
    async follows(link: string): Promise<void> {
      // The same page with something else behind the # would not load again.
      await page.goto('about:blank');
      await page.goto(link);
    },

    /** Gives their name, or none if they have one, and steps in. */
    async acceptsInvite(): Promise<void> {
      await expect(stepInButton).toBeVisible();
      if (await nameField.isVisible()) await nameField.fill(name);
      await stepInButton.click();
      await isIn();
    },
  };
  return invites;
}

export type InviteVerbs = ReturnType<typeof invites>;
