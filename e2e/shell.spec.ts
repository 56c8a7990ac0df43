import { expect, test } from './people.ts';
import { RawClient } from './raw-client.ts';

/** Lines that break elsewhere when there is more space for them. */
const longLines = Array.from(
  { length: 60 },
  (_, i) => `number ${i + 1}${' and some words to break'.repeat(8)}`,
);
const line30 = longLines[29] ?? '';

test('U77 who likes messages closer together has them so at once, and from the first paint of a page on @chromium', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says('one', 'two');
  await ana.enters(room);
  await ana.says('three');
  await ana.seesSaid('three');
  const apart = async () => (await ana.placeOf('three')) - (await ana.placeOf('one'));
  const before = await apart();
  await ana.opensYouBeside();
  await ana.choosesDensity('Compact');
  await ana.closesSheet();
  expect(await apart()).toBeLessThan(before - 10);
  await ana.reloads();
  await ana.seesDensity('compact');
  expect(await apart()).toBeLessThan(before - 10);
});

// Stock Firefox gives the focus only in a window that is in front, which nobody's is here for long.
test('U78 it is said once how many are here, and the line under a title is its topic @chromium', async ({
  ana,
  bo,
  cy,
  own,
}) => {
  await cy.enters(own);
  await bo.enters(own);
  await ana.enters(own);
  await bo.seesPeople(['Ana', 'Bo', 'Cy']);
  expect(await bo.people()).toEqual(['Ana', 'Bo', 'Cy']);
  await bo.seesRole('Bo', 'you');
  expect(await bo.timesCounted(3)).toBe(1);
  await expect(bo.addTopicLink).toHaveCount(0);

  await ana.addTopicLink.click();
  await expect(ana.topicField).toBeFocused();
  await ana.topicField.fill('Doors at ten');
  await ana.savesSettings();
  await ana.closesSheet();
  await expect(ana.addTopicLink).toHaveCount(0);
  await expect(ana.barLine).toHaveText('Doors at ten');
  await expect(bo.barLine).toHaveText('Doors at ten');
});

test('U78 from 21 people on the list of who is here can be searched @once', async ({ ana, room, site }) => {
  await ana.enters(room);
  const others = await Promise.all(
    Array.from({ length: 19 }, (_, i) => RawClient.enters(site, room, `Visitor ${i + 1}`)),
  );
  await expect(ana.peopleRows).toHaveCount(20);
  await expect(ana.rosterFilter).toHaveCount(0);
  others.push(await RawClient.enters(site, room, 'Émile'));
  await ana.rosterFilter.fill('emi');
  await expect(ana.peopleRows).toHaveText([/Émile/]);
  await ana.rosterFilter.fill('nobody of that name');
  await expect(ana.peopleRows).toHaveCount(0);
  await ana.rosterFilter.fill('');
  await expect(ana.peopleRows).toHaveCount(21);
  await Promise.all(others.map((one) => one.leaves()));
});

test('U79 rooms and people are put away and brought back, stay so, and move nothing that is read @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...longLines);
  await ana.enters(room);
  await expect(ana.roomsEdge, 'what comes later is there').toBeAttached();
  await ana.scrollsUpTo(line30);
  await ana.restsEyes();
  const px = await ana.placeOf(line30);

  await ana.hidesRooms();
  await expect(ana.roomsPanel).toBeHidden();
  await expect(ana.roomsButton).toBeFocused();
  await ana.findsInPlace(line30, px);
  await ana.hidesPeople();
  await expect(ana.peoplePanel).toBeHidden();
  await ana.findsInPlace(line30, px);

  await ana.reloads();
  await ana.isIn();
  await expect(ana.roomsPanel).toBeHidden();
  await expect(ana.peoplePanel).toBeHidden();

  await expect(ana.roomsEdge, 'what comes later is there').toBeAttached();
  await ana.roomsButton.click();
  await expect(ana.roomsPanel).toBeVisible();
  await ana.opensPeople();
  await expect(ana.peoplePanel).toBeVisible();
  await ana.reloads();
  await ana.isIn();
  await expect(ana.roomsPanel).toBeVisible();
  await expect(ana.peoplePanel).toBeVisible();

  // By keys, once what hears them is there. Whoever is writing goes on.
  await expect(ana.roomsEdge).toBeAttached();
  await ana.composer.focus();
  await ana.presses('Control+Backslash', 'Control+Shift+Backslash');
  await expect(ana.roomsPanel).toBeHidden();
  await expect(ana.peoplePanel).toBeHidden();
  await expect(ana.composer).toBeFocused();
  await ana.presses('Control+Backslash', 'Control+Shift+Backslash');
  await expect(ana.roomsPanel).toBeVisible();
  await expect(ana.peoplePanel).toBeVisible();
});

