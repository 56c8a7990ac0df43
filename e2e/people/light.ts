import { expect } from 'playwright/test';
import type { RoomsPanel } from './rooms-panel.ts';
import { hasScripts, type Tab } from './tab.ts';

/** By day and by night. */
export function light(tab: Tab, { opensRooms }: RoomsPanel) {
  const { page } = tab;
  const themeSwitch = page.getByRole('button', { name: 'Switch between light and dark' });

  return {
    themeSwitch,

    /** On a phone the switch is in the drawer. */
    async switchesTheme(): Promise<void> {
      if (await themeSwitch.isVisible()) return themeSwitch.click();
      await opensRooms();
      await themeSwitch.click();
      await page.keyboard.press('Escape');
    },

    /** Chooses the light of all pages on the page about themselves, and the server keeps it. */
    async choosesLight(light: 'Light' | 'Dark'): Promise<void> {
      const answer = page.waitForResponse((one) => one.url().includes('/light'));
      await page.getByRole('radiogroup', { name: 'Light' }).getByText(light, { exact: true }).click();
      // With a script it is sent as it is chosen. Else the name has a button of its own before this one.
      if (!(await hasScripts(tab)))
        await page.getByRole('button', { name: 'Save', exact: true }).last().click();
      await answer;
    },

    async seesNight(): Promise<void> {
      await expect(page.locator('html[data-theme=dark]')).toBeVisible();
    },

    /** The colour that everything stands on. */
    async ground(): Promise<string> {
      return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    },
  };
}

export type Light = ReturnType<typeof light>;
