import { expect, test } from './people.ts';

test('U94 people react to what was said, join each other and take it back: live, and after a reload the same @chromium', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('the lamp flickers');
  await bo.sees('the lamp flickers');
  await bo.reacts('the lamp flickers', '👀');
  await ana.seesReaction('the lamp flickers', '👀', 1, 'Bo');
  await ana.togglesReaction('the lamp flickers', '👀');
  await bo.seesReaction('the lamp flickers', '👀', 2, 'You and Ana');
  await ana.reacts('the lamp flickers', '🎉');
  await bo.seesReaction('the lamp flickers', '🎉', 1, 'Ana');
  await expect(ana.reaction('the lamp flickers', '🎉')).toHaveAttribute('aria-pressed', 'true');
  await expect(bo.reaction('the lamp flickers', '🎉')).toHaveAttribute('aria-pressed', 'false');
  await bo.togglesReaction('the lamp flickers', '👀');
  await ana.seesReaction('the lamp flickers', '👀', 1, 'You');

  await bo.reloads();
  await bo.isIn();
  await bo.seesReaction('the lamp flickers', '👀', 1, 'Ana');
  expect(await bo.reactionsTo('the lamp flickers')).toEqual(['👀', '🎉']);
  await ana.togglesReaction('the lamp flickers', '👀');
  await bo.seesNoReaction('the lamp flickers', '👀');
  await ana.deletes('the lamp flickers');
  await bo.seesDeleted({ from: 'Ana' });
  await bo.seesNoReactions();
});

test('U94 C22 without a line a reaction shows at once, and is there for all once the line is back @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('one');
  await bo.sees('one');
  // What there is to react with is there since the page was idle, or somebody has asked for it.
  await bo.asksForReaction('one');
  await bo.presses('Escape');
  await bo.losesNetwork();
  await bo.reacts('one', '👍');
  await bo.seesReaction('one', '👍', 1, 'You');
  await bo.reacts('one', '🎉');
  await bo.togglesReaction('one', '🎉');
  await ana.reacts('one', '🙏');
  await bo.seesNoReaction('one', '🎉');
  await bo.regainsNetwork();
  await ana.seesReaction('one', '👍', 1, 'Bo');
  await bo.seesReaction('one', '🙏', 1, 'Ana');
  await ana.seesNoReaction('one', '🎉');
});

test('U95 U8 a person reacts by keyboard alone, and goes on from where they were @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.comesToTheFront();
  await bo.says('first');
  await ana.sees('first');
  // From the field to the list, to the row, and to what can be done with it.
  await ana.presses('Shift+Tab', 'ArrowUp');
  await ana.tabsTo(ana.reactLink('first'), { stops: 3 });
  await ana.presses('Enter');
  await expect(ana.usualReactions.first()).toBeFocused();
  await ana.presses('ArrowRight', 'Enter');
  await bo.seesReaction('first', '❤️', 1, 'Ana');
  await expect(ana.reactLink('first')).toBeFocused();
  await ana.presses('Enter', 'Escape');
  await expect(ana.reactionPicker).toBeHidden();
  await expect(ana.reactLink('first')).toBeFocused();
  // What was pressed goes with the last who reacted so, and the focus stays in the row.
  await ana.tabsBackTo(ana.reaction('first', '❤️'), { stops: 3 });
  await ana.presses('Enter');
  await bo.seesNoReaction('first', '❤️');
  await ana.hasFocusOn('first');
});

test('U94 out of an old page one reacts on the message’s own @once', async ({ ana, ghost, room }) => {
  await ghost.says('the lamp flickers', 'and goes out');
  await ana.enters(room);
  await ana.opens(`/r/${room}?before=2`);
  await ana.isUp();
  await ana.reactsOnPage('the lamp flickers', '👀');
  await ana.isIn();
  await ana.seesReaction('the lamp flickers', '👀', 1, 'You');
});

test('U95 any emoji is found and used to react, and whoever pointed goes on writing @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('breakfast');
  await ana.sees('breakfast');
  await ana.comesToTheFront();
  await ana.reactsWithFound('breakfast', 'toast', '🍞');
  await bo.seesReaction('breakfast', '🍞', 1, 'Ana');
  await expect(ana.composer).toBeFocused();
});

test('U94 whoever may not write sees how others react, and takes back their own @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('hello');
  await ana.sees('hello');
  await bo.reacts('hello', '👍');
  await ana.reacts('hello', '🎉');
  await ana.seesReaction('hello', '👍', 1, 'Bo');
  await ana.actsIn(own, { do: 'settings', locked: true });
  await expect(bo.reaction('hello', '🎉')).toHaveRole('img');
  await bo.isOfferedNo('React');
  await bo.togglesReaction('hello', '👍');
  await ana.seesNoReaction('hello', '👍');
});

test.describe('U2 without JavaScript @once', () => {
  test.use({ javaScriptEnabled: false });

  test('U96 reactions are there, and are joined and taken back by a form', async ({ ana, ghost, room }) => {
    await ghost.says('the lamp flickers');
    await ana.enters(room);
    await ana.reactsOnPage('the lamp flickers', '👀');
    await ana.seesReaction('the lamp flickers', '👀', 1, 'You');
    await ana.togglesReaction('the lamp flickers', '👀');
    await ana.seesNoReaction('the lamp flickers', '👀');
    expect(ana.path()).toBe(`/r/${room}`);
  });
});
