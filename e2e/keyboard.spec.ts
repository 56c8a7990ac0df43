import { expect, type Person, test } from './people.ts';
import { RawClient } from './raw-client.ts';

const focused = (person: Person) =>
  person.page.evaluate(() => {
    const at = document.activeElement;
    return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
  });

test('U8 a person goes from the lobby into talk by keyboard alone @desktop', async ({ ana, bo, room }) => {
  await bo.enters(room);
  await bo.says('mind the step');

  await ana.page.goto('/');
  await ana.page.bringToFront();
  await ana.page.keyboard.press('Tab');
  for (let i = 0; i < 3 && (await focused(ana)) === 'Switch between light and dark'; i += 1) {
    await ana.page.keyboard.press('Tab');
  }
  await expect(ana.nameField).toBeFocused();
  await ana.page.keyboard.type('Ana');
  await ana.page.keyboard.press('Tab');
  await expect(ana.roomField).toBeFocused();
  await ana.page.keyboard.type(room);
  await ana.page.keyboard.press('Enter');
  await ana.isIn();

  // Who steps in comes to write. The list is one stop, just before the composer; the invitation comes before.
  await expect(ana.composer).toBeFocused();
  await ana.page.keyboard.press('Shift+Tab');
  await expect(ana.log).toBeFocused();
  await ana.page.keyboard.press('Shift+Tab');
  expect(await focused(ana)).toBe('About this room');
  await ana.page.keyboard.press('Shift+Tab');
  expect(await focused(ana)).toBe('Invite');
  await ana.page.keyboard.press('Tab');
  await ana.page.keyboard.press('Tab');
  await ana.page.keyboard.press('Tab');
  await expect(ana.composer).toBeFocused();

  await ana.page.keyboard.type('one line');
  await ana.page.keyboard.press('Shift+Enter');
  await ana.page.keyboard.type('and another');
  await expect(ana.composer).toHaveValue('one line\nand another');
  await ana.page.keyboard.press('Enter');
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

  const rows = ana.log.getByRole('article');
  await expect(rows).toHaveCount(3);
  await ana.page.bringToFront();
  await ana.composer.focus();
  await ana.page.keyboard.press('Shift+Tab');
  await expect(ana.log).toBeFocused();
  await ana.page.keyboard.press('ArrowUp');
  await expect(rows.nth(2)).toBeFocused();
  await ana.page.keyboard.press('ArrowUp');
  await expect(rows.nth(1)).toBeFocused();
  await ana.page.keyboard.press('Home');
  await expect(rows.nth(0)).toBeFocused();
  await ana.page.keyboard.press('ArrowUp');
  await expect(rows.nth(0)).toBeFocused();
  await ana.page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await ana.page.keyboard.press('End');
  await expect(rows.nth(2)).toBeFocused();
  await ana.page.keyboard.press('Escape');
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
  await ana.page.keyboard.press('Tab');
  await expect(ana.composer).toBeFocused();
  await ana.doesNotSee('number 20');
});

test('U8 the focus goes into a question when it is asked @desktop', async ({ ana, ghost, room }) => {
  await ghost.says('mind the step');
  await ana.enters(room);
  const question = await ana.beginsTo('Report', 'mind the step');
  await expect(question.getByRole('textbox', { name: 'Reason' })).toBeFocused();
});

test('U8 a list of people that scrolls is reached by keyboard @once', async ({ ana, site, room }) => {
  const people = await Promise.all(
    Array.from({ length: 25 }, (_, i) => RawClient.enters(site, room, `Visitor ${i + 1}`)),
  );
  await ana.enters(room);
  const list = ana.page.getByRole('complementary', { name: 'People' });
  await expect(list.getByRole('listitem')).toHaveCount(26);
  await ana.composer.focus();
  for (let stops = 0; stops < 4; stops += 1) {
    await ana.page.keyboard.press('Tab');
    if (await list.evaluate((panel) => panel === document.activeElement)) break;
  }
  await expect(list).toBeFocused();
  await ana.page.keyboard.press('End');
  await expect(list.getByText('Visitor 25')).toBeInViewport();
  for (const one of people) await one.leaves();
});
