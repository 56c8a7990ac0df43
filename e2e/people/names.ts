import { expect } from 'playwright/test';
import type { ComingAndGoing } from './coming-and-going.ts';
import { hasScripts, type Tab } from './tab.ts';

/** The name that somebody goes by, and the page about themselves. */
export function names(tab: Tab, { isUp }: ComingAndGoing) {
  const { page } = tab;
  const nameField = page.getByRole('textbox', { name: 'Your name', exact: true });
  const stepInButton = page.getByRole('button', { name: 'Step in' });
  const ownNameField = page.getByRole('textbox', { name: 'Name', exact: true });
  const saveButton = page.getByRole('button', { name: 'Save', exact: true });
  const themeSwitch = page.getByRole('button', { name: 'Switch between light and dark' });

  return {
    /** Where a name is asked for, in the lobby or below a room's transcript. */
    nameField,
    stepInButton,

    /** Gives a name where one is asked for, and steps in with it, if it can be had. */
    async givesName(name: string): Promise<void> {
      await nameField.fill(name);
      await stepInButton.click();
    },

    /** In the lobby, whoever has a name takes another. */
    async goesBy(name: string): Promise<void> {
      await nameField.fill(name);
      await page.getByRole('button', { name: 'Go by this name' }).click();
    },

    /** Goes to the page about themselves. */
    async opensYou(): Promise<void> {
      await page.goto('/you');
      await isUp();
    },

    /** The same name on the page about themselves. */
    ownNameField,

    /** Changes their name on the page about themselves. */
    async takesName(name: string): Promise<void> {
      await ownNameField.fill(name);
      await saveButton.first().click();
    },

    /** Chooses the light of all pages on the page about themselves, and the server keeps it. */
    async choosesLight(light: 'Light' | 'Dark'): Promise<void> {
      const answer = page.waitForResponse((one) => one.url().includes('/light'));
      await page.getByRole('radiogroup', { name: 'Light' }).getByText(light, { exact: true }).click();
      // With a script it is sent as it is chosen.
      if (!(await hasScripts(tab))) await saveButton.last().click();
      await answer;
    },

    async seesNight(): Promise<void> {
      await expect(page.locator('html[data-theme=dark]')).toBeVisible();
    },

    themeSwitch,

    /** On a phone the switch is in the drawer. */
    async switchesTheme(): Promise<void> {
      if (await themeSwitch.isVisible()) return themeSwitch.click();
      await page.getByRole('button', { name: 'Rooms' }).click();
      await themeSwitch.click();
      await page.keyboard.press('Escape');
    },
  };
}

export type Names = ReturnType<typeof names>;
