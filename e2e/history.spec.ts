import { lines } from './numbered-lines.ts';
import { expect, test } from './people.ts';

// Whatever moves, moves here: nothing of it may move what is being read.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

/** As many messages as a page draws at once. */
const mostDrawn = 300;
// What a person would call standing still: a browser may round a pixel on the way.
const aFewPx = 4;

test('H9 scrolling up through 300 messages leads to the first, each once and in order', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...lines(1, 300));
  await ana.enters(room);
  await ana.sees('number 300');

  await ana.scrollsUpTo('number 1');
  await ana.seesTranscript(lines(1, 300));
});

for (const way of ['Home', 'the scroll bar'] as const) {
  test(`H9 at the very top older messages come by ${way}, to the first @once`, async ({
    ana,
    ghost,
    room,
  }) => {
    await ghost.says(...lines(1, 220));
    await ana.enters(room);
    await ana.sees('number 220');
    await expect(async () => {
      await ana.goesToTheVeryTop(way);
      await expect(ana.words('number 1')).toHaveCount(1, { timeout: 200 });
    }).toPass({ timeout: 30_000, intervals: [50] });
    await ana.seesTranscript(lines(1, 220));
  });
}

test('U60 of 500 messages each is there once one scrolls to it, up to the first and down to the last, and 300 at once @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...lines(1, 500));
  await ana.enters(room);
  const up = await ana.scrollsThrough('up', 'number 1');
  expect(up.mostAtOnce).toBeLessThanOrEqual(mostDrawn);
  expect(up.read).toEqual(lines(1, 500));
  const down = await ana.scrollsThrough('down', 'number 500');
  expect(down.mostAtOnce).toBeLessThanOrEqual(mostDrawn);
  expect(down.read).toEqual(lines(1, 500));
});

test('U60 from far up the newest words are one press away, or one key, or one’s own next words @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...lines(1, 500));
  await ana.enters(room);
  await ana.scrollsThrough('up', 'number 60');
  await ghost.says('said meanwhile');
  await ana.goesToNewWords(1);
  await expect(ana.words('said meanwhile')).toBeInViewport();

  await ana.scrollsThrough('up', 'number 60');
  await ana.log.focus();
  await ana.presses('End');
  await expect(ana.words('said meanwhile')).toBeInViewport();

  await ana.scrollsThrough('up', 'number 60');
  await ana.says('and this from there');
  await expect(ana.words('and this from there')).toBeInViewport();
});

test('U60 a change of one’s own words far up shows there while it waits for the line @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ana.enters(room);
  await ana.says('said first of all');
  await ana.seesSaid('said first of all');
  await ghost.says(...lines(1, 400));
  await ana.reloads();
  await ana.isIn();
  await ana.scrollsThrough('up', 'said first of all');
  await ana.scrollsUpTo('said first of all');
  await ana.losesNetwork();
  await ana.edits('said first of all', 'and said otherwise');
  await ana.sees('and said otherwise');
  await ana.regainsNetwork();
  await ana.seesSaid('and said otherwise');
});

test('U60 rows that are let go take no focus with them @once', async ({ ana, bo, ghost, room }) => {
  await ghost.says(...lines(1, 450));
  await bo.enters(room);
  await bo.says('by somebody else');
  await ana.enters(room);
  await ana.log.focus();
  await ana.presses('ArrowUp');
  await ana.hasFocusOn('by somebody else');
  await ana.scrollsThrough('up', 'number 1');
  await expect(ana.log).toBeFocused();
});

test('U5 what is being read stays where it is while older messages arrive', async ({ ana, ghost, room }) => {
  await ghost.says(...lines(1, 200));
  await ana.enters(room);
  ana.line.hold();
  await ana.scrollsUpTo('number 160');
  await ana.restsEyes();
  await ana.isFetching();

  const view = await ana.watchesTheView();
  ana.line.release();
  await ana.sees('number 140');
  expect(await view.moved(), `px that “${view.text}” moved`).toBeLessThanOrEqual(aFewPx);
});

test('U5 what is being read stays where it is while new messages arrive', async ({ ana, ghost, room }) => {
  await ghost.says(...lines(1, 45));
  await ana.enters(room);
  await ana.scrollsUpTo('number 20');
  await ana.restsEyes();

  const view = await ana.watchesTheView();
  for (const text of lines(46, 50)) {
    await ghost.says(text);
    await ana.sees(text);
  }
  expect(await view.moved(), `px that “${view.text}” moved`).toBeLessThanOrEqual(aFewPx);

  await ana.goesToNewWords(5);
  await expect(ana.words('number 50')).toBeInViewport();
});

test('U5 whoever reads the newest words keeps them in view', async ({ ana, ghost, room }) => {
  await ghost.says(...lines(1, 45));
  await ana.enters(room);
  await ghost.says(...lines(46, 48));
  await expect(ana.words('number 48')).toBeInViewport();
});

test('U9 an old page says nothing of how long the room has slept @once', async ({ ana, ghost, room }) => {
  await ghost.says(...lines(1, 60));
  await ana.hasOwnClock();
  await ana.opens(`/r/${room}?before=20`);
  await ana.sees('number 19');
  await ana.letsPass(60 * 60_000);
  await ana.seesAwake();
  await expect(ana.newestLink).toBeVisible();
});

test('U62 who comes and goes stands in one line between what was said @once', async ({
  ana,
  bo,
  cy,
  room,
}) => {
  await ana.hasOwnClock();
  await ana.enters(room);
  await ana.says('before');
  await bo.enters(room);
  await cy.enters(room);
  await ana.seesMoves(['Bo and Cy came in']);
  await bo.says('after');
  await ana.sees('after');
  await cy.leaves();
  await ana.letsPass(11_000);
  await ana.seesMoves(['Bo and Cy came in', 'Cy left']);
});
