import { expect, newRoom, test } from './people.ts';

test.use({ javaScriptEnabled: false });

test('U32 U33 U37 U38 U41 without JavaScript a room is kept all the same @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room);
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('something unkind');
  await ana.page.reload();

  await ana.opensPageOfMessage('something unkind');
  const removal = ana.page.locator('form').filter({ hasText: 'Remove this message?' });
  await removal.getByRole('textbox', { name: 'Reason' }).fill('unkind');
  await removal.getByRole('button', { name: 'Remove' }).click();
  await ana.seesRemoved('You removed a message by Bo.');
  await bo.page.reload();
  await bo.seesRemoved('Ana removed a message of yours.');

  await ana.opensSettings();
  await ana.page.getByRole('textbox', { name: 'Topic' }).fill('Doors at ten');
  await ana.savesSettings();
  await ana.page.getByRole('link', { name: /^Bo/ }).click();
  await ana.does(/^Mute: a day$/, 'Bo is muted for a day.');
  await bo.page.reload();
  await expect(bo.barred).toBeVisible();
  await expect(bo.page.getByText('Doors at ten')).toBeVisible();
  await ana.does(/: For a week$/, 'The room is closed to Bo.');
  bo.expects(/403/);
  await bo.page.reload();
  await expect(bo.page.getByRole('heading', { name: 'This room is closed to you.' })).toBeVisible();

  await ana.opensLog(room);
  expect(await ana.logEntries()).toEqual([
    'Ana closed the room to Bo for a week.',
    'Ana muted Bo for a day.',
    'Ana set the topic to “Doors at ten”.',
    'Ana removed a message by Bo: “unkind”. To the message',
    'Ana made the room.',
  ]);
});

test('U39 U40 without JavaScript somebody is asked in, and pastes the link @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room, { title: 'Saturday bench', visibility: 'private' });
  await ana.enters(room);
  await ana.page.getByRole('link', { name: 'Invite', exact: true }).click();
  await ana.page.getByRole('button', { name: 'Make a link' }).click();
  const link = await ana.page.getByRole('textbox', { name: 'Invite link' }).inputValue();

  await bo.page.goto('/join');
  await bo.page.getByRole('textbox', { name: 'The link you were sent' }).fill(link);
  await bo.page.getByRole('button', { name: 'Open it' }).click();
  await expect(bo.page.getByRole('heading', { name: 'Ana asked you in to Saturday bench.' })).toBeVisible();
  await bo.acceptsInvite();
  expect(new URL(bo.page.url()).pathname).toBe(`/r/${room}`);
});

test('U35 without JavaScript slow mode keeps the draft, and says how long @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room);
  await ana.enters(room);
  await ana.opensSettings();
  await ana.chooses('Slow mode', '1 min');
  await ana.savesSettings();
  await bo.enters(room);
  bo.expects(/429/);
  await bo.says('the first');
  await bo.sees('the first');
  const answered = bo.page.waitForResponse((answer) => answer.request().method() === 'POST');
  await bo.says('the second');
  expect((await answered).headers()['retry-after']).toMatch(/^[1-6]\d?$/);
  await expect(bo.page.getByText(/^You can write again in \d+ seconds\.$/)).toBeVisible();
  await expect(bo.composer).toHaveValue('the second');
});

test('U24 without JavaScript the way back leads to no private room of whoever signed out @once', async ({
  ana,
}) => {
  const room = newRoom();
  await ana.makes(room, { visibility: 'private' });
  await ana.enters(room);
  await ana.says('between us');
  await ana.sees('between us');
  await ana.signsOut();
  await ana.findsNoWayBackTo('between us');
});
