import { expect } from 'playwright/test';
import type { ComingAndGoing } from './coming-and-going.ts';
import type { Names } from './names.ts';
import type { Tab } from './tab.ts';

/** Asking somebody into a private room, and being asked. */
export function invites({ name, page }: Tab, { isIn }: ComingAndGoing, { nameField, stepInButton }: Names) {
  return {
    /** Makes an invite with the button in a private room; returns where it leads, from its path on. */
    async invites(): Promise<string> {
      await page.getByRole('link', { name: 'Invite', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Ask someone in' });
      const field = dialog.getByRole('textbox', { name: 'Invite link' });
      await expect(field).toHaveValue(/\/join#/);
      const link = await field.inputValue();
      await dialog.getByRole('button', { name: 'Close' }).click();
      return link.slice(link.indexOf('/join#'));
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
}

export type Invites = ReturnType<typeof invites>;
