import { expect, type Locator } from 'playwright/test';
import type { Tab } from './tab.ts';

/** What opens beside a room, above all the page about it. */
export function settings({ page }: Tab) {
  const backLink = page.getByRole('link', { name: /^Back to / });

  return {
    /** What is open beside the room, or over it. */
    sheet(heading: string): Locator {
      return page.getByRole('region', { name: heading, exact: true });
    },

    /** Closes what is open beside the room. */
    async closesSheet(): Promise<void> {
      await backLink.click();
      await expect(backLink).toBeHidden();
    },

    /** Opens the page about the room they are in. */
    async opensSettings(): Promise<void> {
      await page.getByRole('link', { name: 'About this room' }).click();
      await expect(page.getByRole('heading', { name: 'About this room' })).toBeVisible();
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
}

export type Settings = ReturnType<typeof settings>;
