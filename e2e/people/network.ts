import { expect, type Route } from 'playwright/test';
import type { Tab } from './tab.ts';
import { brokenLine, type Troubles } from './troubles.ts';

/** The line to the room: how it breaks and comes back, and what a person sees of that. */
export function network({ page, context, line }: Tab, { expects }: Troubles) {
  const told = /offline|Finding the room|too many places|Back\. Nothing|browser can’t keep|renewed/;
  const banner = page.getByRole('status').filter({ hasText: told });

  const live = page.locator('main[data-connection=live]');

  return {
    /** The banner about the line, in whatever words. */
    banner,
    bannerButtons: banner.getByRole('button'),

    /** Writes down from now on what a banner says, however short; returns what it said so far. */
    async notesBanners(): Promise<string[]> {
      const noted: string[] = [];
      await page.exposeFunction('noteBanner', (text: string) => noted.push(text));
      await page.evaluate(() => {
        const look = () => {
          const shown = document.querySelector('.banner')?.textContent?.trim();
          if (shown) (window as unknown as { noteBanner(text: string): void }).noteBanner(shown);
        };
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
      });
      return noted;
    },

    /** Does what the banner offers about a page that is too old. */
    /** The next thing that is asked of the room by a call is on its way until it is let go on, or lost. */
    async holdsAction(): Promise<(how: 'goes on' | 'is lost') => void> {
      const { promise, resolve } = Promise.withResolvers<'goes on' | 'is lost'>();
      const hold = async (route: Route) => ((await promise) === 'goes on' ? route.continue() : route.abort());
      await page.route('**/action', hold, { times: 1 });
      return resolve;
    },

    /** What the server answers about another page is on its way until it is let go on. */
    async holdsPages(): Promise<() => void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      await page.route('**/__data.json*', async (route) => {
        await promise;
        await route.continue();
      });
      return resolve;
    },

    async reloadsAsAsked(): Promise<void> {
      await banner.getByRole('button', { name: 'Reload' }).click();
    },

    /** Does not wait for the page to try the line again. */
    async triesLineNow(): Promise<void> {
      await page.getByRole('button', { name: 'Try now' }).click();
    },

    /** The line is cut for good, and the browser knows that it is offline, where that can be told it. */
    async losesNetwork(): Promise<void> {
      expects(brokenLine);
      line.cut();
      await context.setOffline(true);
    },

    async regainsNetwork(): Promise<void> {
      line.mend();
      await context.setOffline(false);
    },

    /** Pages still come, but nothing by socket: as behind a proxy that knows none. Until `line.mendSockets()`. */
    losesSockets(): void {
      expects(brokenLine);
      line.cutSockets();
    },

    /** Everything stops in the middle, as when a computer loses its power: no end of the line is told. */
    async vanishes(): Promise<void> {
      expects(brokenLine);
      line.vanish();
      line.cut();
      await page.close();
    },

    /** The page hears what happens in the room, whether they have stepped in or only read. */
    async isLive(): Promise<void> {
      await expect(live).toBeVisible();
    },

    /** The page knows that it has no line to the room. A person is told a little later. */
    async isCutOff(): Promise<void> {
      await expect(page.locator('main:not([data-connection=live])')).toBeVisible();
    },

    /** Has a line again, after an outage so long that the next attempt may be half a minute away. */
    async isBack(): Promise<void> {
      await expect(live).toBeVisible({ timeout: 45_000 });
    },

    /**
     * From the next page on, the room's answer to so many messages or edits is a refusal. It comes from the line: what
     * a room refuses, the page refuses sooner, so that a person hardly ever meets this.
     */
    async willBeRefused({ times, of = 'say' }: { times: number; of?: 'say' | 'edit' }): Promise<void> {
      let left = times;
      await page.routeWebSocket(/\/socket$/, (here) => {
        const room = here.connectToServer();
        here.onMessage((frame) => {
          const { t, id } = frame === 'ping' ? { t: 'ping', id: '' } : JSON.parse(String(frame));
          if (t !== of || left === 0) return room.send(frame);
          left -= 1;
          const refused = { t: 'refused', reason: 'too-old', sentence: 'Too late.', of: { t, id } };
          here.send(JSON.stringify([refused]));
        });
      });
    },

    /** From the next page on, the room says that it is newer than the page, until the returned function is called. */
    async willBeTooOld(): Promise<() => void> {
      let isNewer = true;
      await page.routeWebSocket(/\/socket$/, (here) => {
        if (isNewer) void here.close({ code: 4002 });
        else here.connectToServer();
      });
      return () => {
        isNewer = false;
      };
    },
  };
}

export type Network = ReturnType<typeof network>;
