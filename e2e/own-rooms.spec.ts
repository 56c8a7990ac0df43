import { type Actor, expect, test } from './people.ts';

/** Says something in each of them, and is in the last. */
async function hasBeenIn(who: Actor, ...rooms: string[]): Promise<void> {
  for (const room of rooms) {
    await who.enters(room);
    await who.says('I was here');
    await who.seesSaid('I was here');
  }
}

test('U116 V7 somebody orders their rooms by keys and by a menu, for all devices @desktop', async ({
  ana,
  own,
  aside,
  room,
}) => {
  await hasBeenIn(ana, room, aside, own);
  await ana.seesRoomsInOrder(own, aside, room);
  const there = await ana.opensAnotherTab();
  await there.enters(own);
  await there.seesRoomsInOrder(own, aside, room);
  await ana.comesToTheFront();
  await ana.focusesRoom(room);
  await ana.presses('Alt+Shift+ArrowUp');
  await ana.seesRoomsInOrder(own, room, aside);
  await ana.hasFocusOnRoom(room);
  await ana.presses('Alt+Shift+ArrowUp', 'Alt+Shift+ArrowUp');
  await ana.seesRoomsInOrder(room, own, aside);
  await there.seesRoomsInOrder(room, own, aside);
  await ana.reloads();
  await ana.seesRoomsInOrder(room, own, aside);
  await ana.makesOfRoom(room, 'Sort by what’s new');
  await ana.seesRoomsInOrder(own, aside, room);
});

test('U116 somebody drags a room to its place @desktop @chromium', async ({ ana, own, aside, room }) => {
  await hasBeenIn(ana, room, aside, own);
  await ana.seesRoomsInOrder(own, aside, room);
  await ana.dragsRoomAbove(aside, own);
  await ana.seesRoomsInOrder(aside, own, room);
  await ana.reloads();
  await ana.seesRoomsInOrder(aside, own, room);
});

test('U117 a muted room tells only what is meant for somebody @desktop @chromium', async ({
  ana,
  bo,
  own,
  aside,
}) => {
  await hasBeenIn(ana, aside, own);
  await bo.enters(aside);
  await ana.comesToTheFront();
  expect(await ana.menuOfRoom(aside)).toEqual(['Move up', 'Mute', 'Leave']);
  await ana.makesOfRoom(aside, 'Mute');
  await ana.seesMuted(aside);
  await bo.says('is anybody there?');
  await bo.replies('I was here', 'and where are you?');
  await ana.seesUnreadIn(aside, '1 for you');
  await ana.makesOfRoom(aside, 'Mark as read');
  await ana.seesNothingUnreadIn(aside);
  await ana.makesOfRoom(aside, 'Unmute');
  await ana.seesMuted(aside, false);
  await bo.says('hello?');
  await ana.seesUnreadIn(aside, '1 new');
});

test('U116 V7 somebody leaves a room, and is in it again when they open it @desktop @chromium', async ({
  ana,
  own,
  aside,
}) => {
  await hasBeenIn(ana, aside, own);
  await ana.comesToTheFront();
  const there = await ana.opensAnotherTab();
  await there.enters(aside);
  await ana.comesToTheFront();
  await ana.focusesRoom(aside);
  await ana.presses('m');
  await expect(ana.roomMenu).toBeVisible();
  await ana.presses('End', 'Enter');
  await ana.confirmsLeaving();
  await ana.seesRoomsInOrder(own);
  await ana.hasFocusOnRoom(own);
  // A page of theirs in that room leads out of it.
  await there.isInLobby();
  await ana.reloads();
  await ana.seesRoomsInOrder(own);
  await ana.enters(aside);
  await ana.seesRoomsInOrder(aside, own);
  await there.goesInto(aside);
  await there.seesRoomsInOrder(aside, own);
});

test('U116 on the page of one’s rooms the focus stays with the room that is moved @desktop @chromium', async ({
  ana,
  own,
  aside,
  room,
}) => {
  await hasBeenIn(ana, room, aside, own);
  await ana.arrangesRooms();
  await ana.pressesForRoom(room, /^Move .* up$/);
  await ana.listsRoomsInOrder(own, room, aside);
  await ana.hasFocusInRow(room, /^Move .* up$/);
  await ana.presses('Enter');
  await ana.listsRoomsInOrder(room, own, aside);
  await ana.hasFocusInRow(room, /./);
});

test.describe('without a script @once', () => {
  test.use({ javaScriptEnabled: false });

  test('U116 rooms are ordered, muted and left by forms', async ({ ana, own, aside, room }) => {
    for (const one of [room, aside, own]) {
      await ana.enters(one);
      await ana.says('I was here');
    }
    await ana.arrangesRooms();
    await ana.listsRoomsInOrder(own, aside, room);
    await ana.pressesForRoom(room, /^Move .* up$/);
    await ana.listsRoomsInOrder(own, room, aside);
    await ana.pressesForRoom(own, /^Move .* down$/);
    await ana.listsRoomsInOrder(room, own, aside);
    await ana.pressesForRoom(aside, /^Mute/);
    await ana.pressesForRoom(aside, /^Leave/);
    await ana.listsRoomsInOrder(room, own);
  });
});
