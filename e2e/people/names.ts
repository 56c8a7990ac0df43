import type { ComingAndGoing } from './coming-and-going.ts';
import type { Tab } from './tab.ts';

/** The name that somebody goes by, and the page about themselves. */
export function names({ page }: Tab, { isUp }: ComingAndGoing) {
  const nameField = page.getByRole('textbox', { name: 'Your name', exact: true });
  const stepInButton = page.getByRole('button', { name: 'Step in' });
  const ownNameField = page.getByRole('textbox', { name: 'Name', exact: true });
  const saveButton = page.getByRole('button', { name: 'Save', exact: true });

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
  };
}

export type Names = ReturnType<typeof names>;
