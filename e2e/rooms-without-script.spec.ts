import { expect, newRoom, test } from './people.ts';

test.use({ javaScriptEnabled: false });

test('U32 U33 U37 U38 U41 without JavaScript a room is kept all the same @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room);
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('something unkind');
  await ana.reloads();

  await ana.opensPageOfMessage('something unkind');
  await ana.removesFromItsPage('unkind');
  await ana.seesRemoved('You removed a message by Bo.');
  await bo.reloads();
  await bo.seesRemoved('Ana removed a message of yours.');

  await ana.opensSettings();
  await ana.topicField.fill('Doors at ten');
  await ana.savesSettings();
  await ana.opensPageOfMember('Bo');
  await ana.mutes('Bo', { span: 'a day' });
  await bo.reloads();
  await expect(bo.barred).toBeVisible();
  await expect(bo.beginning).toContainText('Doors at ten');
  await ana.bans('Bo', { span: 'a week' });
  bo.expects(/403/);
  await bo.reloads();
  await bo.findsRoomClosed();

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
  await ana.asksSomebodyIn();
  const link = await ana.makesLink();

  await bo.pastesLink(`${ana.line.url}${link}`);
  await bo.readsHeading('Ana asked you in to Saturday bench.');
  await bo.acceptsInvite();
  expect(bo.path()).toBe(`/r/${room}`);
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
  const answer = await bo.saysByForm('the second');
  expect(answer.headers()['retry-after']).toMatch(/^[1-6]\d?$/);
  await bo.hasToWait();
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
