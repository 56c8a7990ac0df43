import { setTimeout } from 'node:timers/promises';
import { expect } from 'playwright/test';
import type { ByRequest } from './by-request.ts';
import type { Composer } from './composer.ts';
import type { Network } from './network.ts';
import { hasScripts, type Tab } from './tab.ts';

/** How somebody gets to a page, and away from it. */
export function comingAndGoing(
  tab: Tab,
  { composer }: Composer,
  { hasAName }: ByRequest,
  { isLive }: Network,
) {
  const { page } = tab;

  const comingAndGoing = {
    /** Goes to an address; returns the status that the server answered with. */
    async opens(address: string): Promise<number | undefined> {
      return (await page.goto(address))?.status();
    },

    /** Goes to an address, and does not wait for the page's script. */
    async opensAtOnce(address: string): Promise<void> {
      await page.goto(address, { waitUntil: 'commit' });
    },

    /** From now on each script comes so late that a page can be used before its own is there. */
    async getsScriptsLate(lateMs = 1_500): Promise<void> {
      await page.route('**/*.js', async (route) => {
        await setTimeout(lateMs);
        await route.continue();
      });
    },

    /** Goes to the room's address, with a name or without one; returns the status that the server answered with. */
    async visits(room: string): Promise<number | undefined> {
      return comingAndGoing.opens(`/r/${room}`);
    },

    /** Where they are, as the address bar shows it, without the site. */
    path: () => new URL(page.url()).pathname,
    address: () => page.url(),

    async reloads(): Promise<void> {
      await page.reload();
    },

    /**
     * Goes to the room's address under their name, and is there. Whoever has none yet gets it without a page: how one
     * is asked for is what other tests are about.
     */
    async enters(room: string): Promise<void> {
      await hasAName();
      await comingAndGoing.visits(room);
      await comingAndGoing.isIn();
    },

    /** The page is up, and with a script the room has welcomed it. */
    async isIn(): Promise<void> {
      await expect(composer).toBeVisible();
      if (await hasScripts(tab)) await isLive();
    },

    /** The page's script has begun, so that a click means what it will mean. */
    async isUp(): Promise<void> {
      if (!(await hasScripts(tab))) return;
      await page.waitForFunction(() => document.getElementById('svelte-announcer') !== null);
    },

    /** What the server answers to a visit of this address: its status, and all that a person reads there. */
    async isAnswered(path: string): Promise<{ status: number | undefined; text: string }> {
      const answer = await page.goto(path);
      // Firefox complains of scripts that are still loading when the next page is asked for.
      await comingAndGoing.isUp();
      return { status: answer?.status(), text: await page.locator('body').innerText() };
    },

    async goesBack(): Promise<void> {
      // Asked for within the page it comes after the address that the page has just taken. Playwright's own way asks the
      // browser beside it, which under load has not heard of that address yet.
      const from = page.url();
      await page.evaluate(() => void window.setTimeout(() => history.back()));
      // A page that is kept does not load again.
      await page.waitForURL(({ href }) => href !== from, { waitUntil: 'commit' });
    },

    /** From now on the page writes down how it was shown. */
    async notesWaysBack(): Promise<void> {
      await page.evaluate(() =>
        addEventListener('pageshow', ({ persisted }) => {
          document.documentElement.dataset.waysBack = persisted ? 'memory' : 'anew';
        }),
      );
    },

    /** Whether this is the very page that was left, as the browser kept it. */
    async cameBackFromMemory(): Promise<boolean> {
      return page.evaluate(() => document.documentElement.dataset.waysBack === 'memory');
    },

    /** Whether their browser asks them if they really want to leave this page. They stay. */
    async isAskedBeforeLeaving(): Promise<boolean> {
      const question = page.waitForEvent('dialog', { timeout: 5_000 }).catch(() => undefined);
      await page.close({ runBeforeUnload: true });
      const dialog = await question;
      await dialog?.dismiss();
      return dialog?.type() === 'beforeunload';
    },

    /**
     * Answers every question of the browser's own, as long as they are here: they go on, or stay if `stays()` says so.
     * Returns what was asked so far.
     */
    answersQuestions(stays: () => boolean = () => false): string[] {
      const asked: string[] = [];
      page.on('dialog', async (dialog) => {
        asked.push(dialog.message());
        await (stays() ? dialog.dismiss() : dialog.accept());
      });
      return asked;
    },

    async leaves(): Promise<void> {
      await page.close();
    },
  };
  return comingAndGoing;
}

export type ComingAndGoing = ReturnType<typeof comingAndGoing>;
