import { expect } from 'playwright/test';
import type { ComingAndGoing } from './coming-and-going.ts';
import type { Names } from './names.ts';
import type { Tab } from './tab.ts';
import type { Troubles } from './troubles.ts';

/** How somebody stops being who they are here, for a while or for good. */
export function signingOut(
  { page }: Tab,
  { opensYou }: Names,
  { isUp }: ComingAndGoing,
  { expects }: Troubles,
) {
  const fold = (name: string) => page.locator('summary', { hasText: name });

  const signingOut = {
    /** A guest is told first what it means, and has to press once more. */
    async beginsToSignOut(): Promise<void> {
      await fold('Sign out here').click();
    },

    async confirmsSignOut(): Promise<void> {
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    },

    async signsOut({ everywhere = false } = {}): Promise<void> {
      await opensYou();
      const where = everywhere ? 'Sign out everywhere' : 'Sign out here';
      if (await fold('Sign out here').isVisible()) {
        await signingOut.beginsToSignOut();
        await signingOut.confirmsSignOut();
      } else {
        await page.getByRole('button', { name: where, exact: true }).click();
      }
      await expect(page.getByRole('heading', { name: /^You’re signed out/ })).toBeVisible();
      // The browser has to fetch all scripts anew, and complains of those that it was fetching when the page is left.
      await isUp();
    },

    /** Goes back, past the page of settings, to where the words stood before they signed out. */
    async findsNoWayBackTo(words: string): Promise<void> {
      expects(/404/);
      for (let back = 0; back < 2; back += 1) {
        await page.goBack();
        await expect(page.locator('h1')).toBeVisible();
        await expect(page.getByText(words)).toHaveCount(0);
      }
    },

    /** Opens all that is folded on the page about themselves. */
    async unfoldsAll(): Promise<void> {
      for (const summary of await page.locator('summary').all()) await summary.click();
    },

    /** Has chosen what becomes of their words, and is asked if they are sure. */
    async goesOnToBeForgotten(): Promise<void> {
      await page.getByRole('button', { name: 'Go on' }).click();
      await expect(page.getByRole('heading', { name: /^Forget .* for good\?$/ })).toBeVisible();
    },

    /** Asks to be forgotten, is asked twice, and says so twice. */
    async isForgotten(words: 'stay' | 'go'): Promise<void> {
      await opensYou();
      await fold('Forget me here').click();
      const choice = words === 'stay' ? 'My words stay, signed “someone who left”' : 'My words go as well';
      await page.getByRole('radio', { name: choice }).check();
      await signingOut.goesOnToBeForgotten();
      await page.getByRole('button', { name: 'Forget me', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'You’re forgotten here.' })).toBeVisible();
      await isUp();
    },
  };
  return signingOut;
}

export type SigningOut = ReturnType<typeof signingOut>;
