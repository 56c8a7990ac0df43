import { expect, newRoom, type Person, test } from './people.ts';

/** Where on the screen the first of these letters is painted, within somebody's words. */
const placeOf = (person: Person, text: string, letter: string) =>
  person.log
    .locator('p[dir]')
    .filter({ hasText: text })
    .evaluate((line, sought) => {
      const node = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
      const at = node?.textContent?.indexOf(sought) ?? -1;
      const range = document.createRange();
      range.setStart(node as Node, at);
      range.setEnd(node as Node, at + 1);
      return range.getBoundingClientRect().x;
    }, letter);

test('U44 each line of a text has its own direction @once', async ({ ana, ghost, room }) => {
  await ghost.says('ok, see below:\nمرحبا بكم جميعا!\nthanks?', 'مرحبا\nhello, world (1).');
  await ana.enters(room);
  await ana.page.evaluate(() => document.fonts.ready);
  // Arabic ends on the left, English on the right, whatever the text began with.
  expect(await placeOf(ana, 'see below', '!')).toBeLessThan(await placeOf(ana, 'see below', 'م'));
  expect(await placeOf(ana, 'see below', '?')).toBeGreaterThan(await placeOf(ana, 'see below', 'k'));
  expect(await placeOf(ana, 'hello, world', '.')).toBeGreaterThan(await placeOf(ana, 'hello, world', 'h'));
});

test.describe('U44 nothing makes the list scroll sideways', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  const wide = {
    'joined emoji': Array(600).fill('👩').join('\u200d'),
    'joined jamo': 'ᄀ'.repeat(1_500),
    'joined consonants': `क${'\u094dक'.repeat(900)}`,
    'a long word': 'w'.repeat(3_000),
  };
  for (const [what, text] of Object.entries(wide)) {
    test(`${what} @once`, async ({ ana, ghost, room }) => {
      await ghost.says(text);
      await ana.enters(room);
      await ana.says(text.slice(0, 400));
      await expect(ana.log.locator('p[dir]')).toHaveCount(2);
      const sideways = await ana.log.evaluate((log) => {
        log.scrollLeft = 10_000;
        return { scrolled: log.scrollLeft, wider: log.scrollWidth - log.clientWidth };
      });
      expect(sideways).toEqual({ scrolled: 0, wider: 0 });
    });
  }
});

test('U45 what is printed is the conversation @chromium @once', async ({ ana, ghost, room }) => {
  await ghost.says(...Array.from({ length: 45 }, (_, i) => `number ${i + 1}`));
  await ana.enters(room);
  await ana.page.emulateMedia({ media: 'print' });
  const height = await ana.page.evaluate(() => document.documentElement.scrollHeight);
  const { y = 0 } = (await ana.words('number 1').boundingBox()) ?? {};
  expect(y, 'the first is on the paper').toBeGreaterThan(0);
  expect(height, 'the page is as long as the talk').toBeGreaterThan(45 * 24);
  for (const around of [
    ana.composer,
    ana.page.getByRole('navigation'),
    ana.page.getByRole('complementary'),
  ]) {
    await expect(around).toBeHidden();
  }
});

test('U59 a title that would be cut in the field is left out of it @once', async ({ ana }) => {
  const [short, long] = [newRoom(), newRoom()];
  await ana.makes(short, { title: 'Tool library' });
  await ana.makes(long, { title: 'The very long title of a room that has a lot to say' });
  await ana.enters(short);
  await expect(ana.composer).toHaveAttribute('placeholder', 'Write to Tool library');
  await ana.enters(long);
  await expect(ana.composer).toHaveAttribute('placeholder', 'Write a message');
});

test('U46 a paste of a megabyte is refused in a sentence, and changes nothing @once @chromium', async ({
  ana,
  room,
}) => {
  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ana.enters(room);
  await ana.composer.fill('as it was');
  await ana.page.evaluate(() => navigator.clipboard.writeText('lorem ipsum dolor\n'.repeat(55_555)));
  await ana.composer.press('Control+v');
  await expect(ana.page.getByText('999,999 letters. The most a message takes is 4,000.')).toBeVisible();
  await expect(ana.composer).toHaveValue('as it was');
  await ana.page.keyboard.type(', and goes on');
  await expect(ana.composer).toHaveValue('as it was, and goes on');
});

test('C13 a draft that no storage takes is asked about before it is left @once', async ({ ana, room }) => {
  await ana.page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('It is full.', 'QuotaExceededError');
    };
  });
  await ana.enters(room);
  expect(await ana.isAskedBeforeLeaving()).toBe(false);
  const tab = await ana.opensAnotherTab();
  await tab.page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('It is full.', 'QuotaExceededError');
    };
  });
  await tab.enters(room);
  await tab.composer.pressSequentially('half a thought');
  expect(await tab.isAskedBeforeLeaving()).toBe(true);
  await tab.composer.fill('');
  expect(await tab.isAskedBeforeLeaving()).toBe(false);
});

