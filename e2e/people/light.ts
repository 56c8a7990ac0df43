import { expect } from 'playwright/test';
import type { RoomsPanel } from './rooms-panel.ts';
import { hasScripts, type Tab } from './tab.ts';

/** By day and by night. */
export function light(tab: Tab, { opensRooms }: RoomsPanel) {
  const { page } = tab;
  const themeSwitch = page.getByRole('button', { name: 'Switch between light and dark' });

  async function chooses(setting: string, answer: string): Promise<void> {
    const answered = page.waitForResponse((one) => one.url().includes('/look'));
    const group = page.getByRole('radiogroup', { name: setting });
    await group.getByText(answer, { exact: true }).click();
    // With a script it is sent as it is chosen.
    const form = page.getByRole('main').locator('form').filter({ has: group });
    if (!(await hasScripts(tab))) await form.getByRole('button', { name: 'Save', exact: true }).click();
    await answered;
  }

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
    choosesLight: (light: 'Light' | 'Dark') => chooses('Light', light),

    /** Chooses there how close together messages stand. */
    choosesDensity: (density: 'Comfortable' | 'Compact') => chooses('Density', density),

    /** Messages stand as close together as that on this page. */
    async seesDensity(density: 'comfortable' | 'compact'): Promise<void> {
      await expect(page.locator(`html[data-density=${density}]`)).toBeVisible();
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
