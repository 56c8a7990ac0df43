import { type Actor, expect, test } from './people.ts';

test('C9 words written without a line outlive a closed browser, and are said once when the line is back @once', async ({
  computer,
  bo,
  room,
}) => {
  await bo.enters(room);
  const dora = await computer.opensBrowser();
  await dora.enters(room);
  await dora.says('with a line');
  await bo.sees('with a line', { from: 'Dora' });
  await dora.losesNetwork();
  await dora.says('without one');
  await dora.says('and another');
  await dora.seesWaiting('and another');
  await computer.closesBrowser();

  // Without any line there is no page. With one through which no socket goes, there is what was written.
  const again = await computer.opensBrowser();
  await again.losesNetwork();
  await expect(again.visits(room)).rejects.toThrow(/ERR_/);
  computer.line.cutSockets();
  await again.regainsNetwork();
  await again.visits(room);
  await again.seesWaiting('without one');
  await again.seesNote('2 waiting');
  await again.says('in a new browser');
  await bo.seesTranscript(['with a line']);

  computer.line.mendSockets();
  const everything = ['with a line', 'without one', 'and another', 'in a new browser'];
  await bo.seesTranscript(everything);
  await again.seesTranscript(everything);
  await again.seesSaid('in a new browser');
  await again.reloads();
  await again.seesTranscript(everything);
});

test('C9 two tabs of one person write without a line, and all of it is said once, each tab’s in order @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await bo.enters(room);
  await ana.enters(room);
  const tab = await ana.opensAnotherTab();
  await tab.enters(room);
  tab.expects(/./);
  await ana.losesNetwork();
  for (const n of [1, 2, 3]) {
    await ana.says(`here ${n}`);
    await tab.says(`there ${n}`);
  }
  // Each tab sees what waits in the other.
  await ana.seesWaiting('there 3');
  await tab.seesWaiting('here 3');

  await ana.regainsNetwork();
  await bo.sees('here 3', { from: 'Ana' });
  await bo.sees('there 3', { from: 'Ana' });
  const said = await bo.transcript();
  expect(said.filter((text) => text.startsWith('here'))).toEqual(['here 1', 'here 2', 'here 3']);
  expect(said.filter((text) => text.startsWith('there'))).toEqual(['there 1', 'there 2', 'there 3']);
  expect(said).toHaveLength(6);
  await ana.seesTranscript(said);
  await tab.seesTranscript(said);
  await ana.seesNothingUnderWay();
  await tab.seesNothingUnderWay();
});

test('C9 what a tab was sending when it was closed, another tab sends @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await bo.enters(room);
  await ana.enters(room);
  const tab = await ana.opensAnotherTab();
  await tab.enters(room);
  await tab.comesToTheFront();
  // Nothing of what the tab sends arrives, and it does not know.
  ana.line.deafenSockets();
  await tab.says('into the void');
  await tab.seesWaiting('into the void');
  await ana.seesWaiting('into the void');
  await tab.leaves();
  await bo.doesNotSee('into the void');

  await ana.losesNetwork();
  await ana.regainsNetwork();
  await bo.sees('into the void', { from: 'Ana' });
  await ana.seesSaid('into the void');
  await bo.seesTranscript(['into the void']);
});

test('C9 S6 what a tab had sent when it was closed, another tab sends again, and it is said once @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await bo.enters(room);
  await ana.enters(room);
  const tab = await ana.opensAnotherTab();
  await tab.enters(room);
  ana.line.hold();
  await tab.says('did it arrive?');
  await bo.sees('did it arrive?', { from: 'Ana' });
  await tab.seesWaiting('did it arrive?');
  await tab.leaves();
  await ana.seesWaiting('did it arrive?');
  ana.line.release();
  await ana.seesSaid('did it arrive?');
  await ana.says('it did');
  await bo.seesTranscript(['did it arrive?', 'it did']);
  await ana.seesTranscript(['did it arrive?', 'it did']);
});

test('C9 a reload keeps what waits, and asks nothing @desktop', async ({ ana, bo, room }) => {
  await bo.enters(room);
  await ana.enters(room);
  await ana.says('before');
  await bo.sees('before');
  ana.losesSockets();
  await ana.says('wait for me');
  await ana.seesWaiting('wait for me');
  const asked = ana.answersQuestions();
  await ana.reloads();
  await ana.seesWaiting('wait for me');
  expect(asked, 'questions asked').toEqual([]);
  ana.line.mendSockets();
  await bo.sees('wait for me', { from: 'Ana' });
  await ana.seesTranscript(['before', 'wait for me']);
});

test('C13 a draft outlives a reload, and a closed browser @once', async ({ computer, room, aside }) => {
  const dora = await computer.opensBrowser();
  await dora.enters(room);
  await dora.composer.fill('half a thou');
  await dora.reloads();
  await expect(dora.composer).toHaveValue('half a thou');
  await dora.composer.fill('half a thought');
  await computer.closesBrowser();

  const again = await computer.opensBrowser();
  await again.enters(aside);
  await expect(again.composer).toHaveValue('');
  await again.enters(room);
  await expect(again.composer).toHaveValue('half a thought');
  await again.composer.press('Enter');
  await again.sees('half a thought');
  await again.reloads();
  await again.sees('half a thought');
  await expect(again.composer).toHaveValue('');
});

