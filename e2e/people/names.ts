import type { ComingAndGoing } from './coming-and-going.ts';
import type { Tab } from './tab.ts';

/** The name that somebody goes by, and the page about themselves. */
export function names({ page }: Tab, { isUp }: ComingAndGoing) {
  const themeSwitch = page.getByRole('button', { name: 'Switch between light and dark' });

  return {
    /** Where a name is asked for, in the lobby or below a room's transcript. */
    nameField: page.getByRole('textbox', { name: 'Your name', exact: true }),
    stepInButton: page.getByRole('button', { name: 'Step in' }),

    /** Goes to the page about themselves. */
    async opensYou(): Promise<void> {
      await page.goto('/you');
      await isUp();
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
