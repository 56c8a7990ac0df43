import { expect, newRoom, test } from './people.ts';

// A Firefox whose page is loaded anew in the middle of a search complains of the answer that it does not get.
test('U20 a room that is made for everybody stands in the lobby, and can be found there @chromium', async ({
  ana,
  bo,
}) => {
  const room = newRoom();
  const title = room.replaceAll('-', ' ').replace(/^r/, 'R');
  await ana.opensLobby();
  await ana.isUp();
  await ana.letsAnybodyIn();
  await ana.stepsIn({ name: 'Ana', room });
  await ana.isIn();

  await expect(async () => {
    await bo.opensLobby();
    await bo.looksFor(room.replaceAll('-', ' ').toUpperCase());
    expect(await bo.roomsUnder('Open rooms')).toEqual([title]);
  }).toPass({ timeout: 10_000 });
  await bo.picksRoom(title);
  await expect(bo.nameField).toBeVisible();

  await bo.opensLobby();
  await bo.looksFor('nobody has made this');
  await bo.reads('Nobody has made a room like that yet.');
});

test('U20 a room is for whoever has the link unless somebody says otherwise @once', async ({ ana, bo }) => {
  const room = newRoom();
  bo.expects(/404/);
  await ana.opensLobby();
  await ana.stepsIn({ name: 'Ana', room });
  await ana.isIn();
  await bo.opensLobby();
  await bo.looksFor(room);
  await bo.reads('Nobody has made a room like that yet.');
  await bo.visits(room);
  await expect(bo.nameField).toBeVisible();
});

test('U20 the address of a room that is not open to somebody cannot be had @once', async ({ ana, bo }) => {
  const room = newRoom();
  bo.expects(/409|404/);
  await ana.makes(room, { visibility: 'private' });
  await bo.opensLobby();
  await bo.stepsIn({ name: 'Bo', room });
  await bo.reads('That name can’t be had. Choose another.');
  await expect(bo.roomField).toHaveValue(room);
  await expect(bo.roomField).toHaveAttribute('aria-invalid', 'true');
});

test('U26 a room that nobody made can be made from where it was missed @once', async ({ ana }) => {
  const room = newRoom();
  ana.expects(/404/);
  expect(await ana.visits(room)).toBe(404);
  await ana.readsHeading(`There’s no room called “${room}”.`);
  await ana.goesToMakeIt();
  await expect(ana.roomField).toHaveValue(room);
  await ana.givesName('Ana');
  await ana.isIn();
});

test('U26 whoever is banned reads why, and until when @once', async ({ ana, bo }) => {
  const room = newRoom();
  bo.expects(/403|WebSocket/);
  await ana.makes(room);
  await ana.enters(room);
  await bo.enters(room);
  await ana.opensPageOf('Bo');
  const why = 'selling fridges, again';
  const whom = ana.path().split('/').at(-1);
  const forS = 30 * 24 * 60 * 60;
  await ana.actsIn(room, { do: 'ban', whom, forS, why });
  expect(await bo.visits(room)).toBe(403);
  await bo.findsRoomClosed();
  await bo.reads(`A moderator wrote: “${why}”.`);
  await bo.reads(/It opens for you on \d+ \w+/);
  await bo.goesToLobbyBy('See other rooms');
  await expect(bo.roomField).toBeVisible();
});

test('D8 U21 a listed room shows as awake in the lobby from its first word on @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room, { visibility: 'listed' });
  await ana.enters(room);
  await bo.opensLobby();
  await bo.looksFor(room);
  await expect(bo.openRooms).toContainText('new');
  await ana.says('is anybody up?');
  await ana.seesSaid('is anybody up?');
  await expect(async () => {
    await bo.reloads();
    await expect(bo.openRooms).toContainText('1 here', { timeout: 500 });
  }).toPass({ timeout: 10_000 });
});

