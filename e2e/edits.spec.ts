import { devices } from 'playwright/test';
import { expect, test, withPerson } from './people.ts';

test('C11 who is there sees an edit and a deletion as they happen, and so does a fresh load @chromium', async ({
  ana,
  bo,
  cy,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('see you at sevn');
  await ana.says('by the river');
  await bo.sees('by the river');

  await ana.edits('see you at sevn', 'see you at seven');
  await bo.sees('see you at seven', { from: 'Ana' });
  await bo.seesEdited('see you at seven');
  await ana.seesEdited('see you at seven');
  await bo.doesNotSee('see you at sevn');

  await ana.deletes('by the river');
  await bo.seesDeleted({ from: 'Ana' });
  await bo.doesNotSee('by the river');

  await cy.enters(room);
  for (const person of [ana, bo, cy]) {
    await person.seesTranscript(['see you at seven']);
    await person.seesEdited('see you at seven');
    await person.seesDeleted({ from: 'Ana' });
  }
});

test('C7 C11 whoever was away sees what was changed meanwhile @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  for (const text of ['one', 'two', 'three']) await ana.says(text);
  await bo.sees('three');

  await bo.losesNetwork();
  await ana.edits('one', 'won');
  await ana.deletes('two');
  await ana.seesDeleted({ from: 'Ana' });
  await bo.sees('two');
  await bo.regainsNetwork();
  await bo.seesTranscript(['won', 'three']);
  await bo.seesEdited('won');
  await bo.seesDeleted({ from: 'Ana' });
});

test('C11 what is changed without a line shows at once, and goes when the line is back @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  for (const text of ['one', 'two', 'three']) await ana.says(text);
  await bo.sees('three');

  await ana.losesNetwork();
  await ana.edits('one', 'won');
  await ana.seesWaiting('won');
  await ana.edits('won', 'one once more');
  await ana.deletes('two');
  await ana.says('four');
  // Each change says so where it is made, and what is to be deleted is still there.
  for (const state of ['Change waiting', 'Deletion waiting', '1 waiting']) {
    await ana.seesNote(state);
  }
  await ana.seesWaiting('two');
  await ana.seesStruckOut('two');
  await ana.seesDeleted({ from: 'Ana', times: 0 });
  await bo.seesTranscript(['one', 'two', 'three']);

  await ana.regainsNetwork();
  await bo.seesTranscript(['one once more', 'three', 'four']);
  await bo.seesDeleted({ from: 'Ana' });
  await ana.seesSaid('one once more');
  await ana.seesTranscript(['one once more', 'three', 'four']);
  await ana.seesDeleted({ from: 'Ana' });
  await ana.seesNothingUnderWay();
});

test('C11 nobody but its author is offered to change a message @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('mine');
  await bo.sees('mine');
  await bo.pointsAt('mine');
  await bo.isOfferedNothing();
});

test('C11 an edit that is given up brings the draft back, and one that changes nothing is none @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('as it was');
  await bo.sees('as it was');
  await ana.composer.fill('half a thou');

  await ana.beginsToEdit('as it was');
  await ana.editor.fill('as it never was');
  await ana.cancelsEdit();
  await expect(ana.composer).toHaveValue('half a thou');
  await ana.beginsToEdit('as it was');
  await ana.editor.fill('  ');
  await ana.savesEdit();
  await ana.answers('Keep it');
  await ana.presses('Escape');
  await expect(ana.composer).toHaveValue('half a thou');
  await ana.edits('as it was', 'as it was ');
  await expect(ana.composer).toHaveValue('half a thou');

  await ana.composer.press('Enter');
  await bo.sees('half a thou', { from: 'Ana' });
  await bo.seesTranscript(['as it was', 'half a thou']);
  await bo.seesEdited('as it was', { times: 0 });
});

// Where nothing hovers, as in a Firefox without a screen, what can be done with a line unfolds under it.
test('U5 U12 the list stands still while an edit begins and ends @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  for (let n = 1; n <= 30; n += 1) await ana.says(`line ${n}`);
  await bo.sees('line 30');
  await ana.seesSaid('line 30');
  const view = await ana.watchesTheView();
  await ana.beginsToEdit('line 28');
  expect(await view.moved()).toBe(0);
  await ana.cancelsEdit();
  await expect(ana.composer).toBeFocused();
  expect(await view.moved()).toBe(0);
  // So the second half of a double click meets the same message.
  await ana.beginsToEditByDoubleClick('line 29');
  await expect(ana.editor).toHaveValue('line 29');
  expect(await view.moved()).toBe(0);
});

