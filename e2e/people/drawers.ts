import { press, type Tab } from './tab.ts';

/** What stands to the left and the right of a room; on a phone the rooms are a drawer and the people a sheet. */
export function drawers({ name, page }: Tab) {
  const roomsPanel = page.getByRole('navigation', { name: 'Rooms' });
  const peoplePanel = page.getByRole('complementary', { name: 'People' });
  const close = { name: 'Close' };

  return {
    roomsPanel,
    newRoomLink: roomsPanel.getByRole('link', { name: 'New room' }),

    async opensRooms(): Promise<void> {
      await press(page.getByRole('button', { name: 'Rooms' }));
    },

    async closesRooms(): Promise<void> {
      await press(roomsPanel.getByRole('button', close));
    },

    /** Another room they know, by its title. */
    doorTo: (title: string) => roomsPanel.getByRole('link', { name: title }),

    /** Opens the page about themselves, which stands below the rooms. */
    async opensYouBeside(): Promise<void> {
      await roomsPanel.getByRole('link', { name: new RegExp(`^${name}`) }).click();
    },

    /** The face beside their own name. */
    ownFace: roomsPanel.locator('.face'),

    peoplePanel,

    /** Where there is no space beside the room, there is a button that tells how many are here. */
    async opensPeople(howMany: number): Promise<void> {
      await press(page.getByRole('button', { name: `${howMany} here. Show who` }));
    },

    async closesPeople(): Promise<void> {
      await press(peoplePanel.getByRole('button', close));
    },
  };
}

export type Drawers = ReturnType<typeof drawers>;
