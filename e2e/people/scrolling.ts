import { expect } from 'playwright/test';
import type { Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** Moving through the list, to older words and newer ones. */
export function scrolling({ page }: Tab, { log, words }: Transcript) {
  // Pixels to turn the wheel by: to the middle of the list once the words are there, until then upwards.
  const wayTo = async (text: string): Promise<number> => {
    const frame = await log.boundingBox();
    const place = (await words(text).count()) > 0 ? await words(text).boundingBox() : null;
    return frame && place ? place.y - frame.y - frame.height / 2 : -3_000;
  };

  const gap = log.getByText(/Messages between|Fetching the words before/);

  return {
    /** To where the list begins, by one of the ways to get there. */
    async goesToTheVeryTop(way: 'Home' | 'the scroll bar'): Promise<void> {
      if (way === 'the scroll bar') return log.evaluate((list) => list.scrollTo(0, -list.scrollHeight));
      await log.focus();
      await page.keyboard.press('Home');
    },

    /** Scrolls until these words are in sight, however many pages of history that takes. */
    async scrollsUpTo(text: string): Promise<void> {
      await log.hover();
      await expect(async () => {
        await page.mouse.wheel(0, await wayTo(text));
        await expect(words(text)).toBeInViewport({ timeout: 100 });
      }).toPass({ timeout: 30_000, intervals: [50] });
    },

    /**
     * Scrolls screen by screen until these words are there; tells what was read on the way, oldest first, and how many messages
     * the page drew at once.
     */
    async scrollsThrough(way: 'up' | 'down', text: string): Promise<{ read: string[]; mostAtOnce: number }> {
      return log.evaluate(
        async (list, { sign, sought }) => {
          const read = new Map<number, string>();
          let mostAtOnce = 0;
          const look = () => {
            const lines = [...list.querySelectorAll<HTMLElement>('[data-seq]')];
            mostAtOnce = Math.max(mostAtOnce, lines.length);
            for (const line of lines)
              read.set(Number(line.dataset['seq']), line.querySelector('p')?.textContent ?? '');
          };
          look();
          for (let i = 0; i < 3_000 && ![...read.values()].includes(sought); i += 1) {
            list.scrollBy(0, sign * list.clientHeight * 0.8);
            await new Promise(requestAnimationFrame);
            await new Promise((resolve) => setTimeout(resolve));
            look();
          }
          const inOrder = [...read].sort(([a], [b]) => a - b).map(([, words]) => words);
          return { read: inOrder, mostAtOnce };
        },
        { sign: way === 'up' ? -1 : 1, sought: text },
      );
    },

    async scrollsDownTo(text: string): Promise<void> {
      await log.hover();
      await expect(async () => {
        const place = (await words(text).count()) > 0;
        await page.mouse.wheel(0, place ? await wayTo(text) : 3_000);
        await expect(words(text)).toBeInViewport({ timeout: 100 });
      }).toPass({ timeout: 30_000, intervals: [50] });
    },

    /** Scrolls so many pixels at a time; tells of each time that a line in sight moved by a pixel more or less. */
    async scrollsEvenly(px: number, times: number): Promise<string[]> {
      return log.evaluate(
        async (list, { px, times }) => {
          const frame = () => new Promise(requestAnimationFrame);
          const inSight = () => {
            const { top, height } = list.getBoundingClientRect();
            const middle = top + height / 2;
            return [...list.querySelectorAll<HTMLElement>('[data-seq]')].find(
              (line) => line.getBoundingClientRect().top > middle,
            );
          };
          const jumps: string[] = [];
          for (let i = 0; i < times; i += 1) {
            const line = inSight();
            const seq = line?.dataset['seq'];
            const before = line?.getBoundingClientRect().top ?? Number.NaN;
            list.scrollBy(0, px);
            await frame();
            await frame();
            const after =
              list.querySelector(`[data-seq="${seq}"]`)?.getBoundingClientRect().top ?? Number.NaN;
            const moved = after - (before - px);
            // Not a number where the line has gone.
            if (Math.abs(moved) <= 1) continue;
            const where = `${list.scrollTop} of ${list.scrollHeight}`;
            jumps.push(`step ${i} by ${px}: line ${seq} from ${before} to ${after}, ${where}`);
          }
          return jumps;
        },
        { px, times },
      );
    },

    /** Follows the offer of words that were said below while they read further up. */
    async goesToNewWords(howMany: number): Promise<void> {
      await page.getByRole('button', { name: `${howMany} new message${howMany === 1 ? '' : 's'}` }).click();
    },

    /** By the button for it, where there is one. */
    async goesToTheEnd(): Promise<void> {
      const button = log.page().getByRole('button', { name: /^(Latest|\d+ new message)/ });
      if (await button.isVisible()) await button.click();
      await expect(button).toBeHidden();
    },

    newestLink: page.getByRole('link', { name: 'To the newest messages' }),

    /** Without a script: goes to the page of older words. */
    async turnsToEarlier(): Promise<void> {
      await page.getByRole('link', { name: 'Earlier messages' }).click();
    },

    /** Sees that words are missing before those that are there, or are being fetched. */
    async seesGap(): Promise<void> {
      await expect(gap).toBeAttached();
    },

    async seesNoGap(): Promise<void> {
      await expect(gap).toHaveCount(0);
    },

    async isFetching(): Promise<void> {
      await expect(page.getByText('Fetching the words before')).toBeAttached();
    },

    /** In pixels, of all that is drawn. */
    async listHeight(): Promise<number> {
      return log.evaluate((list) => list.scrollHeight);
    },

    /** Waits until the list has stood still for a few frames: wheels turn with momentum. */
    async restsEyes(): Promise<void> {
      await log.evaluate(async (list) => {
        for (let still = 0, last = list.scrollTop; still < 10; last = list.scrollTop) {
          await new Promise(requestAnimationFrame);
          still = list.scrollTop === last ? still + 1 : 0;
        }
      });
    },
  };
}

export type Scrolling = ReturnType<typeof scrolling>;
