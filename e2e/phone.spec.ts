import { devices } from 'playwright/test';
import { type Actor, expect, test } from './people.ts';

// Its own device, because these are about a phone whatever else the other tests run on.
const { defaultBrowserType: _, ...phone } = devices['Pixel 7'];
test.use({ ...phone, viewport: { width: 390, height: 844 } });

test('on a phone the rooms are a drawer and the people a sheet @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  await expect(ana.roomsPanel).toBeHidden();
  await ana.opensRooms();
  await expect(ana.roomsPanel).toBeVisible();
  await expect(ana.newRoomLink).toBeVisible();
  await ana.closesRooms();
  await expect(ana.roomsPanel).toBeHidden();

  await expect(ana.peoplePanel).toBeHidden();
  await ana.opensPeople();
  await expect(ana.rowOf('Bo')).toBeVisible();
  await ana.closesPeople();
  await expect(ana.peoplePanel).toBeHidden();
});

test('on a phone Enter breaks the line and the button sends @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.composer.tap();
  await ana.types('one line');
  await ana.presses('Enter');
  await ana.types('and another');
  await expect(ana.composer).toHaveValue('one line\nand another');
  await ana.sendButton.tap();
  await bo.sees('one line and another', { from: 'Ana' });
});

test('on a phone nothing is wider than the screen @once', async ({ ana, ghost, room }) => {
  await ana.opensLobby();
  await fits(ana);
  await ghost.says('w'.repeat(200), `https://example.org/${'long-path/'.repeat(30)}`, 'code  '.repeat(60));
  await ana.enters(room);
  await ana.sees('w'.repeat(200));
  await fits(ana);
});

async function fits(person: Actor): Promise<void> {
  expect(await person.sideways()).toEqual({ by: 0, scrollers: [] });
}

test('U12 U32 a tap on a line, and the strip about the line, move nothing that is read @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...Array.from({ length: 40 }, (_, i) => `number ${i + 1}`));
  await ana.hasOwnClock();
  await ana.enters(room);
  await ana.scrollsUpTo('number 20');
  await ana.restsEyes();
  const px = await ana.placeOf('number 20');
  await ana.words('number 20').tap();
  await expect(ana.moreLinks.first()).toBeVisible();
  expect(await ana.placeOf('number 20'), 'where it stands after the tap').toBe(px);
  await ana.losesNetwork();
  await ana.letsPass(6_000);
  await expect(ana.banner).toBeVisible();
  expect(await ana.placeOf('number 20'), 'where it stands below the strip').toBe(px);
});

test('“Copy the link” copies it, on a phone as well @once @chromium', async ({ ana, room }) => {
  await ana.mayUseClipboard();
  await ana.cannotShare();
  await ana.enters(room);
  await ana.copiesLink();
  await ana.reads('Link copied. Anyone who has it can come in.');
});

test('T13 T15 on a phone a name is taken by a tap, and Enter goes on with a list @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.seesPeople(['Ana', 'Bo']);
  await ana.composer.tap();
  await ana.writes('- @b');
  await ana.seesWhatIsTyped();
  await ana.taps(/Bo/);
  await ana.presses('Enter');
  await ana.types('two');
  await expect(ana.composer).toHaveValue('- @Bo \n- two');
  await ana.sendButton.tap();
  await bo.seesForms(['ul(li(p(you mention(@Bo)))li(p(two)))']);
});

test('U100 where a browser asks for no menu by a long press, the page does @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.hasOwnLongPress();
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('the lamp flickers');
  await ana.sees('the lamp flickers');
  await ana.restsEyes();
  await ana.beginsToScrollAt('the lamp flickers');
  await ana.staysWithoutMenu();
  await ana.pressesLong('the lamp flickers');
  await ana.liftsFinger('the lamp flickers');
  await expect(ana.messageMenu).toBeVisible();
  await ana.choosesFromMenu('Reply');
  await expect(ana.composer).toHaveAccessibleDescription(/^Replying to Bo/);
  await ana.pressesLong('the lamp flickers');
  await ana.liftsFinger('the lamp flickers');
  await ana.composer.tap();
  await expect(ana.messageMenu).toBeHidden();
});
