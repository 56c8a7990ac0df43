import { expect } from 'playwright/test';
import type { Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** Moving through the list, and seeing whether what is read stays in its place. */
export function scrolling({ page }: Tab, { log, words }: Transcript) {
  // Pixels to turn the wheel by: to the middle of the list once the words are there, until then upwards.
  const wayTo = async (text: string): Promise<number> => {
    const frame = await log.boundingBox();
    const place = (await words(text).count()) > 0 ? await words(text).boundingBox() : null;
    return frame && place ? place.y - frame.y - frame.height / 2 : -3_000;
  };

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

    /** Waits until the list has stood still for a few frames: wheels turn with momentum. */
    async restsEyes(): Promise<void> {
      await log.evaluate(async (list) => {
        for (let still = 0, last = list.scrollTop; still < 10; last = list.scrollTop) {
          await new Promise(requestAnimationFrame);
          still = list.scrollTop === last ? still + 1 : 0;
        }
      });
    },

    /** How many pixels below the upper edge of the list these words stand. */
    async placeOf(text: string): Promise<number> {
      const [line, list] = [await words(text).boundingBox(), await log.boundingBox()];
      return line && list ? line.y - list.y : Number.NaN;
    },

    /** Watches the first line in sight, frame by frame; tells by how many pixels it was ever out of its place. */
    async watchesTheView(): Promise<{ text: string; moved(): Promise<number> }> {
      const watch = await log.evaluateHandle((list) => {
        const lines = () => [...list.querySelectorAll('p[dir]')];
        const top = list.getBoundingClientRect().top;
        const line = lines().find((one) => one.getBoundingClientRect().top >= top);
        const start = line?.getBoundingClientRect().top ?? 0;
        const seen = { text: line?.textContent ?? '', most: 0 };
        const look = () => {
          // Looked up anew, because what counts is what the eye sees, not which element shows it.
          const now = lines().find(({ textContent }) => textContent === seen.text);
          const place = now?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
          seen.most = Math.max(seen.most, Math.abs(place - start));
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        return seen;
      });
      const moved = () =>
        // Two frames more, so that what was just seen to arrive has been laid out and painted.
        watch.evaluate(async (seen) => {
          for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
          return seen.most;
        });
      return { text: await watch.evaluate(({ text }) => text), moved };
    },
  };
}

export type Scrolling = ReturnType<typeof scrolling>;
