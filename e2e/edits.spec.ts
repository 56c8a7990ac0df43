import { devices } from 'playwright/test';
import { expect, test, withPerson } from './people.ts';

test('C11 who is there sees an edit and a deletion as they happen, and so does a fresh load', async ({
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

test('C7 C11 whoever was away sees what was changed meanwhile @desktop', async ({ ana, bo, room }) => {
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

test('C11 what is changed without a line shows at once, and goes when the line is back @desktop', async ({
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
  await ana.seesDeleted({ from: 'Ana' });
  await expect(ana.log.getByText('3 waiting')).toBeVisible();
  await bo.seesTranscript(['one', 'two', 'three']);

  await ana.regainsNetwork();
  await bo.seesTranscript(['one once more', 'three', 'four']);
  await bo.seesDeleted({ from: 'Ana' });
  await ana.seesSaid('one once more');
  await ana.seesTranscript(['one once more', 'three', 'four']);
  await expect(ana.log.getByText(/waiting|Sending/)).toHaveCount(0);
});

test('C11 nobody but its author is offered to change a message @desktop', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('mine');
  await bo.sees('mine');
  await bo.words('mine').hover();
  await expect(bo.log.getByRole('button')).toHaveCount(0);
});

test('C11 an edit that is given up brings the draft back, and one that changes nothing is none @desktop', async ({
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
  await ana.page.keyboard.press('Escape');
  await expect(ana.composer).toHaveValue('half a thou');
  await ana.edits('as it was', 'as it was ');
  await expect(ana.composer).toHaveValue('half a thou');

  await ana.composer.press('Enter');
  await bo.sees('half a thou', { from: 'Ana' });
  await bo.seesTranscript(['as it was', 'half a thou']);
  await bo.seesEdited('as it was', { times: 0 });
});

test('C11 whoever edits all words away is asked whether the message is to go @desktop', async ({
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
  const { keyboard } = ana.page;
  await ana.page.bringToFront();
  for (const text of ['first', 'second']) await ana.says(text);
  await bo.sees('second');
  await bo.says('third');
  await ana.sees('third');

  // From an empty field ArrowUp brings one's own last words.
  await keyboard.press('ArrowUp');
  await expect(ana.editor).toHaveValue('second');
  await expect(ana.editor).toBeFocused();
  await keyboard.press('Escape');
  await expect(ana.composer).toHaveValue('');
  await expect(ana.composer).toBeFocused();
  await keyboard.press('ArrowUp');
  await keyboard.type(' thoughts');
  await keyboard.press('Enter');
  await bo.seesEdited('second thoughts');
  await expect(ana.composer).toBeFocused();

  // In the list arrows lead to a row, and Tab through what can be done with each of its lines.
  await keyboard.press('Shift+Tab');
  await keyboard.press('ArrowUp');
  await keyboard.press('ArrowUp');
  await expect(ana.log.getByRole('article').first()).toBeFocused();
  await keyboard.press('Tab');
  const edit = ana.log.getByRole('button', { name: 'Edit', exact: true });
  await expect(edit.first()).toBeFocused();
  await expect(edit.first()).toHaveAccessibleDescription('first');
  await keyboard.press('Enter');
  await expect(ana.editor).toHaveValue('first');
  await keyboard.type(' of all');
  await keyboard.press('Enter');
  await bo.seesEdited('first of all');
  await expect(edit.first(), 'the focus is where it was').toBeFocused();

  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(ana.deletionQuestion).toContainText('second thoughts');
  await expect(ana.deletionQuestion.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(ana.deletionQuestion).toBeHidden();
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await bo.seesDeleted({ from: 'Ana' });
  await expect(ana.log.getByRole('article').first()).toBeFocused();
  await keyboard.press('Escape');
  await expect(ana.composer).toBeFocused();
});

test('U8 others’ edits and deletions are not read out as new words @desktop', async ({ ana, bo, room }) => {
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
    const edit = ana.log.getByRole('button', { name: 'Edit', exact: true });
    await ana.words('one').tap();
    await expect(edit.first()).toBeInViewport();
    for (const name of ['Edit', 'Delete']) {
      const box = await ana.log.getByRole('button', { name, exact: true }).first().boundingBox();
      expect(box?.height, name).toBeGreaterThanOrEqual(44);
      expect(box?.width, name).toBeGreaterThanOrEqual(44);
    }
    await edit.first().tap();
    await expect(ana.editor).toBeFocused();
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
    await expect(ana.log.getByRole('button')).toHaveCount(0);
  });
});
