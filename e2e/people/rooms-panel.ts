import type { ComingAndGoing } from './coming-and-going.ts';
import { press, type Tab } from './tab.ts';

/** The rooms that somebody knows, to the left of the one they are in; on a phone they are in a drawer. */
export function roomsPanel({ name, page }: Tab, { isIn }: ComingAndGoing) {
  const panel = page.getByRole('navigation', { name: 'Rooms' });

  const roomsPanel = {
    roomsPanel: panel,
    newRoomLink: panel.getByRole('link', { name: 'New room' }),

    async opensRooms(): Promise<void> {
      await press(page.getByRole('button', { name: 'Rooms' }));
    },

    async closesRooms(): Promise<void> {
      await press(panel.getByRole('button', { name: 'Close' }));
    },

    /** Another room they know, by its title. */
    doorTo: (title: string) => panel.getByRole('link', { name: title }),

    /** Chooses another room they know. */
    async goesTo(room: string): Promise<void> {
      await panel.locator(`a[href="/r/${room}"]`).click();
    },

    /** Chooses another room they know, and is there. */
    async looksInto(room: string): Promise<void> {
      await roomsPanel.goesTo(room);
      await page.waitForURL(`**/r/${room}`);
      await isIn();
    },

    /** Opens the page about themselves, which stands below the rooms, and with them in a drawer on a phone. */
    async opensYouBeside(): Promise<void> {
      const link = panel.getByRole('link', { name: new RegExp(`^${name}`) });
      if (!(await panel.isVisible())) await roomsPanel.opensRooms();
      await link.click();
    },

    /** The face beside their own name. */
    ownFace: panel.locator('.face'),
  };
  return roomsPanel;
}

export type RoomsPanel = ReturnType<typeof roomsPanel>;
