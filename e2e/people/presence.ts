import { expect, type Locator } from 'playwright/test';
import type { Clock } from './clock.ts';
import { press, type Tab } from './tab.ts';

/** How long somebody who is gone is still shown. */
const leaveGraceMs = 10_000;

/** Who is here. */
export function presence({ name: person, page }: Tab, { canMoveClock, letsPass }: Clock) {
  const panel = page.getByRole('complementary', { name: 'People' });
  const sheet = page.getByRole('region', { name: 'Everybody here' });
  // On a phone the list is there, but not shown.
  const everybody = page
    .getByRole('complementary', { name: 'People', includeHidden: true })
    .getByRole('listitem', { includeHidden: true });

  const rowOf = (name: string): Locator =>
    everybody.filter({ has: page.locator('bdi').getByText(name, { exact: true }) });

  const presence = {
    /** To the right of the room; on a phone it is a sheet. */
    peoplePanel: panel,

    /** Where there is no space beside the room, a button in its bar tells how many are here. */
    async opensPeople(): Promise<void> {
      await press(page.getByRole('button', { name: /here\. Show who$/ }));
    },

    /** Where there is space for the list beside the room, puts it away. */
    async hidesPeople(): Promise<void> {
      await panel.getByRole('button', { name: 'Hide the people' }).click();
    },

    async closesPeople(): Promise<void> {
      await press(panel.getByRole('button', { name: 'Close' }));
    },

    /** Beside the list it says how many are here. */
    peopleHeading: panel.getByRole('heading'),
    peopleRows: panel.getByRole('listitem'),
    rowOf,

    /** What opens the card of somebody who is here. */
    personLink: (name: string): Locator => rowOf(name).getByRole('link'),

    /** What the list of messages says of who came and who went, from top to bottom. */
    async seesMoves(lines: string[]): Promise<void> {
      const told = page
        .getByRole('log')
        .first()
        .getByText(/^(.* came in|.* left)$/);
      await expect(told, `who ${person} sees come and go`).toHaveText(lines);
    },

    /** Who is shown to be here. */
    async people(): Promise<string[]> {
      return everybody.locator('bdi').allTextContents();
    },

    /** How many are here, as it is said above the list. */
    async seesCount(howMany: number): Promise<void> {
      await expect(page.getByText(`${howMany} here`).first()).toBeAttached();
    },

    /** In how many places on the screen it is said that so many are here. */
    async timesCounted(howMany: number): Promise<number> {
      const bare = page.getByText(`${howMany} here`, { exact: true }).filter({ visible: true });
      const heading = panel.getByRole('heading', { name: `Here now ${howMany}` }).filter({ visible: true });
      return (await bare.count()) + (await heading.count());
    },

    /** Exactly these are here, in whatever order. */
    async seesPeople(names: string[]): Promise<void> {
      const wanted = [...names].sort();
      const shown = async () => {
        const now = (await presence.people()).sort();
        // Whoever is gone stays for ten seconds: they may only be loading the page anew.
        if (canMoveClock() && now.length > wanted.length) await letsPass(leaveGraceMs);
        return now;
      };
      const patience = { message: `who ${person} sees here`, timeout: 25_000 };
      await expect.poll(shown, patience).toEqual(wanted);
    },

    /** What somebody who is here is shown to be: Owner, Moderator, member, guest. */
    async seesRole(name: string, role: string): Promise<void> {
      await expect(rowOf(name).locator('small')).toHaveText(role);
    },

    /** Presses somebody who is in the room, in the list of who is here. */
    async pressesPerson(name: string): Promise<void> {
      const link = rowOf(name).getByRole('link', { includeHidden: true });
      await expect(link).toBeAttached();
      if (!(await link.isVisible())) await presence.opensPeople();
      await link.click();
    },

    /** Goes to the page of somebody who is in the room, by the list of who is here and their card. */
    async opensPageOf(name: string): Promise<void> {
      await presence.pressesPerson(name);
      await page.getByRole('dialog', { name, exact: true }).getByRole('link').click();
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    },

    /** In a crowd, the list beside the room holds only whom the page knows: this one holds all. */
    async opensEverybody(): Promise<void> {
      await panel.getByRole('link', { name: 'Everybody here' }).click();
    },

    everybodyRows: sheet.getByRole('listitem'),
    everybodyStatus: sheet.getByRole('status'),

    /** Beside the room, the field that finds somebody among many. */
    rosterFilter: panel.getByRole('searchbox', { name: 'Find a person' }),

    async turnsToMorePeople(): Promise<void> {
      await sheet.getByRole('link', { name: 'More people' }).click();
    },

    async looksForPerson(name: string): Promise<void> {
      const field = sheet.getByRole('searchbox');
      await field.fill(name);
      await field.press('Enter');
    },

    /** Above the field it says who is writing. */
    async seesWriting(told: string): Promise<void> {
      await expect(page.getByText(told, { exact: true })).toBeVisible({ timeout: 3_500 });
    },

    async seesNobodyWriting(): Promise<void> {
      await expect(page.getByText(/ (is|are) writing…$/)).toHaveCount(0);
    },

    /** Writes down who is said to come and go from now on; the returned function tells. */
    async notesComingsAndGoings(): Promise<() => Promise<string[]>> {
      const notes = await page.evaluateHandle(() => {
        const noted: string[] = [];
        const look = () => {
          for (const status of document.querySelectorAll('[role=status]')) {
            const told = status.textContent?.trim() ?? '';
            if (/ (came in|left)$/.test(told) && noted.at(-1) !== told) noted.push(told);
          }
        };
        new MutationObserver(look).observe(document.body, {
          childList: true,
          characterData: true,
          subtree: true,
        });
        return noted;
      });
      return () => notes.evaluate((noted) => noted);
    },
  };
  return presence;
}

export type Presence = ReturnType<typeof presence>;
