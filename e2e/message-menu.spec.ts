import { expect, test } from './people.ts';

test('U100 all that can be done with a message is in one menu, by the button and the other mouse button @desktop @chromium', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('the lamp flickers');
  await ana.says('so it does');
  await bo.sees('so it does');
  await ana.sees('the lamp flickers');
  const general = ['React', 'Reply', 'Reply in a thread', 'Copy text', 'Copy link'];
  const unread = 'Mark unread from here';
  expect(await bo.menuOf('so it does')).toEqual([...general, unread, 'Report', 'Keys']);
  expect(await bo.menuOf('the lamp flickers')).toEqual([
    ...general.slice(0, 3),
    'Edit',
    ...general.slice(3),
    'Delete',
    'Keys',
  ]);
  expect(await ana.menuOf('the lamp flickers')).toEqual([
    ...general,
    'Pin',
    unread,
    'Report',
    'Remove',
    'Keys',
  ]);
  await ana.comesToTheFront();
  await ana.opensMenuAt('the lamp flickers');
  await ana.presses('Escape');
  // Whoever pointed goes on writing.
  await expect(ana.composer).toBeFocused();
  await ana.opensMenuAt('the lamp flickers');
  await ana.presses('ArrowDown', 'Enter');
  await expect(ana.composer).toHaveAccessibleDescription(/^Replying to Bo/);
  await expect(ana.composer).toBeFocused();
});

test('U100 the other mouse button opens the menu, and it stays as the button comes up @desktop', async ({
  ana,
  own,
}) => {
  await ana.enters(own);
  await ana.says('the lamp flickers');
  await ana.seesSaid('the lamp flickers');
  for (const _ of ['first', 'again']) {
    await ana.opensMenuAt('the lamp flickers');
    await ana.menuStays();
    await ana.composer.click();
    await expect(ana.messageMenu).toBeHidden();
  }
});

test('U100 a menu never moves the line it is about @once', async ({ ana, ghost, room }) => {
  await ghost.says(...Array.from({ length: 40 }, (_, i) => `number ${i + 1}`));
  await ana.enters(room);
  await ana.scrollsUpTo('number 20');
  await ana.restsEyes();
  const px = await ana.placeOf('number 20');
  await ana.opensMenuAt('number 20');
  expect(await ana.placeOf('number 20')).toBe(px);
  await ana.presses('Escape');
  await expect(ana.messageMenu).toBeHidden();
  expect(await ana.placeOf('number 20')).toBe(px);
});

test('U101 one key does what can be done with the message that has the focus @desktop @chromium', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('first');
  await ana.sees('first');
  await ana.says('mine');
  await bo.sees('mine');
  await ana.comesToTheFront();
  await ana.presses('Shift+Tab', 'ArrowUp', 'ArrowUp', 'r');
  await expect(ana.composer).toBeFocused();
  await ana.says('a reply');
  await bo.seesQuote('a reply', 'you', 'first');
  await ana.presses('Shift+Tab', 'ArrowUp', 'ArrowUp', 'e');
  await expect(ana.editor).toHaveValue('mine');
  await ana.presses('Escape');
  await ana.hasFocusOn('mine');
  await ana.presses('m');
  await expect(ana.messageMenu).toBeVisible();
  await ana.presses('Escape');
  await ana.hasFocusOn('mine');
  await ana.presses('?');
  await ana.readsHeading('Keys in the list');
  await ana.presses('Escape');
  await ana.hasFocusOn('mine');
  await ana.presses('ArrowUp', '+');
  await expect(ana.reactionPicker).toBeVisible();
  await ana.presses('Enter');
  await bo.seesReaction('first', '👍', 1, 'Ana');
  // What means nothing there is for the field, and so is every letter after a click.
  await ana.hasFocusOn('first');
  await ana.types('easy');
  await expect(ana.composer).toHaveValue('easy');
  await ana.words('first').click();
  await ana.types('r');
  await expect(ana.composer).toHaveValue('easyr');
});

test('U102 a message is pinned, found among what is pinned, and unpinned @chromium', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('the door code is 1234');
  await ana.sees('the door code is 1234');
  await ana.doesWith('Pin', 'the door code is 1234');
  await ana.isTold('Pinned.');
  await bo.seesPinned('the door code is 1234');
  await bo.opensPins(1);
  expect(await bo.pinnedTexts()).toEqual(['the door code is 1234']);
  await bo.isOfferedNoUnpinning();
  await bo.reloads();
  expect(await bo.pinnedTexts()).toEqual(['the door code is 1234']);
  await ana.opensPins(1);
  await ana.unpins('the door code is 1234');
  expect(await ana.pinnedTexts()).toEqual([]);
  await bo.seesNoPins();
});

test('U102 a pin leads to its message, and goes with it @once', async ({ ana, bo, ghost, own }) => {
  await ana.enters(own);
  await ana.says('where it began');
  await ghost.leaves();
  await ana.doesWith('Pin', 'where it began');
  await bo.enters(own);
  await bo.opensPins(1);
  await bo.goesToPinned('where it began');
  await bo.isLedTo('where it began');
  await ana.deletes('where it began');
  await bo.seesNoPins();
});

test('U103 a moderator reads what a message said before it was edited @once', async ({ ana, bo, own }) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('something unkind');
  await bo.edits('something unkind', 'something kind');
  await ana.seesEdited('something kind');
  expect(await bo.menuOf('something kind')).not.toContain('Earlier versions');
  await ana.doesWith('Earlier versions', 'something kind');
  await ana.seesEarlierVersions(['something unkind']);
});
