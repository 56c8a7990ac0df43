import { expect } from 'playwright/test';
import type { Names } from './names.ts';
import type { Tab } from './tab.ts';

/** Where rooms are made and found. */
export function lobby({ page }: Tab, { nameField, stepInButton }: Names) {
  const roomField = page.getByRole('textbox', { name: 'Room', exact: true });
  const open = page.getByRole('region', { name: 'Open rooms' });

  const lobby = {
    async opensLobby(): Promise<void> {
      await page.goto('/');
    },

    /** From a page that is none, or from a room, by the link that is there. */
    async goesToLobbyBy(link: 'To the lobby' | 'See other rooms' | 'New room'): Promise<void> {
      await page.getByRole('link', { name: link }).click();
    },

    /** Takes up the offer to make the room that was missed. */
    async goesToMakeIt(): Promise<void> {
      await page.getByRole('link', { name: 'Make this room' }).click();
    },

    roomField,

    async unfoldsWhoMayComeIn(): Promise<void> {
      await page.getByText('Who may come in').first().click();
    },

    /** Chooses that the room to be made stands in the lobby. */
    async letsAnybodyIn(): Promise<void> {
      await lobby.unfoldsWhoMayComeIn();
      await page.getByRole('radio', { name: 'Anyone, from the lobby' }).check();
    },

    /** Fills in the lobby's form as far as it asks. */
    async stepsIn(given: { name?: string; room: string }): Promise<void> {
      if (given.name !== undefined) await nameField.fill(given.name);
      await roomField.fill(given.room);
      await stepInButton.click();
    },

    knownRooms: page.getByRole('region', { name: 'Rooms you know' }),
    openRooms: open.getByRole('listitem'),

    /** Enters a room they know, or one that is open. */
    async picksRoom(title: string | RegExp): Promise<void> {
      await page.getByRole('complementary', { name: 'Rooms' }).getByRole('link', { name: title }).click();
    },

    /** Two of one title are told apart by their addresses. */
    async seesAddressOfOpen(room: string): Promise<void> {
      await expect(open.getByText(room, { exact: true })).toBeVisible();
    },

    /** The rooms that the lobby offers under a heading: those they know, or the open ones. */
    async roomsUnder(heading: 'Rooms you know' | 'Open rooms'): Promise<string[]> {
      return page.getByRole('region', { name: heading }).getByRole('link').locator('b').allTextContents();
    },

    /** Takes the name that is offered to whoever has no idea for one, and returns it. */
    async takesSuggestion(): Promise<string> {
      const offer = page.getByRole('link', { name: 'No idea?' });
      const name = ((await offer.textContent()) ?? '').replace('No idea?', '').trim();
      expect(name).not.toBe('');
      await offer.click();
      await expect(roomField).toHaveValue(name);
      return name;
    },

    /** How many things on the page move, or will, other than under the pointer. */
    async countsMotion(): Promise<number> {
      return page.evaluate(
        () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
      );
    },

    /** Whatever moves comes to its end at once. What moves for ever has none, and a browser refuses it. */
    async bringsMotionToItsEnd(): Promise<void> {
      await page.evaluate(() => {
        for (const one of document.getAnimations()) one.finish();
      });
    },

    /** Looks for a room in the lobby. */
    async looksFor(words: string): Promise<void> {
      const field = page.getByRole('searchbox', { name: 'Find a room' });
      await field.fill(words);
      await field.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('find') === words);
    },
  };
  return lobby;
}

export type Lobby = ReturnType<typeof lobby>;
