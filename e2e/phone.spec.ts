import { devices } from 'playwright/test';
import { expect, type Person, test } from './people.ts';

// Its own device, because these are about a phone whatever else the other tests run on.
const { defaultBrowserType: _, ...phone } = devices['Pixel 7'];
test.use({ ...phone, viewport: { width: 390, height: 844 } });

test('on a phone the rooms are a drawer and the people a sheet @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  const drawer = ana.page.getByRole('navigation', { name: 'Rooms' });
  await expect(drawer).toBeHidden();
  await ana.page.getByRole('button', { name: 'Rooms' }).tap();
  await expect(drawer).toBeVisible();
  await expect(drawer.getByRole('link', { name: 'New room' })).toBeVisible();
  await drawer.getByRole('button', { name: 'Close' }).tap();
  await expect(drawer).toBeHidden();

  const sheet = ana.page.getByRole('complementary', { name: 'People' });
  await expect(sheet).toBeHidden();
  await ana.page.getByRole('button', { name: '2 here. Show who' }).tap();
  await expect(sheet.getByText('Bo')).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).tap();
  await expect(sheet).toBeHidden();
});

test('on a phone Enter breaks the line and the button sends @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.composer.tap();
  await ana.page.keyboard.type('one line');
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('and another');
  await expect(ana.composer).toHaveValue('one line\nand another');
  await ana.sendButton.tap();
  await bo.sees('one line and another', { from: 'Ana' });
});

test('on a phone nothing is wider than the screen @once', async ({ ana, ghost, room }) => {
  await ana.page.goto('/');
  await fits(ana);
  await ghost.says('w'.repeat(200), `https://example.org/${'long-path/'.repeat(30)}`, 'code  '.repeat(60));
  await ana.enters(room);
  await ana.sees('w'.repeat(200));
  await fits(ana);
});

async function fits({ page }: Person): Promise<void> {
  const wider = await page.evaluate(() => {
    const wide = innerWidth;
    const over = [...document.querySelectorAll('body *')].filter(
      (one) =>
        one.scrollWidth > one.clientWidth && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX),
    );
    return { by: document.documentElement.scrollWidth - wide, scrollers: over.map((one) => one.className) };
  });
  expect(wider).toEqual({ by: 0, scrollers: [] });
}

test('U12 U32 a tap on a line, and the strip about the line, move nothing that is read @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...Array.from({ length: 40 }, (_, i) => `number ${i + 1}`));
  await ana.hasOwnClock();
  await ana.enters(room);
  await ana.scrollsUpTo('number 20');
  await ana.restsEyes();
  const px = await ana.placeOf('number 20');
  await ana.words('number 20').tap();
  await expect(ana.log.getByRole('link', { name: 'Report' }).first()).toBeVisible();
  expect(await ana.placeOf('number 20'), 'where it stands after the tap').toBe(px);
  await ana.losesNetwork();
  await ana.letsPass(6_000);
  await expect(ana.banner).toBeVisible();
  expect(await ana.placeOf('number 20'), 'where it stands below the strip').toBe(px);
});

test('“Copy the link” copies it, on a phone as well @once @chromium', async ({ ana, room }) => {
  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ana.page.addInitScript(() => {
    Object.defineProperty(navigator, 'share', {
      value: () => Promise.reject(new Error('It was not asked for.')),
    });
  });
  await ana.enters(room);
  await ana.page.getByRole('button', { name: 'Copy the link' }).tap();
  await expect(ana.page.getByText('Link copied. Anyone who has it can come in.')).toBeVisible();
});
