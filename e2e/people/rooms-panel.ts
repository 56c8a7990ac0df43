import { expect } from 'playwright/test';
import type { ComingAndGoing } from './coming-and-going.ts';
import { press, type Tab } from './tab.ts';

/** The rooms that somebody knows, to the left of the one they are in; on a phone they are in a drawer. */
export function roomsPanel({ name, page }: Tab, { isIn }: ComingAndGoing) {
  const panel = page.getByRole('navigation', { name: 'Rooms' });

  const rowOf = (room: string) => panel.locator(`[data-room="${room}"]`);
  const menu = page.getByRole('menu', { name: 'Room' });
  const listed = (room: string) =>
    page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.locator(`a[href="/r/${room}"]`) });

  const roomsPanel = {
    roomsPanel: panel,
    newRoomLink: panel.getByRole('link', { name: 'New room' }),

    async opensRooms(): Promise<void> {
      await press(page.getByRole('button', { name: 'Rooms', exact: true }));
    },

    async closesRooms(): Promise<void> {
      await press(panel.getByRole('button', { name: 'Close' }));
    },

    /** The rooms that they know, by their addresses, as they stand. */
    async roomsInOrder(): Promise<string[]> {
      const rows = panel.locator('[data-room]');
      return rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset['room'] ?? ''));
    },

    /** The rooms that they know stand in this order. */
    async seesRoomsInOrder(...rooms: string[]): Promise<void> {
      await expect.poll(() => roomsPanel.roomsInOrder(), 'the rooms as they stand').toEqual(rooms);
    },

    /** Has the focus on a room beside the one they are in. */
    async focusesRoom(room: string): Promise<void> {
      await rowOf(room).getByRole('link').focus();
    },

    async hasFocusOnRoom(room: string): Promise<void> {
      await expect(rowOf(room).getByRole('link')).toBeFocused();
    },

    /** Drags a room to above another one. */
    async dragsRoomAbove(room: string, other: string): Promise<void> {
      await rowOf(room).dragTo(rowOf(other), { targetPosition: { x: 40, y: 4 } });
    },

    /** What the menu of a room offers, behind “More” beside it, and is closed again. */
    async menuOfRoom(room: string): Promise<string[]> {
      await rowOf(room).hover();
      await rowOf(room).getByTitle('More').click();
      await expect(menu).toBeVisible();
      const items = await menu.locator('[role=menuitem] > span').allTextContents();
      await page.keyboard.press('Escape');
      await expect(menu).toBeHidden();
      return items;
    },

    /** Chooses what to make of a room, from the menu that its other mouse button opens. */
    async makesOfRoom(room: string, item: string): Promise<void> {
      await rowOf(room).click({ button: 'right' });
      await press(menu.getByRole('menuitem', { name: item, exact: true }));
      await expect(menu).toBeHidden();
    },

    roomMenu: menu,

    async confirmsLeaving(): Promise<void> {
      await press(page.getByRole('dialog', { name: /^Leave / }).getByRole('button', { name: 'Leave' }));
    },

    /** A room is marked as muted, beside the one they are in. */
    async seesMuted(room: string, is = true): Promise<void> {
      if (is) await expect(rowOf(room)).toContainText('muted');
      else await expect(rowOf(room)).not.toContainText('muted');
    },

    /** Opens the page on which rooms are ordered, muted and left. */
    async arrangesRooms(): Promise<void> {
      await panel.getByRole('link', { name: 'Arrange' }).click();
      await expect(page.getByRole('heading', { name: 'Rooms you know' })).toBeVisible();
    },

    /** On that page, by the address of a room. */
    async pressesForRoom(room: string, button: RegExp): Promise<void> {
      await press(listed(room).getByRole('button', { name: button }));
    },

    async hasFocusInRow(room: string, button: RegExp): Promise<void> {
      await expect(
        listed(room).getByRole('button', { name: button }).and(page.locator(':focus')),
      ).toHaveCount(1);
    },

    /** The page that they are at is the lobby. */
    async isInLobby(): Promise<void> {
      await page.waitForURL((url) => url.pathname === '/');
    },

    /** Opens a room by its address, in the tab they are in. */
    async goesInto(room: string): Promise<void> {
      await page.goto(`/r/${room}`);
      await isIn();
    },

    async listsRoomsInOrder(...rooms: string[]): Promise<void> {
      const links = page.getByRole('main').getByRole('listitem').getByRole('link');
      const addresses = () => links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      await expect.poll(addresses).toEqual(rooms.map((room) => `/r/${room}`));
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
