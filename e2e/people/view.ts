import { expect } from 'playwright/test';
import type { Transcript } from './transcript.ts';

/** What a person would call the same place: a browser may round a pixel on the way. */
const aFewPx = 4;

/** Where words stand on the screen, and whether what is read stays in its place. */
export function view({ log, words, messages }: Transcript) {
  const view = {
    /** How many pixels below the upper edge of the list these words stand. */
    async placeOf(text: string): Promise<number> {
      const [line, list] = [await words(text).boundingBox(), await log.boundingBox()];
      return line && list ? line.y - list.y : Number.NaN;
    },

    /** Watches the first line in sight, frame by frame; tells by how many pixels it was ever out of its place in the list's frame. */
    async watchesTheView(): Promise<{ text: string; moved(): Promise<number> }> {
      const watch = await log.evaluateHandle((list) => {
        const lines = () => [...list.querySelectorAll('p[dir]')];
        const placeOf = (one: Element | undefined) =>
          one && one.getBoundingClientRect().top - list.getBoundingClientRect().top;
        const line = lines().find((one) => (placeOf(one) ?? 0) >= 0);
        const start = placeOf(line) ?? 0;
        const seen = { text: line?.textContent ?? '', most: 0 };
        // A window that has another size since the last frame has not been painted with it.
        const size = () => `${list.clientWidth} ${list.clientHeight}`;
        let painted = size();
        new ResizeObserver(() => {
          painted = size();
        }).observe(list);
        const look = () => {
          if (size() !== painted) return afterFrame(look);
          // Looked up anew, because what counts is what the eye sees, not which element shows it.
          const now = lines().find(({ textContent }) => textContent === seen.text);
          seen.most = Math.max(seen.most, Math.abs((placeOf(now) ?? Number.POSITIVE_INFINITY) - start));
          afterFrame(look);
        };
        // What is seen is what stands there once a frame was painted.
        const afterFrame = (then: () => void) => requestAnimationFrame(() => setTimeout(then));
        afterFrame(look);
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

    /** These words stand where they stood, or get there soon. */
    async findsInPlace(text: string, px: number): Promise<void> {
      await expect
        .poll(async () => Math.abs((await view.placeOf(text)) - px), `px that “${text}” moved`)
        .toBeLessThanOrEqual(aFewPx);
    },

    /** Scrolls so that these words are the first in sight. */
    async bringsToTheTop(text: string): Promise<void> {
      await log.evaluate((list, sought) => {
        const line = [...list.querySelectorAll('p[dir]')].find(({ textContent }) => textContent === sought);
        list.scrollTop += (line?.getBoundingClientRect().top ?? 0) - list.getBoundingClientRect().top - 10;
      }, text);
    },

    /** Where from left to right the first of these letters is painted, within somebody's words. */
    async placeOfLetter(letter: string, { within }: { within: string }): Promise<number> {
      return messages.filter({ hasText: within }).evaluate((line, sought) => {
        const node = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
        const at = node?.textContent?.indexOf(sought) ?? -1;
        const range = document.createRange();
        range.setStart(node as Node, at);
        range.setEnd(node as Node, at + 1);
        return range.getBoundingClientRect().x;
      }, letter);
    },

    /** How far the list can be scrolled sideways, and how much wider than its frame it is. */
    async triesToScrollSideways(): Promise<{ scrolled: number; wider: number }> {
      return log.evaluate((list) => {
        list.scrollLeft = 10_000;
        return { scrolled: list.scrollLeft, wider: list.scrollWidth - list.clientWidth };
      });
    },

    /** Points at these words with the mouse. */
    async pointsAt(text: string): Promise<void> {
      await words(text).hover();
    },
  };
  return view;
}

export type View = ReturnType<typeof view>;
