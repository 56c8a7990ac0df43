import { lines } from './numbered-lines.ts';
import { type Actor, expect, test } from './people.ts';
import type { RawClient } from './raw-client.ts';

const onePx = 1;
// Whatever moves, moves here: nothing of it may move what is being read.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

/** What happens while somebody reads, and how it is undone before the next. */
type Cause = { name: string; happens: () => Promise<unknown>; after?: () => Promise<unknown> };

/** By how many pixels the first line in sight was ever out of its place, for each cause. */
async function shifts(reader: Actor, causes: Cause[], read = 'number 60'): Promise<Record<string, number>> {
  const px: Record<string, number> = {};
  for (const { name, happens, after } of causes) {
    await reader.bringsToTheTop(read);
    await reader.restsEyes();
    const view = await reader.watchesTheView();
    await happens();
    px[name] = Math.round((await view.moved()) * 10) / 10;
    await after?.();
  }
  test.info().annotations.push({ type: 'px', description: JSON.stringify(px) });
  if (process.env['E2E_FIGURES']) console.log(test.info().project.name, px);
  return px;
}

const above = (px: Record<string, number>) => Object.entries(px).filter(([, moved]) => moved > onePx);

async function isFilled(ghost: RawClient): Promise<void> {
  await ghost.says(...lines(1, 130));
}

test('U5 what others do moves the line that is read by no more than a pixel @desktop', async ({
  ana,
  bo,
  ghost,
  room,
}) => {
  await bo.enters(room);
  await ghost.says(...lines(1, 30));
  await bo.says('said above');
  await bo.says('removed above');
  await ghost.says(...lines(31, 110));
  await bo.says('said below');
  await bo.says('removed below');
  await ghost.says(...lines(111, 120));
  await ana.enters(room);
  await ana.scrollsUpTo('said above');
  await bo.scrollsUpTo('said above');
  const long = 'so many words that they take several lines of the list. '.repeat(8).trim();
  const px = await shifts(ana, [
    {
      name: 'words said below',
      happens: async () => {
        await ghost.says('new 1', 'new 2', 'new 3');
        await ana.sees('new 3');
      },
    },
    {
      name: 'a message above edited to eight lines',
      happens: async () => {
        await bo.edits('said above', long);
        await ana.sees(long);
      },
    },
    {
      name: 'a thread begun on a message above, and grown',
      happens: async () => {
        await ghost.saysInThread('number 20', 'in a thread');
        await ana.seesThread('number 20', /^1 reply/);
        await ghost.saysInThread('number 20', 'and once more');
        await ana.seesThread('number 20', /^2 replies/);
      },
    },
    {
      name: 'a message above deleted',
      happens: async () => {
        await bo.deletes('removed above');
        await expect(ana.words('removed above')).toHaveCount(0);
      },
    },
    {
      name: 'a message below edited to eight lines',
      happens: async () => {
        await bo.scrollsDownTo('said below');
        await bo.edits('said below', `${long} below`);
        await ana.sees(`${long} below`);
      },
    },
    {
      name: 'a message below deleted',
      happens: async () => {
        await bo.deletes('removed below');
        await expect(ana.words('removed below')).toHaveCount(0);
      },
    },
    {
      name: 'reactions above and below',
      happens: async () => {
        await bo.reacts('number 40', '🎉');
        await ana.seesReaction('number 40', '🎉', 1, 'Bo');
        await bo.scrollsDownTo('number 118');
        await bo.reacts('number 118', '👍');
        await ana.seesReaction('number 118', '👍', 1, 'Bo');
      },
    },
    {
      name: 'somebody takes another name',
      happens: async () => {
        await bo.opensYouBeside();
        await bo.takesName('Bo with a longer name');
        await expect(ana.rowOf('Bo with a longer name')).toBeAttached();
      },
    },
    {
      name: 'a reply to a message above',
      happens: async () => {
        await bo.closesSheet();
        await bo.scrollsUpTo('number 40');
        await bo.replies('number 40', 'as I said');
        await ana.sees('as I said');
      },
    },
  ]);
  expect(above(px)).toEqual([]);
});

test('U5 what the window and the field do moves the line that is read by no more than a pixel @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await isFilled(ghost);
  await ana.enters(room);
  await ana.scrollsUpTo('number 60');
  const usual = { width: 1280, height: 800 };
  const size = (width: number, height: number) => ana.hasScreen({ width, height });
  const back = () => ana.hasScreen(usual);
  const px = await shifts(ana, [
    {
      name: 'the field grows by eight lines',
      happens: () => ana.composer.fill('\n'.repeat(8)),
      after: () => ana.composer.fill(''),
    },
    { name: 'a keyboard comes up', happens: () => size(1280, 460), after: back },
    { name: 'the window is made narrower', happens: () => size(800, 800), after: back },
    { name: 'the window is made wider', happens: () => size(1600, 800), after: back },
    { name: 'the page is zoomed to 200 %', happens: () => size(640, 400), after: back },
    {
      name: 'the window becomes that of a phone',
      happens: async () => {
        await size(390, 844);
        await ana.restsEyes();
      },
      after: async () => {},
    },
  ]);
  // Turned once more, from where it stands.
  const turned = await shifts(ana, [
    { name: 'a phone is turned', happens: () => size(844, 390), after: back },
  ]);
  expect(above({ ...px, ...turned })).toEqual([]);
});

test('U5 a font that arrives late moves the line that is read by no more than a pixel @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  // In another font such lines break elsewhere, and many of them are higher or lower.
  const long = lines(1, 130).map(
    (line, i) => `${line} ${'with words behind it '.repeat(3 + (i % 9)).trim()}`,
  );
  const read = long[59] ?? '';
  await ghost.says(...long);
  await ana.enters(room);
  const arrives = await ana.waitsForFonts();
  await ana.opensAtOnce(`/r/${room}`);
  await ana.isIn();
  await ana.scrollsUpTo(read);
  const before = await ana.listHeight();
  const arrival = {
    name: 'a font arrives',
    happens: async () => {
      await arrives();
      await ana.hasFonts();
    },
  };
  await ana.bringsToTheTop(read);
  await ana.restsEyes();
  const px = await ana.placeOf(read);
  // Its figure is that of the worst frame; that one frame is told of too late cannot be ruled out in a browser.
  await shifts(ana, [arrival], read);
  expect(await ana.listHeight(), 'lines broke elsewhere').not.toBe(before);
  await expect.poll(async () => Math.abs((await ana.placeOf(read)) - px)).toBeLessThanOrEqual(onePx);
});

test('U5 U60 rows that come and go far from the eye move no line by more than a pixel @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...lines(1, 500));
  await ana.enters(room);
  expect(await ana.scrollsEvenly(-90, 120)).toEqual([]);
  expect(await ana.scrollsEvenly(90, 100)).toEqual([]);
});