test('C11 what is deleted elsewhere while it is edited cannot be saved, and its words can be copied @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('one');
  const tab = await ana.opensAnotherTab();
  await tab.enters(room);
  await ana.composer.fill('half a thou');
  await ana.beginsToEdit('one');
  await ana.editor.fill('');
  await expect(ana.editor).toHaveAttribute('placeholder', 'Write its new words');
  await ana.editor.fill('one and a half');
  await tab.deletes('one');
  await bo.seesDeleted({ from: 'Ana' });
  await expect(ana.alert).toHaveText('This message was deleted meanwhile.');
  await expect(ana.saveButton).toBeDisabled();
  await ana.editor.press('Enter');
  await expect(ana.editor).toHaveValue('one and a half');
  await ana.cancelsEdit();
  await expect(ana.composer).toHaveValue('half a thou');
  await expect(ana.alert).toHaveText('');
  await ana.seesTranscript([]);
});

test('U12 whoever deletes with the mouse goes on writing @desktop @chromium', async ({ ana, room }) => {
  await ana.enters(room);
  await ana.says('one');
  await ana.seesSaid('one');
  await ana.beginsToDelete('one');
  await ana.answers('Keep it');
  await expect(ana.composer).toBeFocused();
  await ana.deletes('one');
  await expect(ana.composer).toBeFocused();
});

test('U8 that an edit begins by ArrowUp, and that one is refused, is read out @once', async ({
  ana,
  room,
}) => {
  await ana.willBeRefused({ times: 1, of: 'edit' });
  await ana.enters(room);
  await ana.says('one');
  await ana.seesSaid('one');
  await ana.composer.press('ArrowUp');
  await expect(ana.announcements).toHaveText(['Editing: one']);
  await ana.editor.fill('two');
  await ana.savesEdit();
  await ana.seesNote('Not changed.');
  await expect(ana.announcements).toHaveText(['Editing: one', /^Not changed\. A lot was said/]);
});

test('C13 a half-written edit outlives a reload and a look into another room, and so does the draft @once', async ({
  ana,
  bo,
  room,
  aside,
}) => {
  await ana.enters(aside);
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('as it was');
  await bo.sees('as it was');
  await ana.composer.fill('half a thou');
  await ana.beginsToEdit('as it was');
  await ana.editor.fill('as it wi');
  await ana.reloads();
  await expect(ana.editor).toHaveValue('as it wi');
  await ana.goesTo(aside);
  await expect(ana.composer).toHaveValue('');
  await ana.goesTo(room);
  await expect(ana.editor).toHaveValue('as it wi');
  await ana.editor.fill('as it will be');
  await ana.savesEdit();
  await bo.seesEdited('as it will be');
  await expect(ana.composer).toHaveValue('half a thou');
  await ana.reloads();
  await expect(ana.composer).toHaveValue('half a thou');
});

test('C11 whoever edits all words away is asked whether the message is to go @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('never mind');
  await bo.sees('never mind');
  await ana.composer.fill('half a thou');
  await ana.beginsToEdit('never mind');
  await ana.editor.fill('');
  await ana.savesEdit();
  await ana.answers('Delete');
  await bo.seesDeleted({ from: 'Ana' });
  await expect(ana.composer).toHaveValue('half a thou');
  await expect(ana.composer).toBeFocused();
});