// Firefox's driver moves no mouse out of the window, which is how the edge is dragged too far.
test('U79 the rooms are as wide as one likes, by mouse and by keyboard, and move nothing that is read @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...longLines);
  await ana.enters(room);
  await expect(ana.roomsEdge, 'what comes later is there').toBeAttached();
  await ana.scrollsUpTo(line30);
  await ana.restsEyes();
  const px = await ana.placeOf(line30);
  expect(await ana.roomsWidth()).toBe(264);
  await ana.roomsEdge.focus();
  await ana.presses('ArrowRight', 'ArrowRight');
  await expect(ana.roomsEdge).toHaveAttribute('aria-valuenow', '18.5');
  expect(await ana.roomsWidth()).toBe(296);
  await ana.findsInPlace(line30, px);
  await ana.dragsRoomsEdge(50);
  expect(await ana.roomsWidth()).toBe(344);
  await ana.findsInPlace(line30, px);
  await ana.reloads();
  expect(await ana.roomsWidth()).toBe(344);
  await ana.isIn();
  await ana.dragsRoomsEdge(1_000);
  await expect(ana.roomsEdge).toHaveAttribute('aria-valuenow', '28');
  await ana.dragsRoomsEdge(-1_000);
  expect(await ana.roomsWidth()).toBe(192);
  await ana.roomsEdge.dblclick();
  expect(await ana.roomsWidth()).toBe(264);
});

test('U79 with rooms and people put away both still open where there is no space @once', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  await expect(ana.roomsEdge, 'what comes later is there').toBeAttached();
  await ana.hidesRooms();
  await ana.hidesPeople();
  await ana.hasScreen({ width: 800, height: 700 });
  await ana.opensPeople();
  await expect(ana.peoplePanel).toBeVisible();
  await ana.closesPeople();
  await ana.hasScreen({ width: 390, height: 700 });
  await ana.opensRooms();
  await expect(ana.roomsPanel).toBeVisible();
  await ana.closesRooms();
  await ana.hasScreen({ width: 1280, height: 700 });
  await expect(ana.roomsPanel).toBeHidden();
  await expect(ana.peoplePanel).toBeHidden();
});

test('U80 beside another room stands when this browser last heard something there @once', async ({
  ana,
  ghost,
  room,
  aside,
}) => {
  await ghost.says('hello there');
  await ana.enters(aside);
  await ana.enters(room);
  await ana.sees('hello there');
  await expect(ana.roomsEdge, 'what comes later is there').toBeAttached();
  await ana.looksInto(aside);
  await expect(ana.roomRows.nth(0)).toContainText(/aside/i);
  await expect(ana.roomRows.nth(1)).toContainText('1 minute');
  await ana.newRoomLink.click();
  await expect(ana.roomField).toBeFocused();
});

test('U81 a room begins with what it is, who may come in and its link, at the top of its talk @chromium', async ({
  ana,
  own,
}) => {
  await ana.enters(own);
  await ana.readsHeading('You’re the first one in.');
  await expect(ana.beginning).toContainText('Whoever has the link may come in. You own it.');
  const top = await ana.beginningTop();
  await ana.says('hello');
  await ana.seesSaid('hello');
  await expect(ana.beginning.first()).toContainText(/room/i);
  expect(await ana.beginningTop(), 'it stays where it was').toBe(top);
  expect(await ana.placeOf('hello'), 'the first words stand below it').toBeLessThan(420);
  await ana.says('/topic Doors at ten');
  await expect(ana.beginning).toContainText('Doors at ten');
});

// A Firefox without a sound device starts no note, so that none can be counted there.
test('U82 U83 whoever looks elsewhere reads in the tab what was said, and hears a mention if they like @once', async ({
  ana,
  bo,
  room,
}) => {
  const notes = await ana.notesSounds();
  await ana.enters(room);
  await bo.enters(room);
  await expect(ana.roomsEdge, 'what comes later is there').toBeAttached();
  await ana.looksAway();
  await bo.says('one');
  await ana.seesInTabBar(/^\(1\) [^(@]/);
  await bo.says('@Ana two');
  await ana.seesInTabBar(/^@ \(2\) [^(@]/);
  expect(await notes(), 'nobody has asked for a sound').toBe(0);
  await ana.looksBack();
  await ana.seesInTabBar(/^[^(@]/);

  await ana.opensYouBeside();
  await ana.triesSound();
  expect(await notes()).toBe(2);
  await ana.choosesSound('Mentions');
  await ana.closesSheet();
  await ana.looksAway();
  await bo.says('no mention');
  await ana.seesInTabBar(/^\(1\)/);
  expect(await notes()).toBe(2);
  await bo.says('@Ana three');
  await expect.poll(notes).toBe(4);
  await ana.looksBack();
  await ana.opensYouBeside();
  await expect(ana.soundChosen).toHaveAttribute('value', 'mentions');
});

test('U84 the field has a ring for whoever came by Tab, and for nobody else @desktop', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  await expect(ana.composer).toBeFocused();
  expect(await ana.fieldHasRing()).toBe(false);
  await expect(ana.composer, 'what helps to write is there').toHaveAttribute('aria-autocomplete', 'list');
  await ana.presses('Shift+Tab', 'Tab');
  await expect(ana.composer).toBeFocused();
  expect(await ana.fieldHasRing()).toBe(true);
  await ana.log.click();
  await ana.composer.click();
  expect(await ana.fieldHasRing()).toBe(false);
});

test('U85 nothing moves in a room that nobody does anything in @once', async ({ ana, ghost, room }) => {
  await ana.likesMotion();
  await ghost.says(...Array.from({ length: 120 }, (_, i) => `number ${i + 1}`));
  await ana.enters(room);
  await ana.sees('number 120');
  await expect.poll(() => ana.movingThings(), { timeout: 10_000 }).toEqual([]);
});
