import { expect, newRoom, test } from './people.ts';

test('U44 each line of a text has its own direction @once', async ({ ana, ghost, room }) => {
  await ghost.says('ok, see below:\nمرحبا بكم جميعا!\nthanks?', 'مرحبا\nhello, world (1).');
  await ana.enters(room);
  await ana.hasFonts();
  // Arabic ends on the left, English on the right, whatever the text began with.
  expect(await ana.placeOfLetter('!', { within: 'see below' })).toBeLessThan(
    await ana.placeOfLetter('م', { within: 'see below' }),
  );
  expect(await ana.placeOfLetter('?', { within: 'see below' })).toBeGreaterThan(
    await ana.placeOfLetter('k', { within: 'see below' }),
  );
  expect(await ana.placeOfLetter('.', { within: 'hello, world' })).toBeGreaterThan(
    await ana.placeOfLetter('h', { within: 'hello, world' }),
  );
});

test.describe('U44 nothing makes the list scroll sideways', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  const wide = {
    'joined emoji': Array(600).fill('👩').join('\u200d'),
    'joined jamo': 'ᄀ'.repeat(1_500),
    'joined consonants': `क${'\u094dक'.repeat(900)}`,
    'a long word': 'w'.repeat(4_000),
    'five hundred emoji': '🦉'.repeat(500),
    'a hundred blank lines': `first${'\n'.repeat(100)}last`,
  };
  for (const [what, text] of Object.entries(wide)) {
    test(`${what} @once`, async ({ ana, ghost, room }) => {
      await ghost.says(text);
      await ana.enters(room);
      await ana.says(text.slice(0, 400));
      await expect(ana.rows).toHaveCount(2);
      expect(await ana.triesToScrollSideways()).toEqual({ scrolled: 0, wider: 0 });
    });
  }
});

test('U45 what is printed is the conversation @chromium @once', async ({ ana, ghost, room }) => {
  await ghost.says(...Array.from({ length: 45 }, (_, i) => `number ${i + 1}`));
  await ana.enters(room);
  await ana.prints();
  const { y = 0 } = (await ana.words('number 1').boundingBox()) ?? {};
  expect(y, 'the first is on the paper').toBeGreaterThan(0);
  expect(await ana.pageHeight(), 'the page is as long as the talk').toBeGreaterThan(45 * 24);
  for (const around of [ana.composer, ana.roomsPanel, ana.peoplePanel]) await expect(around).toBeHidden();
});

test('U45 U60 of a long talk all is printed that is loaded, and drawn as before afterwards @chromium @once', async ({
  ana,
  ghost,
  room,
}) => {
  const all = Array.from({ length: 360 }, (_, i) => `number ${i + 1}`);
  await ghost.says(...all);
  await ana.enters(room);
  await ana.scrollsThrough('up', 'number 1');
  expect(await ana.printsToPaper()).toBe(360);
  await expect(ana.messages).toHaveCount(300);
});

test('U3 whoever travels sees each time by the clock of where they are @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says('mind the step');
  await ana.hasOwnClock();
  await ana.enters(room);
  const before = await ana.timeOf('mind the step');
  await ana.travelsTo('Asia/Kolkata');
  await ana.letsPass(16_000);
  await expect.poll(() => ana.timeOf('mind the step')).not.toBe(before);
});

test('U3 a clock that is a day off changes neither the order nor where new words stand @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.hasOwnClock();
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('before');
  await ana.sees('before');
  await ana.letsPass(24 * 60 * 60_000);
  await ana.says('by a clock of tomorrow');
  await bo.sees('by a clock of tomorrow');
  await bo.says('after');
  await ana.sees('after');
  for (const person of [ana, bo]) await person.seesTranscript(['before', 'by a clock of tomorrow', 'after']);
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
  await ana.mayUseClipboard();
  await ana.enters(room);
  await ana.composer.fill('as it was');
  await ana.copies('lorem ipsum dolor\n'.repeat(55_555));
  await ana.composer.press('Control+v');
  await ana.reads('999,999 letters. The most a message takes is 4,000.');
  await expect(ana.composer).toHaveValue('as it was');
  await ana.types(', and goes on');
  await expect(ana.composer).toHaveValue('as it was, and goes on');
});

test('C13 a draft that no storage takes is asked about before it is left @once', async ({ ana, room }) => {
  await ana.hasNoSpaceForDrafts();
  await ana.enters(room);
  expect(await ana.isAskedBeforeLeaving()).toBe(false);
  const tab = await ana.opensAnotherTab();
  await tab.hasNoSpaceForDrafts();
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
  await ana.reloads();
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
  await ana.bringsEditBack();
  await expect(ana.editor).toHaveValue('a whole paragraph more');
  await ana.editor.press('Enter');
  await ana.sees('a whole paragraph more');
  await ana.seesEdited('a whole paragraph more');
  await ana.doesNotRead('put aside');
});

test('U47 an edit in which nothing was changed leaves nothing to bring back @once', async ({ ana, room }) => {
  await ana.enters(room);
  await ana.says('first words');
  await ana.seesSaid('first words');
  await ana.composer.press('ArrowUp');
  await expect(ana.editor).toHaveValue('first words');
  await ana.editor.press('Escape');
  await expect(ana.composer).toBeVisible();
  await ana.doesNotRead('put aside');
});

test('U48 what is typed with the focus on a message goes to the field @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says('mind the step');
  await ana.enters(room);
  await ana.words('mind the step').click();
  await ana.types('hello there');
  await expect(ana.composer).toHaveValue('hello there');
  // A key that means something where the focus is keeps its meaning.
  await ana.log.focus();
  await ana.presses('ArrowUp');
  await ana.hasFocusOn('mind the step');
});

test.describe('on a tablet with a keyboard', () => {
  test.use({ viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true });
  for (const key of ['Control', 'Meta']) {
    test(`U48 Enter breaks the line, and with ${key} it sends @once @chromium`, async ({ ana, room }) => {
      await ana.enters(room);
      await ana.composer.tap();
      await ana.types('one');
      await ana.presses('Enter');
      await ana.types('two');
      await ana.presses(`${key}+Enter`);
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
    await ana.hasScreen({ width, height: 844 });
    await ana.hasLetters(percent);
    await ana.enters(room);
    const title = (await ana.topHeading.boundingBox())?.width ?? 0;
    const field = (await ana.composer.boundingBox())?.width ?? 0;
    // About four letters of the title, and a dozen in the field.
    expect(title, 'px of title').toBeGreaterThan(45);
    expect(field, 'px of field').toBeGreaterThan(120);
    expect((await ana.sideways()).by, 'px beyond the screen').toBeLessThanOrEqual(0);
  });
}

test('U58 a file that is dropped on the room does not take its place @once', async ({ ana, room }) => {
  await ana.enters(room);
  expect(await ana.dropsFile()).toEqual([true, true]);
});

test('U3 a line tells its own time to whoever points at it @once', async ({ ana, ghost, room }) => {
  await ghost.says('mind the step');
  await ana.enters(room);
  await ana.seesTimeOf('mind the step', /^[A-Z][a-z]+,? \d{1,2} [A-Z][a-z]+ 20\d\d at \d{1,2}:\d{2}$/);
});
