import { chromium } from 'playwright/test';
import { findBrowsers } from '../bin/browsers.mjs';
import { expect, test, withPerson } from './people.ts';

test('C1 C7 a page that comes back from the browser’s memory shows what was missed, and sends again @once', async ({
  bo,
  site,
  room,
  contextOptions,
}) => {
  const fullBrowser = findBrowsers().chromium;
  test.skip(!fullBrowser, 'The headless shell has no back-forward cache, and no other Chromium is here.');
  // Playwright starts its Chromium without a way back, because that is hard on its own bookkeeping.
  const browser = await chromium.launch({
    ...fullBrowser,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  try {
    await withPerson('Ana', browser, site, contextOptions, async (ana) => {
      await bo.hasOwnClock();
      await bo.enters(room);
      await ana.enters(room);
      await ana.says('before');
      await bo.sees('before', { from: 'Ana' });
      await ana.composer.fill('half a thou');
      await ana.notesWaysBack();

      await ana.opensLobby();
      await bo.seesPeople(['Bo']);
      await bo.says('while you were away');
      await bo.edits('while you were away', 'while you were out');
      await bo.seesEdited('while you were out');

      await ana.goesBack();
      await ana.sees('while you were out', { from: 'Bo' });
      expect(await ana.cameBackFromMemory(), 'kept by the browser').toBe(true);
      await expect(ana.composer).toHaveValue('half a thou');
      await bo.seesPeople(['Ana', 'Bo']);
      await ana.says('back again');
      await bo.sees('back again', { from: 'Ana' });
      await ana.seesSaid('back again');
      await bo.says('good');
      await ana.sees('good');
      await ana.seesTranscript(['before', 'while you were out', 'back again', 'good']);
    });
  } finally {
    await browser.close();
  }
});
