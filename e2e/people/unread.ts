import { expect } from 'playwright/test';
import { press, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** What somebody has not read yet, in the room they are in and in others. */
export function unread({ page }: Tab, { log }: Transcript) {
  const rooms = page.getByRole('navigation', { name: 'Rooms', includeHidden: true });
  const linkTo = (room: string) => rooms.locator(`a[href="/r/${room}"]`);
  const mark = log.getByRole('heading', { name: 'New', exact: true });
  const meant = page.getByRole('region', { name: 'Mentions and replies' }).getByRole('listitem');
  const jump = page.getByRole('button', { name: /go to the first$/ });

  const verbs = {
    /** Beside the room they are in, another tells how much is unread there, and how much of it is for them. */
    async seesUnreadIn(room: string, told: string | RegExp): Promise<void> {
      await expect(linkTo(room), `what is told of ${room}`).toContainText(told);
    },

    async seesNothingUnreadIn(room: string): Promise<void> {
      await expect(linkTo(room)).toBeAttached();
      await expect(linkTo(room), `what is told of ${room}`).not.toContainText(/ new|for you/);
    },

    /** In the lobby. */
    async seesUnreadInLobby(room: string, told: string | RegExp): Promise<void> {
      await expect(page.locator(`a.door[href="/r/${room}"]`).first()).toContainText(told);
    },

    /** The first words below the mark of what is new. */
    async seesNewFrom(text: string): Promise<void> {
      const first = () =>
        mark
          .evaluate((heading) => {
            const row = heading.parentElement?.nextElementSibling;
            return row?.querySelector('p')?.textContent;
          })
          .catch(() => undefined);
      await expect(mark).toBeAttached();
      await expect.poll(first, 'what stands first below the mark').toBe(text);
    },

    async seesNothingNew(): Promise<void> {
      await expect(mark).toHaveCount(0);
    },

    async goesToFirstUnread(howMany: number): Promise<void> {
      await expect(jump).toHaveText(new RegExp(`^${howMany} new`));
      await press(jump);
    },

    async isOfferedNoJump(): Promise<void> {
      await expect(jump).toHaveCount(0);
    },

    async marksRead(): Promise<void> {
      await press(page.getByRole('button', { name: 'Mark as read' }));
    },

    async opensWaiting(): Promise<void> {
      if (!(await rooms.isVisible())) await press(page.getByRole('button', { name: 'Rooms', exact: true }));
      await press(rooms.getByRole('link', { name: 'Waiting for you' }));
      await expect(page.getByRole('heading', { name: 'Waiting for you' })).toBeVisible();
    },

    waitingTexts: (): Promise<string[]> => meant.locator('.words').allInnerTexts(),

    /** On the page of what waits: these words are meant for them, the newest first. */
    async waitsFor(...texts: string[]): Promise<void> {
      await expect(meant.locator('.words')).toHaveText(texts);
    },

    async waitsForNothing(): Promise<void> {
      await expect(page.getByText('Nothing waits for you.')).toBeVisible();
    },

    async isDoneWith(text: string): Promise<void> {
      await press(meant.filter({ hasText: text }).getByRole('button', { name: /^Done with/ }));
    },

    async goesToWaiting(text: string): Promise<void> {
      await press(meant.filter({ hasText: text }).getByRole('link'));
    },

    async readsAllThatWaits(): Promise<void> {
      await press(page.getByRole('button', { name: 'Mark all as read' }));
    },
  };
  return verbs;
}

export type UnreadVerbs = ReturnType<typeof unread>;
