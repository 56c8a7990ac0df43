import { lines } from './numbered-lines.ts';
import { type Actor, expect, test } from './people.ts';

/** Scrolls to a line far from the end, and says how it stands there. */
async function readsAt(person: Actor, text: string): Promise<number> {
  await person.scrollsUpTo(text);
  await person.restsEyes();
  return person.placeOf(text);
}

test('U51 whoever keeps a room opens its pages beside it: nobody sees them go, and line, place and draft stay @chromium', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('come to me by link');
  for (const text of lines(1, 30)) await bo.says(text);
  await ana.sees('number 30');
  const told = await bo.notesComingsAndGoings();
  await ana.composer.fill('half a thought');
  const px = await readsAt(ana, 'number 8');
  const isSame = await ana.remembers(ana.log);

  await ana.opensSettings();
  expect(ana.path()).toBe(`/r/${own}/settings`);
  await ana.goesToLog();
  await expect(ana.sheet('The log')).toBeVisible();
  await ana.goesBack();
  await expect(ana.sheet('About this room')).toBeVisible();
  // What is said meanwhile is there afterwards.
  await bo.says('said meanwhile');
  await ana.closesSheet();
  await ana.sees('said meanwhile');
  await ana.findsInPlace('number 8', px);
  await expect(ana.composer).toHaveValue('half a thought');
  expect(await isSame(), 'it is the very same list').toBe(true);
  expect(await told()).toEqual([]);
});

test('U51 what is open beside a room takes the focus, and Escape gives it back @desktop', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  await ana.aboutLink.focus();
  await ana.presses('Enter');
  await ana.readsHeading('About this room', { hasFocus: true });
  await expect(ana.composer, 'the room is beside it').toBeVisible();
  await ana.presses('Escape');
  await expect(ana.sheet('About this room')).toBeHidden();
  await expect(ana.aboutLink).toBeFocused();
});

test('U51 one’s own page opens beside the room as well, and a new name is heard without leaving @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('as Ana');
  const told = await bo.notesComingsAndGoings();
  await ana.opensYouBeside();
  await expect(ana.sheet('Settings')).toBeVisible();
  expect(ana.path()).toBe(`/r/${room}/you`);
  await ana.takesName('Anna');
  await bo.seesPeople(['Anna', 'Bo']);
  await bo.sees('as Ana', { from: 'Anna' });
  expect(await told()).toEqual([]);
});

test('U52 the place survives other rooms @desktop', async ({ ana, ghost, room, aside }) => {
  await ghost.says(...lines(1, 160));
  await ana.enters(aside);
  await ana.enters(room);
  const px = await readsAt(ana, 'number 72');
  await ana.looksInto(aside);
  await ghost.says('said meanwhile');
  await ana.looksInto(room);
  await ana.findsInPlace('number 72', px);
  await ana.sees('said meanwhile');
});

test('U52 the place survives the lobby and Back, and a reload @desktop', async ({ ana, ghost, room }) => {
  await ghost.says(...lines(1, 160));
  await ana.enters(room);
  const px = await readsAt(ana, 'number 72');
  await ana.goesToLobbyBy('New room');
  await expect(ana.roomField).toBeVisible();
  await ana.goesBack();
  await ana.isIn();
  await ana.findsInPlace('number 72', px);
  await ana.reloads();
  await ana.isIn();
  await ana.findsInPlace('number 72', px);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('U52 the place survives being turned @once', async ({ ana, ghost, room }) => {
    await ghost.says(
      ...lines(1, 60).map((line) => `${line}, and a few words more that take more than one line`),
    );
    await ana.enters(room);
    const text = 'number 30, and a few words more that take more than one line';
    await ana.scrollsUpTo(text);
    await ana.bringsToTheTop(text);
    await ana.restsEyes();
    const px = await ana.placeOf(text);
    for (const size of [
      { width: 844, height: 390 },
      { width: 390, height: 844 },
    ]) {
      await ana.hasScreen(size);
      await ana.restsEyes();
      await ana.findsInPlace(text, px);
    }
  });
});

test('U51 the log is paged while the room goes on beside it @once', async ({ ana, bo, own }) => {
  for (let n = 1; n <= 25; n += 1) {
    for (const locked of [true, false]) await ana.actsIn(own, { do: 'settings', locked });
  }
  await ana.enters(own);
  await bo.enters(own);
  const told = await bo.notesComingsAndGoings();
  await ana.composer.fill('half a thought');
  await ana.opensSettings();
  await ana.goesToLog();
  await expect.poll(() => ana.logEntries()).toHaveLength(50);
  await ana.turnsToEarlierEntries();
  await expect.poll(() => ana.logEntries()).toContain('Ana made the room.');
  await bo.says('are you with us?');
  await ana.sees('are you with us?');
  await expect(ana.composer).toHaveValue('half a thought');
  expect(await told()).toEqual([]);
});

