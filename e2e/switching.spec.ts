import { expect, test } from './people.ts';

test('U114 somebody goes to rooms, to people and to what can be done, by keyboard alone @desktop', async ({
  ana,
  bo,
  own,
  aside,
}) => {
  await ana.enters(aside);
  await bo.enters(own);
  await ana.enters(own);
  await ana.comesToTheFront();
  await ana.opensSwitcher();
  await ana.typesInSwitcher(`${aside.slice(0, 12)} aside`);
  await ana.presses('Enter');
  await ana.arrivesIn(aside);
  await ana.isIn();
  await ana.opensSwitcher();
  await ana.presses('Escape');
  await expect(ana.switcher).toBeHidden();
  await ana.looksInto(own);
  await ana.opensSwitcher();
  await ana.typesInSwitcher('bo');
  await ana.wouldChoose('Bo');
  await ana.presses('Enter');
  await expect(ana.cardOf('Bo')).toBeVisible();
  await ana.presses('Escape');
  await ana.opensSwitcher();
  await ana.typesInSwitcher('sear');
  await ana.isOfferedInSwitcher('Search this room', /^Open or make the room “sear”$/);
  await ana.presses('Enter');
  await expect(ana.searchField).toBeFocused();
  await ana.opensSwitcher();
  await ana.typesInSwitcher('wait');
  await ana.presses('ArrowDown', 'ArrowUp', 'Enter');
  await ana.waitsForNothing();
});

test('U115 Alt with an arrow goes through the rooms in which something is unread @desktop @chromium', async ({
  ana,
  bo,
  own,
  aside,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('I was here');
  await ana.sees('I was here');
  await bo.enters(aside);
  await bo.comesToTheFront();
  await bo.presses('Alt+ArrowDown');
  await ana.says('for you @Bo');
  await bo.seesUnreadIn(own, /1 for you/);
  expect(bo.path()).toBe(`/r/${aside}`);
  await bo.presses('Alt+ArrowUp');
  await bo.arrivesIn(own);
  await bo.seesNewFrom('for you @Bo');
});
