import { expect, test } from './people.ts';

test('U108 F1 F2 F4 somebody finds what was said, in any script, and not what stood there before @chromium', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  for (const text of ['今天天气很好', '내일 회의가 있습니다', 'Die Crème ist aus', 'the old words']) {
    await bo.says(text);
    await ana.sees(text, { from: 'Bo' });
  }
  await ana.opensSearch();
  await ana.searches('天气');
  await ana.finds('今天天气很好');
  expect(await ana.marked()).toEqual(['天气']);
  await ana.searches('회의');
  await ana.finds('내일 회의가 있습니다');
  await ana.searches('creme');
  await ana.finds('Die Crème ist aus');
  await ana.searches('old words');
  await ana.finds('the old words');
  await bo.edits('the old words', 'the new ones');
  await bo.sees('the new ones');
  await ana.searches('new');
  await ana.finds('the new ones');
  await ana.searches('old');
  await ana.findsNothing();
  await ana.searches('from:Bo creme');
  await ana.finds('Die Crème ist aus');
  await ana.searches('from:Ana creme');
  await ana.findsNothing();
});

test('U108 what was found leads to where it stands, page by page @once', async ({ ana, ghost, room }) => {
  await ghost.says(...Array.from({ length: 90 }, (_, i) => `number ${i + 1}${i % 2 ? '' : ' odd'}`));
  await ana.enters(room);
  await ana.opensSearch();
  await expect(ana.searchField).toBeFocused();
  await ana.searches('odd');
  await ana.finds(...Array.from({ length: 20 }, (_, i) => `number ${89 - 2 * i} odd`));
  await ana.goesToOlderResults();
  await ana.finds(...Array.from({ length: 20 }, (_, i) => `number ${49 - 2 * i} odd`));
  await ana.goesToFound('number 15 odd');
  await ana.isLedTo('number 15 odd');
  await ana.nothingStandsOut();
  await ana.goesToTheEnd();
  await ana.sees('number 90');
});

test.describe('U108 B what cannot be looked for is said in a sentence @once', () => {
  test('and what was typed stays', async ({ ana, room }) => {
    await ana.enters(room);
    await ana.opensSearch();
    for (const [typed, sentence] of [
      ['before:2026-02-31', /^2026-02-31 is no day/],
      ['!!!', /^Type a word/],
      ['x'.repeat(300), /^That’s more than a search takes/],
      ['has:money', /^There’s no has:money/],
    ] as const) {
      await ana.searches(typed);
      await ana.isToldOfSearch(sentence);
      await expect(ana.searchField).toHaveValue(typed);
    }
    await ana.searches('" OR body:x* NEAR(');
    await ana.findsNothing();
  });
});

test.describe('without a script @once', () => {
  test.use({ javaScriptEnabled: false });

  test('U108 U109 a room is searched by the same form, and a link leads to its message', async ({
    ana,
    room,
  }) => {
    await ana.enters(room);
    await ana.says('tea on Saturday');
    await ana.opensSearch();
    await ana.searches('tea');
    await ana.finds('tea on Saturday');
    expect(await ana.marked()).toEqual(['tea']);
    await ana.goesToFound('tea on Saturday');
    await ana.isLedTo('tea on Saturday');
    await ana.opens(`/r/${room}?at=999`);
    await ana.isToldInRoom(/no such message/);
  });
});

test('U109 a link into a long room opens at its message, and one reads on in both directions @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...Array.from({ length: 1_000 }, (_, i) => `number ${i + 1}`));
  await ana.hasAName();
  await ana.opens(`/r/${room}?at=500#m500`);
  await ana.isIn();
  await ana.isLedTo('number 500');
  await ana.nothingStandsOut();
  await ana.sees('number 501');
  expect(ana.address()).not.toContain('at=');
  await ana.scrollsUpTo('number 450');
  await ana.scrollsDownTo('number 540');
  await ana.restsEyes();
  // A page came, and not all there is.
  await ana.seesGap();
  await ana.scrollsDownTo('number 560');
  await ana.goesToTheEnd();
  await ana.sees('number 1000');
});

test.describe('U109 B a link to what is not there', () => {
  test('is answered plainly @once', async ({ ana, bo, own, aside }) => {
    await ana.enters(own);
    await bo.enters(own);
    await ana.says('first');
    await ana.says('second');
    await bo.sees('second');
    await ana.deletes('first');
    await bo.doesNotSee('first');
    await bo.opens(`/r/${own}?at=1`);
    await bo.isLedTo('deleted');
    for (const at of ['4', '999999', '-1', '1e3', '0', 'x']) {
      await bo.opens(`/r/${own}?at=${at}`);
      await bo.isToldInRoom(/no such message/);
      await bo.sees('second');
    }
    await bo.opens(`/r/${aside}?at=2`);
    await bo.isToldInRoom(/no such message/);
  });

  test('and one to what was said in a thread leads there @once', async ({ ana, own }) => {
    await ana.enters(own);
    await ana.says('who brings tea?');
    await ana.beginsThread('who brings tea?');
    await ana.saysInThread('I do');
    await ana.inThread.sees('I do');
    await ana.opens(`/r/${own}?at=2`);
    await ana.inThread.sees('I do');
    expect(ana.path()).toBe(`/r/${own}/t/1`);
  });
});

test('U110 somebody goes to a day @once', async ({ ana, room }) => {
  await ana.enters(room);
  await ana.says('today it is');
  await ana.opensSearch();
  await ana.goesToDay('2020-01-01');
  await ana.isLedTo('today it is');
  await ana.opensSearch();
  await ana.goesToDay('2099-01-01');
  await ana.isToldInRoom(/Nothing was said here on that day/);
  await ana.opens(`/r/${room}?on=2026-02-31`);
  await ana.isToldInRoom(/Nothing was said here on that day/);
});