test('U51 Escape closes what is beside the room also when nothing has the focus, and in the room it means what it meant @desktop', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  await ana.says('first words');
  await ana.seesSaid('first words');
  await ana.opensSettings();
  await ana.composer.focus();
  await ana.presses('ArrowUp');
  await expect(ana.editor).toHaveValue('first words');
  await ana.presses('Escape');
  await expect(ana.composer).toHaveValue('');
  await expect(ana.sheet('About this room')).toBeVisible();
  await ana.leavesTheFocus();
  await ana.presses('Escape');
  await expect(ana.sheet('About this room')).toBeHidden();
});

test('U52 whoever goes on reading while something is open beside the room is where they went @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...lines(1, 160));
  await ana.enters(room);
  await readsAt(ana, 'number 130');
  await ana.opensSettings();
  const px = await readsAt(ana, 'number 72');
  await ana.goesBack();
  await expect(ana.sheet('About this room')).toBeHidden();
  await ana.findsInPlace('number 72', px);
});

test('U34 whoever is put out of one room finds another by Back @once', async ({ ana, bo, room, own }) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.enters(room);
  await bo.looksInto(own);
  await ana.opensPageOf('Bo');
  await ana.asksToLeave('Bo');
  await bo.readsHeading(/^You were asked to leave/);
  await bo.goesBack();
  await bo.isIn();
  expect(bo.path()).toBe(`/r/${room}`);
});

test('U31 whoever is muted while they look into another room finds no composer when they come back @once', async ({
  ana,
  bo,
  room,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(room);
  await bo.enters(own);
  await bo.says('hello');
  await bo.seesSaid('hello');
  await ana.opensPageOf('Bo');
  await bo.looksInto(room);
  await ana.mutes('Bo', { span: 'an hour' });
  bo.losesSockets();
  await bo.goesTo(own);
  await expect(bo.barred).toBeVisible();
  bo.line.mendSockets();
});

test('U93 a room that this tab was in is shown before the server has answered for it, and goes on from there @desktop', async ({
  ana,
  bo,
  room,
  aside,
}) => {
  await ana.enters(aside);
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('before');
  await ana.sees('before');
  await ana.looksInto(aside);
  await bo.says('meanwhile');
  const goOn = await ana.holdsPages();
  await ana.goesTo(room);
  await ana.sees('before');
  await ana.sees('meanwhile', { times: 1 });
  expect(ana.path()).toBe(`/r/${aside}`);
  await ana.composer.fill('half a thought');
  const isSame = await ana.remembers(ana.log);
  goOn();
  await ana.arrivesIn(room);
  await ana.says('half a thought, and the rest');
  await bo.sees('half a thought, and the rest', { from: 'Ana', times: 1 });
  expect(await isSame(), 'it is the very same list').toBe(true);
  await ana.goesBack();
  await ana.isIn();
  expect(ana.path()).toBe(`/r/${aside}`);
});

test('U93 a room that is closed to somebody by now goes from the screen with the server’s answer @once', async ({
  ana,
  bo,
  room,
  own,
}) => {
  bo.expects(/403|WebSocket/);
  await ana.enters(own);
  await bo.enters(room);
  await bo.enters(own);
  await ana.says('between us');
  await bo.sees('between us');
  await bo.says('of course');
  await ana.sees('of course');
  await ana.opensPageOf('Bo');
  await bo.looksInto(room);
  const whom = ana.path().split('/').at(-1);
  await ana.actsIn(own, { do: 'ban', whom, why: 'selling fridges' });
  bo.losesSockets();
  const goOn = await bo.holdsPages();
  await bo.goesTo(own);
  await bo.sees('between us');
  goOn();
  await bo.findsRoomClosed();
  await expect(bo.log).toHaveCount(0);
  bo.line.mendSockets();
});

test('U93 another room that is pressed meanwhile is the one that is shown @once', async ({
  ana,
  room,
  aside,
  own,
}) => {
  for (const one of [own, room, aside]) await ana.enters(one);
  await ana.looksInto(own);
  await ana.looksInto(room);
  await ana.looksInto(aside);
  const goOn = await ana.holdsPages();
  await ana.goesTo(own);
  await ana.goesTo(room);
  goOn();
  await ana.arrivesIn(room);
  await ana.isIn();
  await ana.says('here I am');
  await ana.seesSaid('here I am');
});
