import { expect, test } from './people.ts';
import { RawClient } from './raw-client.ts';

test('U8 a person goes from the lobby into talk by keyboard alone @desktop', async ({ ana, bo, room }) => {
  await bo.enters(room);
  await bo.says('mind the step');

  await ana.opensLobby();
  await ana.comesToTheFront();
  await ana.tabsIntoThePage();
  await expect(ana.nameField).toBeFocused();
  await ana.types('Ana');
  await ana.presses('Tab');
  await expect(ana.roomField).toBeFocused();
  await ana.types(room);
  await ana.presses('Enter');
  await ana.isIn();

  // Who steps in comes to write. The list is one stop, just before the composer; the invitation comes before.
  await expect(ana.composer).toBeFocused();
  await ana.presses('Shift+Tab');
  await expect(ana.log).toBeFocused();
  await ana.presses('Shift+Tab');
  await expect(ana.aboutLink).toBeFocused();
  await ana.presses('Shift+Tab');
  await expect(ana.searchLink).toBeFocused();
  await ana.presses('Shift+Tab');
  await expect(ana.inviteButton).toBeFocused();
  await ana.presses('Tab', 'Tab', 'Tab', 'Tab');
  await expect(ana.composer).toBeFocused();

  await ana.types('one line');
  await ana.presses('Shift+Enter');
  await ana.types('and another');
  await expect(ana.composer).toHaveValue('one line\nand another');
  await ana.presses('Enter');
  await bo.sees('one line and another', { from: 'Ana' });
  await expect(ana.composer).toBeFocused();
  await expect(ana.composer).toHaveValue('');
});

test('U8 arrows walk from message to message, and Escape goes back to writing @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('first');
  await bo.sees('first');
  await bo.says('second');
  await ana.sees('second');
  await ana.says('third');
  await ana.seesSaid('third');

  await expect(ana.rows).toHaveCount(3);
  await ana.comesToTheFront();
  await ana.composer.focus();
  await ana.presses('Shift+Tab');
  await expect(ana.log).toBeFocused();
  await ana.presses('ArrowUp');
  await ana.hasFocusOn('third');
  await ana.presses('ArrowUp');
  await ana.hasFocusOn('second');
  await ana.presses('Home');
  await ana.hasFocusOn('first');
  await ana.presses('ArrowUp');
  await ana.hasFocusOn('first');
  await ana.presses('ArrowDown');
  await ana.hasFocusOn('second');
  await ana.presses('End');
  await ana.hasFocusOn('third');
  await ana.presses('Escape');
  await expect(ana.composer).toBeFocused();
});

test('U8 the way from the list to the composer is one Tab, however much there is to load @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...Array.from({ length: 120 }, (_, i) => `number ${i + 1}`));
  await ana.enters(room);
  await ana.sees('number 120');
  await ana.log.focus();
  await ana.presses('Tab');
  await expect(ana.composer).toBeFocused();
  await ana.doesNotSee('number 20');
});

test('U8 the focus goes into a question when it is asked @desktop', async ({ ana, ghost, room }) => {
  await ghost.says('mind the step');
  await ana.enters(room);
  await ana.beginsTo('Report', 'mind the step');
  await expect(ana.reasonField).toBeFocused();
});

test('U8 a list of people that scrolls is reached by keyboard @once', async ({ ana, site, room }) => {
  const people = await Promise.all(
    Array.from({ length: 25 }, (_, i) => RawClient.enters(site, room, `Visitor ${i + 1}`)),
  );
  await ana.enters(room);
  await expect(ana.peopleRows).toHaveCount(26);
  await ana.composer.focus();
  await ana.tabsTo(ana.personLink('Ana'), { stops: 8 });
  await ana.presses('End');
  await expect(ana.rowOf('Visitor 25')).toBeInViewport();
  for (const one of people) await one.leaves();
});
