import { expect, type Locator } from 'playwright/test';
import type { Tab } from './tab.ts';

/** What opens beside a room, above all the page about it. */
export function settings({ page }: Tab) {
  const backLink = page.getByRole('link', { name: /^Back to / });
  const aboutLink = page.getByRole('link', { name: 'About this room' });
  const locked = page.getByRole('checkbox', { name: 'Locked' });

  const settings = {
    aboutLink,
    titleField: page.getByRole('textbox', { name: 'Title' }),
    topicField: page.getByRole('textbox', { name: 'Topic' }),

    /** What stands under the room's title. */
    barLine: page.locator('section > header p').first(),

    /** The same, where it has no topic. */
    addTopicLink: page.getByRole('link', { name: 'Add a topic' }),

    /** What is open beside the room, or over it. */
    sheet(heading: string): Locator {
      return page.getByRole('region', { name: heading, exact: true });
    },

    /** Asks to close what is open beside the room, which may be asked about. */
    async goesBackToRoom(): Promise<void> {
      await backLink.click();
    },

    /** Closes what is open beside the room. */
    async closesSheet(): Promise<void> {
      await settings.goesBackToRoom();
      await expect(backLink).toBeHidden();
    },

    /** Opens the page about the room they are in. */
    async opensSettings(): Promise<void> {
      await aboutLink.click();
      await expect(page.getByRole('heading', { name: 'About this room' })).toBeVisible();
    },

    /** Goes to the page of somebody by the list on the page about the room, which needs no script. */
    async opensPageOfMember(name: string): Promise<void> {
      await page.getByRole('link', { name: new RegExp(`^${name} `) }).click();
    },

    async choosesMembersOnly(): Promise<void> {
      await page.getByRole('radio', { name: /^Members only/ }).check();
    },

    async locks(): Promise<void> {
      await locked.check();
    },

    async unlocks(): Promise<void> {
      await locked.uncheck();
    },

    /** Finds nothing on the page about the room that could be changed. */
    async mayChangeNothing(): Promise<void> {
      await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
      const fields = settings.sheet('About this room').locator('input:not([type=hidden]), textarea, select');
      await expect(fields).toHaveCount(0);
    },

    /** Saves what was changed on the page about the room. */
    async savesSettings(): Promise<void> {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText('Saved.')).toBeVisible();
    },

    async chooses(group: string, answer: string): Promise<void> {
      await page.getByRole('radiogroup', { name: group }).getByText(answer, { exact: true }).click();
    },
  };
  return settings;
}

export type SettingsVerbs = ReturnType<typeof settings>;
