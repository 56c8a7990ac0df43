import type { Names } from './names.ts';
import type { Tab } from './tab.ts';

/** Where rooms are made and found. */
export function lobby({ page }: Tab, { nameField, stepInButton }: Names) {
  const roomField = page.getByRole('textbox', { name: 'Room', exact: true });

  return {
    roomField,

    /** Fills in the lobby's form as far as it asks. */
    async stepsIn(given: { name?: string; room: string }): Promise<void> {
      if (given.name !== undefined) await nameField.fill(given.name);
      await roomField.fill(given.room);
      await stepInButton.click();
    },

    /** The rooms that the lobby offers under a heading: those they know, or the open ones. */
    async roomsUnder(heading: 'Rooms you know' | 'Open rooms'): Promise<string[]> {
      return page.getByRole('region', { name: heading }).getByRole('link').locator('b').allTextContents();
    },

    /** Looks for a room in the lobby. */
    async looksFor(words: string): Promise<void> {
      const field = page.getByRole('searchbox', { name: 'Find a room' });
      await field.fill(words);
      await field.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('find') === words);
    },
  };
}

export type Lobby = ReturnType<typeof lobby>;
