import type { ComingAndGoing } from './coming-and-going.ts';
import { press, type Tab } from './tab.ts';

/** The rooms that somebody knows, to the left of the one they are in; on a phone they are in a drawer. */
export function roomsPanel({ name, page }: Tab, { isIn }: ComingAndGoing) {
  const panel = page.getByRole('navigation', { name: 'Rooms' });

  const roomsPanel = {
    roomsPanel: panel,
    newRoomLink: panel.getByRole('link', { name: 'New room' }),

    async opensRooms(): Promise<void> {
      await press(page.getByRole('button', { name: 'Rooms', exact: true }));
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

    /** The address is that of the room that they chose. */
    async arrivesIn(room: string): Promise<void> {
      await page.waitForURL(`**/r/${room}`);
    },

    /** Opens the page about themselves, which stands below the rooms, and with them in a drawer on a phone. */
    async opensYouBeside(): Promise<void> {
      const link = panel.getByRole('link', { name: new RegExp(`^${name}`) });
      if (!(await panel.isVisible())) await roomsPanel.opensRooms();
      await link.click();
    },

    /** Where there is space for the rooms beside the room, puts them away. */
    async hidesRooms(): Promise<void> {
      await panel.getByRole('button', { name: 'Hide the rooms' }).click();
    },

    /** What brings them back, or opens them where there is no space for them. */
    roomsButton: page.getByRole('button', { name: 'Rooms', exact: true }),

    /** The edge of the rooms, by which they become wider. */
    roomsEdge: page.getByRole('separator', { name: 'Width of the list of rooms', includeHidden: true }),

    async roomsWidth(): Promise<number> {
      return (await panel.boundingBox())?.width ?? 0;
    },

    /** Drags the edge of the rooms by so many pixels. */
    async dragsRoomsEdge(px: number): Promise<void> {
      const box = await roomsPanel.roomsEdge.boundingBox();
      const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 300];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + px / 2, y, { steps: 4 });
      await page.mouse.move(x + px, y, { steps: 4 });
      await page.mouse.up();
    },

    /** The rooms in their order, by their titles and with what stands beside them. */
    roomRows: panel.getByRole('listitem'),

    /** The face beside their own name. */
    ownFace: panel.locator('.face'),
  };
  return roomsPanel;
}

export type RoomsPanel = ReturnType<typeof roomsPanel>;