test('C13 a draft of twenty thousand letters outlives a reload @once', async ({ ana, room }) => {
  await ana.enters(room);
  const long = 'a'.repeat(20_000);
  await ana.composer.fill(long);
  await ana.page.reload();
  await expect(ana.composer).toHaveValue(long);
  expect(await ana.isAskedBeforeLeaving()).toBe(false);
});

test('U47 an edit that was broken off can be brought back @once', async ({ ana, room }) => {
  await ana.enters(room);
  await ana.says('first words');
  await ana.seesSaid('first words');
  await ana.composer.press('ArrowUp');
  await ana.editor.fill('a whole paragraph more');
  await ana.editor.press('Escape');
  await expect(ana.composer).toHaveValue('');
  await ana.page.getByRole('button', { name: 'Bring them back' }).click();
  await expect(ana.editor).toHaveValue('a whole paragraph more');
  await ana.editor.press('Enter');
  await ana.sees('a whole paragraph more');
  await ana.seesEdited('a whole paragraph more');
  await expect(ana.page.getByText('put aside')).toHaveCount(0);
});

test('U47 an edit in which nothing was changed leaves nothing to bring back @once', async ({ ana, room }) => {
  await ana.enters(room);
  await ana.says('first words');
  await ana.seesSaid('first words');
  await ana.composer.press('ArrowUp');
  await expect(ana.editor).toHaveValue('first words');
  await ana.editor.press('Escape');
  await expect(ana.composer).toBeVisible();
  await expect(ana.page.getByText('put aside')).toHaveCount(0);
});

test('U48 what is typed with the focus on a message goes to the field @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says('mind the step');
  await ana.enters(room);
  await ana.words('mind the step').click();
  await ana.page.keyboard.type('hello there');
  await expect(ana.composer).toHaveValue('hello there');
  // A key that means something where the focus is keeps its meaning.
  await ana.log.focus();
  await ana.page.keyboard.press('ArrowUp');
  await expect(ana.log.getByRole('article')).toBeFocused();
});

test.describe('on a tablet with a keyboard', () => {
  test.use({ viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true });
  for (const key of ['Control', 'Meta']) {
    test(`U48 Enter breaks the line, and with ${key} it sends @once @chromium`, async ({ ana, room }) => {
      await ana.enters(room);
      await ana.composer.tap();
      await ana.page.keyboard.type('one');
      await ana.page.keyboard.press('Enter');
      await ana.page.keyboard.type('two');
      await ana.page.keyboard.press(`${key}+Enter`);
      await ana.sees('one two', { from: 'Ana' });
      await expect(ana.composer).toHaveValue('');
    });
  }
});

for (const [percent, width] of [
  [150, 768],
  [200, 1_280],
  [150, 390],
  [200, 320],
] as const) {
  test(`U49 text at ${percent} % and ${width} px leaves title and field usable @once @chromium`, async ({
    ana,
    room,
  }) => {
    await ana.page.setViewportSize({ width, height: 844 });
    const devtools = await ana.context.newCDPSession(ana.page);
    await devtools.send('Page.enable');
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: (16 * percent) / 100, fixed: 13 } });
    await ana.enters(room);
    const title = (await ana.page.getByRole('heading', { level: 1 }).boundingBox())?.width ?? 0;
    const field = (await ana.composer.boundingBox())?.width ?? 0;
    // About four letters of the title, and a dozen in the field.
    expect(title, 'px of title').toBeGreaterThan(45);
    expect(field, 'px of field').toBeGreaterThan(120);
    const beyond = await ana.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, 'px beyond the screen').toBeLessThanOrEqual(0);
  });
}

test('U58 a file that is dropped on the room does not take its place @once', async ({ ana, room }) => {
  await ana.enters(room);
  const prevented = await ana.log.evaluate((log) => {
    const files = new DataTransfer();
    files.items.add(new File(['words'], 'words.txt', { type: 'text/plain' }));
    return ['dragover', 'drop'].map((type) => {
      const event = new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true });
      return !log.dispatchEvent(event);
    });
  });
  expect(prevented).toEqual([true, true]);
});

test('U3 a line tells its own time to whoever points at it @once', async ({ ana, ghost, room }) => {
  await ghost.says('mind the step');
  await ana.enters(room);
  await expect(ana.words('mind the step')).toHaveAttribute('title', /^\d{1,2}:\d{2}$/);
});
