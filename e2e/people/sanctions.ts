import { expect } from 'playwright/test';
import type { ModerationVerbs } from './moderation.ts';
import type { ReadingVerbs } from './reading.ts';
import type { Tab } from './tab.ts';

/** What is decided about others on their page in a room, and what it is like for them. */
export function sanctions(
  { page }: Tab,
  { reasonField }: ModerationVerbs,
  { isTold, readsHeading }: ReadingVerbs,
) {
  const does = async (what: string | RegExp, told: string, why = '') => {
    if (why) await reasonField.fill(why);
    await page.getByRole('button', { name: what }).click();
    await isTold(told);
  };

  return {
    async mutes(name: string, { span, why }: { span: 'an hour' | 'a day'; why?: string }): Promise<void> {
      await does(new RegExp(`^Mute: ${span}$`), `${name} is muted for ${span}.`, why);
    },

    async bans(
      name: string,
      { span, why }: { span: 'a day' | 'a week' | 'good'; why?: string },
    ): Promise<void> {
      await does(new RegExp(`: For ${span}$`), `The room is closed to ${name}.`, why);
    },

    /** Ends what was decided about whoever's page this is. */
    async lifts(): Promise<void> {
      await does('Lift', 'Lifted.');
    },

    /** The same on the page about the room, where all bans stand. */
    async liftsBanOf(name: string): Promise<void> {
      await page.getByRole('button', { name: `Lift ${name}` }).click();
      await expect(page.getByText('Lifted.')).toBeVisible();
    },

    async asksToLeave(name: string): Promise<void> {
      await does('Ask to leave', `${name} was asked to leave.`);
    },

    async makesModerator(name: string): Promise<void> {
      await does('Make a moderator', `${name} is a moderator here now.`);
    },

    /** Gives the room away to whoever's page this is, and is asked first. */
    async handsOver(title: string, { to }: { to: string }): Promise<void> {
      await page.getByRole('link', { name: 'Hand the room over' }).click();
      await readsHeading(`Hand ${title} to ${to}?`);
      await does('Hand the room over', `The room is ${to}’s now. You’re a moderator.`);
    },

    /** Who was asked to leave an open room may come in again. */
    async comesBackIn(): Promise<void> {
      await page.getByRole('button', { name: 'Come back in' }).click();
    },

    /** Who was put out while something is unsent is told why when they ask. */
    async asksWhy(): Promise<void> {
      await page.getByRole('button', { name: 'See why' }).click();
    },

    async findsRoomClosed(): Promise<void> {
      await readsHeading('This room is closed to you.');
    },

    async isNoLongerLetIn(): Promise<void> {
      await readsHeading(/isn’t open to you any more\.$/);
    },
  };
}

export type SanctionVerbs = ReturnType<typeof sanctions>;