test('U90 K6 the lobby repeats the last words of a room, shows nothing that is hidden, and nothing that was taken back @once', async ({
  ana,
  bo,
}) => {
  const [one, two] = [newRoom(), newRoom()];
  const shows = async (room: string, words: string) =>
    expect(async () => {
      await bo.opensLobby();
      await bo.looksFor(room);
      await expect(bo.openRooms).toContainText(words, { timeout: 500 });
    }).toPass({ timeout: 10_000 });
  for (const room of [one, two]) await ana.makes(room, { visibility: 'listed' });
  await ana.enters(one);
  await ana.says('It was **the gardener**, with ||the rake||');
  await shows(one, 'Ana: It was the gardener, with [spoiler]');
  await expect(bo.openRooms).toContainText('Ana is talking');
  await expect(bo.openRooms).not.toContainText('rake');
  await ana.enters(two);
  await ana.says('my address is 5 Elm Row');
  await shows(two, 'Ana: my address is 5 Elm Row');
  await ana.deletes('my address is 5 Elm Row');
  await expect(async () => {
    await bo.reloads();
    await expect(bo.openRooms).not.toContainText('Elm Row', { timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await expect(bo.openRooms).toContainText('1 here');
});

test('U91 whoever has no idea for a room takes the name that is offered @once', async ({ ana }) => {
  await ana.opensLobby();
  await ana.isUp();
  await ana.takesSuggestion();
  await ana.givesName('Ana');
  await ana.isIn();
});

test('U57 a room goes by its title in the lobby and beside another room, and two of one title can be told apart @once', async ({
  ana,
  aside,
}) => {
  const [one, two] = [newRoom(), newRoom()];
  const title = `Bench ${one.slice(5)}`;
  for (const room of [one, two]) {
    await ana.makes(room, { title, visibility: 'listed' });
    await ana.enters(room);
  }
  await ana.enters(aside);
  await expect(ana.doorTo(title)).toHaveCount(2);
  await ana.opensLobby();
  await ana.looksFor(title);
  expect((await ana.roomsUnder('Rooms you know')).slice(1)).toEqual([title, title]);
  for (const room of [one, two]) await ana.seesAddressOfOpen(room);
});

test.describe('U2 without JavaScript @once', () => {
  test.use({ javaScriptEnabled: false });

  test('U20 a room is made for everybody, and found', async ({ ana }) => {
    const room = newRoom();
    await ana.opensLobby();
    await ana.letsAnybodyIn();
    await ana.stepsIn({ name: 'Ana', room });
    await ana.isIn();
    await expect(async () => {
      await ana.opensLobby();
      await ana.looksFor(room);
      expect(await ana.roomsUnder('Open rooms')).toHaveLength(1);
    }).toPass({ timeout: 10_000 });
  });

  test('U91 U92 a name for a room is offered, and nothing moves for ever', async ({ ana }) => {
    await ana.likesMotion();
    await ana.opensLobby();
    await ana.takesSuggestion();
    await ana.bringsMotionToItsEnd();
    expect(await ana.countsMotion()).toBe(0);
  });

  test('U23 a name, a light and U77 a density are changed, and U24 a guest signs out', async ({ ana }) => {
    const room = newRoom();
    await ana.makes(room);
    await ana.opensYou();
    await ana.takesName('Ana Maria');
    await expect(ana.ownNameField).toHaveValue('Ana Maria');
    ana.expects(/422/);
    await ana.takesName('moderator');
    await ana.reads('That name would be taken for somebody in charge.');
    await ana.opensYou();
    await ana.choosesLight('Dark');
    await ana.seesNight();
    await ana.choosesDensity('Compact');
    await ana.seesDensity('compact');
    await ana.seesNight();
    await ana.beginsToSignOut();
    await ana.confirmsSignOut();
    await ana.readsHeading('You’re signed out here.');
  });

  test('U25 a guest has themselves forgotten', async ({ ana }) => {
    const room = newRoom();
    await ana.makes(room);
    await ana.isForgotten('go');
  });
});
