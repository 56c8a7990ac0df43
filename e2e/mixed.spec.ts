import { firefox } from 'playwright/test';
import { findBrowsers } from '../bin/browsers.mjs';
import { test, withPerson } from './people.ts';

test('two people in different engines talk', async ({ ana, site, room, contextOptions }) => {
  const browser = await firefox.launch(findBrowsers().firefox);
  try {
    await withPerson('Bo', browser, site, contextOptions, async (bo) => {
      await ana.enters(room);
      await bo.enters(room);
      await ana.seesPeople(['Ana', 'Bo']);
      await bo.seesPeople(['Ana', 'Bo']);
      await ana.says('hello from Chromium');
      await bo.sees('hello from Chromium', { from: 'Ana' });
      await bo.says('hello from Firefox');
      await ana.sees('hello from Firefox', { from: 'Bo' });

      await bo.losesNetwork();
      await ana.says('still with me?');
      await ana.seesSaid('still with me?');
      await bo.regainsNetwork();
      await bo.seesTranscript(['hello from Chromium', 'hello from Firefox', 'still with me?']);
    });
  } finally {
    await browser.close();
  }
});