test('C13 what one tab sends, another that holds the same does not keep; what is another’s stays @once', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  await ana.composer.fill('shared draft');
  const [same, other] = [await ana.opensAnotherTab(), await ana.opensAnotherTab()];
  for (const tab of [same, other]) {
    await tab.enters(room);
    await expect(tab.composer).toHaveValue('shared draft');
  }
  await other.composer.fill('shared draft, and more');
  // Whoever took it up may be who sends it.
  await same.says('shared draft');
  await ana.sees('shared draft');
  await expect(ana.composer).toHaveValue('');
  await expect(other.composer).toHaveValue('shared draft, and more');
  await ana.reloads();
  await ana.isIn();
  await expect(same.composer).toHaveValue('');
  await other.reloads();
  await expect(other.composer).toHaveValue('shared draft, and more');
});

test('C13 two tabs keep a draft each, and a third begins with the newer one @once', async ({ ana, room }) => {
  await ana.enters(room);
  const tab = await ana.opensAnotherTab();
  await tab.enters(room);
  await ana.composer.fill('roses');
  await tab.composer.fill('tulips');
  // Each as its script is there again: the one that comes back last has the newer draft.
  await ana.reloads();
  await expect(ana.composer).toHaveValue('roses');
  await tab.reloads();
  await expect(tab.composer).toHaveValue('tulips');
  await ana.composer.press('Enter');
  await ana.seesSaid('roses');
  await ana.reloads();
  await ana.sees('roses');
  await expect(ana.composer).toHaveValue('');
  await expect(tab.composer).toHaveValue('tulips');
  const third = await ana.opensAnotherTab();
  await third.enters(room);
  await expect(third.composer).toHaveValue('tulips');
});

test('C4 C9 a page older than its room asks once for a reload, then waits for the pages, and loses nothing @once', async ({
  ana,
  bo,
  room,
}) => {
  await bo.enters(room);
  await ana.enters(room);
  const renewed = await ana.willBeTooOld();
  await ana.hasOwnClock();
  await ana.reloads();
  await expect(ana.banner).toHaveText(/Lull was renewed while you were here.*nothing is lost/);
  await ana.says('wait for me');
  await ana.seesWaiting('wait for me');

  await ana.reloadsAsAsked();
  await expect(ana.banner).toHaveText(/Lull is being renewed/);
  await expect(ana.bannerButtons).toHaveCount(0);
  await ana.seesWaiting('wait for me');
  await ana.says('and me');

  renewed();
  await ana.letsPass(90_000);
  await expect(ana.banner).toHaveText('Back. Nothing was lost.');
  await bo.seesTranscript(['wait for me', 'and me']);
  await ana.seesSaid('and me');
});

const badStorage = {
  'no storage at all': (person: Actor) => person.hasNoOutbox(),
  'a full one': (person: Actor) => person.hasFullOutbox(),
};

for (const [kind, spoil] of Object.entries(badStorage)) {
  test(`C12 with ${kind} a person talks, is told what that means, and is asked before words are lost @once`, async ({
    ana,
    bo,
    room,
    aside,
  }) => {
    await spoil(ana);
    await ana.enters(aside);
    await ana.enters(room);
    await bo.enters(room);
    await ana.says('hello');
    await bo.sees('hello', { from: 'Ana' });
    await bo.says('hello Ana');
    await ana.sees('hello Ana', { from: 'Bo' });
    await ana.seesSaid('hello');
    await expect(ana.banner).toHaveCount(0);

    await ana.losesNetwork();
    await ana.says('wait for me');
    await ana.says('and me');
    await ana.seesWaiting('and me');
    await expect(ana.banner).toHaveText(/browser can’t keep what isn’t sent yet/);
    expect(await ana.isAskedBeforeLeaving()).toBe(true);

    await ana.regainsNetwork();
    await bo.seesTranscript(['hello', 'hello Ana', 'wait for me', 'and me']);
    await ana.seesSaid('and me');
    await ana.seesTranscript(['hello', 'hello Ana', 'wait for me', 'and me']);
    await expect(ana.banner).toHaveCount(0);
  });

  test(`C12 with ${kind} words outlive a look into another room @once`, async ({ ana, bo, room, aside }) => {
    await spoil(ana);
    await ana.enters(aside);
    await ana.enters(room);
    await bo.enters(room);
    ana.losesSockets();
    await ana.says('wait for me');
    await ana.seesWaiting('wait for me');
    await ana.goesTo(aside);
    await expect(ana.log).toHaveAccessibleName(/aside/);
    expect(await ana.isAskedBeforeLeaving()).toBe(true);
    ana.line.mendSockets();
    await ana.looksInto(room);
    await bo.sees('wait for me', { from: 'Ana' });
    await ana.seesTranscript(['wait for me']);
  });
}
