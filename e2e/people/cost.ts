import type { CDPSession } from 'playwright/test';
import type { Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** What a page costs, in Chromium alone: figures to compare with each other on one machine, never for a test to assert. */
export function cost({ page, context }: Tab, { log }: Transcript) {
  let session: CDPSession | undefined;
  const chromium = async (): Promise<CDPSession> => {
    session ??= await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return session;
  };
  const metric = async (name: string): Promise<number> => {
    const { metrics } = await (await chromium()).send('Performance.getMetrics');
    return metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  };
  const painted = () =>
    page.evaluate(async () => {
      for (let i = 0; i < 3; i += 1) await new Promise(requestAnimationFrame);
    });

  return {
    /** Milliseconds of CPU that the page's main thread takes for what is done. */
    async spends(act: () => Promise<unknown>): Promise<number> {
      await painted();
      const before = await metric('TaskDuration');
      await act();
      await painted();
      return ((await metric('TaskDuration')) - before) * 1_000;
    },

    /** Does nothing for so long. */
    async waits(ms: number): Promise<void> {
      await page.waitForTimeout(ms);
    },

    /** Notes without asking the page again and again that the list has changed; the returned function waits for it. */
    async watchesForChange(): Promise<() => Promise<void>> {
      const change = await log.evaluateHandle((list) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        new MutationObserver(() => resolve()).observe(list, { childList: true, subtree: true });
        return { promise };
      });
      return () => change.evaluate(({ promise }) => promise);
    },

    /** Megabytes of JavaScript's heap that are in use, and how many nodes and elements there are. */
    async holds(): Promise<{ heapMb: number; elements: number }> {
      await (await chromium()).send('HeapProfiler.collectGarbage');
      const heapMb = (await metric('JSHeapUsedSize')) / 2 ** 20;
      return { heapMb, elements: await page.locator('*').count() };
    },

    /** Makes the processor so many times slower, for this page. */
    async slowsDown(rate: number): Promise<void> {
      await (await chromium()).send('Emulation.setCPUThrottlingRate', { rate });
    },

    /** Milliseconds from a key press to the frame that shows it. */
    async pressesToFrame(key: string): Promise<number> {
      const toFrame = await page.evaluateHandle(() => {
        const { promise, resolve } = Promise.withResolvers<number>();
        const shown = ({ timeStamp }: KeyboardEvent) =>
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
        addEventListener('keydown', shown, { once: true, capture: true });
        return { promise };
      });
      await page.keyboard.press(key);
      return toFrame.evaluate(({ promise }) => promise);
    },

    /** Scrolls so many pixels a frame for so many frames; tells frames a second, and how many took longer than 25 ms. */
    async scrollsSteadily(px: number, frames: number): Promise<{ fps: number; late: number }> {
      return log.evaluate(
        async (list, { px, frames }) => {
          const began = performance.now();
          let late = 0;
          let last = began;
          for (let i = 0; i < frames; i += 1) {
            list.scrollBy(0, px);
            await new Promise(requestAnimationFrame);
            const now = performance.now();
            if (now - last > 25) late += 1;
            last = now;
          }
          return { fps: (frames * 1_000) / (performance.now() - began), late };
        },
        { px, frames },
      );
    },
  };
}

export type Cost = ReturnType<typeof cost>;