test('U8 a person edits and deletes by keyboard alone @desktop', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.comesToTheFront();
  for (const text of ['first', 'second']) await ana.says(text);
  await bo.sees('second');
  await bo.says('third');
  await ana.sees('third');

  // From an empty field ArrowUp brings one's own last words.
  await ana.presses('ArrowUp');
  await expect(ana.editor).toHaveValue('second');
  await expect(ana.editor).toBeFocused();
  await ana.presses('Escape');
  await expect(ana.composer).toHaveValue('');
  await expect(ana.composer).toBeFocused();
  await ana.presses('ArrowUp');
  await ana.types(' thoughts');
  await ana.presses('Enter');
  await bo.seesEdited('second thoughts');
  await expect(ana.composer).toBeFocused();

  // In the list arrows lead from line to line, and Tab through what can be done with one.
  await ana.presses('Shift+Tab', 'ArrowUp', 'ArrowUp', 'ArrowUp');
  await ana.hasFocusOn('first');
  await ana.presses('Tab', 'Tab', 'Tab');
  const edit = ana.editButtons;
  await expect(edit.first()).toBeFocused();
  await expect(edit.first()).toHaveAccessibleDescription('first');
  await ana.presses('Enter');
  await expect(ana.editor).toHaveValue('first');
  await ana.types(' of all');
  await ana.presses('Enter');
  await bo.seesEdited('first of all');
  await expect(edit.first(), 'the focus is where it was').toBeFocused();

  await ana.presses('ArrowDown', 'Delete');
  await expect(ana.deletionQuestion).toContainText('second thoughts');
  await expect(ana.keepItButton).toBeFocused();
  await ana.asksAgainAtOnce();
  await expect(ana.deletionQuestion).toContainText('second thoughts');
  await ana.presses('Tab', 'Enter');
  await bo.seesDeleted({ from: 'Ana' });
  await ana.hasFocusOn('This message was deleted.');
  await ana.presses('Escape');
  await expect(ana.composer).toBeFocused();
});

test('U8 others’ edits and deletions are not read out as new words @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('one');
  await bo.says('two');
  await ana.sees('two');
  await bo.edits('one', 'won');
  await bo.deletes('two');
  await ana.seesDeleted({ from: 'Bo' });
  await bo.says('three');
  await ana.sees('three');
  await expect(ana.announcements).toHaveText(['Bo: one', 'Bo: two', 'Bo: three']);
});

test.describe('on a phone', () => {
  const { defaultBrowserType: _, ...phone } = devices['Pixel 7'];
  test.use({ ...phone, viewport: { width: 390, height: 844 } });

  test('C11 a tap shows what can be done with a line, in reach of a thumb @once', async ({
    ana,
    bo,
    room,
  }) => {
    await ana.enters(room);
    await bo.enters(room);
    await ana.says('one');
    await ana.says('two');
    await bo.sees('two');
    const edit = ana.editButtons;
    await ana.words('one').tap();
    await expect(edit.first()).toBeInViewport();
    for (const buttons of [edit, ana.moreLinks]) {
      const box = await buttons.first().boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(box?.width).toBeGreaterThanOrEqual(44);
    }
    await edit.first().tap();
    await expect(ana.editor).toBeFocused();
    // Cancel is small, and can be met with a thumb all the same.
    const cancel = await ana.cancelButton.boundingBox();
    if (!cancel) throw new Error('no way out');
    const middle = { x: cancel.x + cancel.width / 2, y: cancel.y + cancel.height / 2 };
    expect(cancel.width).toBeGreaterThanOrEqual(44);
    for (const y of [middle.y - 21, middle.y + 21]) {
      await ana.tapsAt({ x: middle.x, y });
      await expect(ana.composer).toBeVisible();
      await ana.beginsToEdit('one');
    }
    await ana.editor.fill('one\nand a half');
    await ana.savesEdit();
    await bo.sees('one and a half');
    await ana.deletes('two');
    await bo.seesDeleted({ from: 'Ana' });
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('U2 C11 the page shows what was edited and what is gone, and offers no more than it can do @once', async ({
    ana,
    browser,
    contextOptions,
    room,
    site,
  }) => {
    await withPerson('Bo', browser, site, { ...contextOptions, javaScriptEnabled: true }, async (bo) => {
      await bo.enters(room);
      await bo.says('one');
      await bo.says('two');
      await bo.edits('one', 'won');
      await bo.deletes('two');
      await bo.seesDeleted({ from: 'Bo' });
      await bo.seesSaid('won');
    });
    await ana.enters(room);
    await ana.seesTranscript(['won']);
    await ana.seesEdited('won');
    await ana.seesDeleted({ from: 'Bo' });
    await ana.says('mine');
    await ana.sees('mine', { from: 'Ana' });
    await ana.isOfferedNothing();
  });
});
