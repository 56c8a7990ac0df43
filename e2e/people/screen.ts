import type { Tab } from './tab.ts';

/** The screen or the paper that a page is on, and how it fits. */
export function screen({ page, context }: Tab) {
  return {
    async hasScreen(size: { width: number; height: number }): Promise<void> {
      await page.setViewportSize(size);
    },

    /** Letters are so large, in percent of the usual. Only Chromium can be told. */
    async hasLetters(percent: number): Promise<void> {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Page.enable');
      const sized = (px: number) => Math.round((px * percent) / 100);
      await devtools.send('Page.setFontSizes', { fontSizes: { standard: sized(16), fixed: sized(13) } });
    },

    /** No font comes until the returned function is called. */
    async waitsForFonts(): Promise<() => Promise<void>> {
      const { promise, resolve } = Promise.withResolvers<void>();
      await page.route('**/*.woff2', async (route) => {
        await promise;
        await route.continue();
      });
      return async () => resolve();
    },

    /** Whatever moves may move. */
    async likesMotion(): Promise<void> {
      await page.emulateMedia({ reducedMotion: 'no-preference' });
    },

    /** What is moving on the page now, by what moves of it. */
    async movingThings(): Promise<string[]> {
      return page.evaluate(() =>
        document
          .getAnimations()
          .filter(({ playState }) => playState === 'running')
          .map((one) => (one instanceof CSSAnimation ? one.animationName : String(one))),
      );
    },

    /** Letters are drawn as they will stay. */
    async hasFonts(): Promise<void> {
      await page.evaluate(() => document.fonts.ready);
    },

    async prints(): Promise<void> {
      await page.emulateMedia({ media: 'print' });
    },

    /** Prints as the browser does; tells how many messages stand in the list then. Chromium alone can. */
    async printsToPaper(): Promise<number> {
      await page.evaluate(() => {
        const count = () => document.querySelectorAll('[data-seq]').length;
        addEventListener('beforeprint', () => (document.documentElement.dataset['printed'] = `${count()}`));
      });
      await page.pdf();
      return Number(await page.locator('html').getAttribute('data-printed'));
    },

    /** Where they are now it is another time of day, as the browser tells whoever asks it from now on. */
    async travelsTo(timeZone: string): Promise<void> {
      await page.evaluate((timeZone) => {
        const ask = (here: typeof Intl.DateTimeFormat, _: unknown, [locale, options]: [string?, object?]) =>
          here(locale, { timeZone, ...options });
        Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, { apply: ask });
      }, timeZone);
    },

    async pageHeight(): Promise<number> {
      return page.evaluate(() => document.documentElement.scrollHeight);
    },

    /** By how many pixels the page is wider than the screen, and what of it scrolls sideways. */
    async sideways(): Promise<{ by: number; scrollers: string[] }> {
      return page.evaluate(() => {
        const over = [...document.querySelectorAll('body *')].filter(
          (one) =>
            one.scrollWidth > one.clientWidth && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX),
        );
        return {
          by: document.documentElement.scrollWidth - innerWidth,
          scrollers: over.map((one) => one.className),
        };
      });
    },

    async tapsAt({ x, y }: { x: number; y: number }): Promise<void> {
      await page.touchscreen.tap(x, y);
    },
  };
}

export type Screen = ReturnType<typeof screen>;
