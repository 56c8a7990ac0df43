import { expect, newRoom, test } from './people.ts';

const tintOf = (classes: string | null) => /\btint-\d+\b/.exec(classes ?? '')?.[0] ?? 'no tint';

test('U53 “You’re the first one in” only when it is so @once', async ({ ana, bo, room }) => {
  const first = 'You’re the first one in.';
  await ana.enters(room);
  await ana.readsHeading(first);
  await bo.enters(room);
  await bo.readsHeading('Nobody has said anything here yet.');
  await bo.doesNotRead(first);
  await ana.doesNotRead(first);
});

test('U40 whoever asks somebody in is shown as what they are: hollow for a guest, filled for a kept name @once', async ({
  ana,
  bo,
}) => {
  await ana.hasPasskeys();
  const room = newRoom();
  await ana.makes(room, { visibility: 'private' });
  await ana.enters(room);
  const link = await ana.invites();
  await bo.follows(link);
  await bo.readsHeading(/^Ana asked you in/);
  await expect(bo.inviterFace).toHaveClass(/\bguest\b/);
  const hollow = tintOf(await bo.inviterFace.getAttribute('class'));
  await ana.keepsName();
  await ana.visits(room);
  await ana.isIn();
  const tint = tintOf(await ana.ownFace.getAttribute('class'));
  expect(hollow, 'in their own colour').toBe(tint);
  await bo.follows(link);
  await expect(bo.inviterFace, 'in their own colour').toHaveClass(new RegExp(`\\b${tint}\\b`));
});

test.describe('U54 where a browser takes no cookies, whoever gives a name is told so', () => {
  test('in a room, each time @once', async ({ ana, room }) => {
    ana.line.loseCookies();
    await ana.visits(room);
    for (let tries = 0; tries < 2; tries += 1) {
      await ana.isUp();
      await ana.givesName('Ana');
      await ana.isWarned('A name is kept in a cookie');
    }
  });

  test('in the lobby @once', async ({ ana, room }) => {
    ana.line.loseCookies();
    await ana.opensLobby();
    await ana.isUp();
    await ana.stepsIn({ name: 'Ana', room });
    await ana.isWarned('A name is kept in a cookie');
  });
});

test('U55 a report shows to whoever keeps the room, until they have looked into the log @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('not my best');
  await bo.sees('not my best');
  await expect(ana.reportMark).toBeHidden();
  await bo.keeps('Report', 'not my best', 'unkind');
  await expect(ana.reportMark).toBeVisible();
  await ana.hears('Somebody reported a message.');
  await expect(bo.reportMark).toBeHidden();
  await ana.reloads();
  await expect(ana.reportMark).toBeVisible();
  await ana.reportMark.click();
  await expect(ana.sheet('The log')).toContainText('unkind');
  await expect(ana.reportMark).toBeHidden();
  await ana.visits(own);
  await ana.isIn();
  await expect(ana.reportMark).toBeHidden();
});

test('U56 settings that were changed and not saved are asked about @once', async ({ ana, own }) => {
  await ana.enters(own);
  await ana.opensSettings();
  await ana.titleField.fill('Saturday bench');
  let stay = true;
  const asked = ana.answersQuestions(() => stay);
  await ana.goesBackToRoom();
  await expect.poll(() => asked).toEqual(['What you changed is not saved. Leave it?']);
  await expect(ana.titleField).toHaveValue('Saturday bench');
  stay = false;
  await ana.closesSheet();
  await ana.opensSettings();
  await ana.titleField.fill('Sunday bench');
  await ana.savesSettings();
  await ana.closesSheet();
  expect(asked).toHaveLength(2);
});

test('U36 who decides here is called that in the transcript too, and nobody is called a guest there @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('welcome');
  await bo.sees('welcome');
  await expect(bo.signatureOf('welcome')).toContainText('Owner');
  await bo.says('thanks');
  await ana.sees('thanks');
  await expect(ana.signatureOf('thanks')).not.toContainText('guest');
});

test('U43 C20 whose name becomes another’s while they are in reads on, and is offered a free one @once', async ({
  ana,
  bo,
  room,
}) => {
  await bo.enters(room);
  await bo.says('I am Bo');
  await ana.enters(room);
  await ana.says('I am Ana');
  await ana.seesSaid('I am Ana');
  const tab = await ana.opensAnotherTab();
  await tab.opensYou();
  await tab.takesName('Bo');
  await ana.reads('Somebody here goes by Bo. Choose another name.');
  await bo.says('said meanwhile');
  await ana.sees('said meanwhile');
  // What cannot be done is not offered.
  await ana.isOfferedNo('Edit');
  await expect(ana.nameField).toHaveValue('Bo 2');
  await ana.stepInButton.click();
  await ana.isIn();
  await bo.seesPeople(['Bo', 'Bo 2']);
});

test('U2 U51 a name is given, and words are said, while something is open beside the room', async ({
  ana,
  bo,
  room,
}) => {
  await bo.enters(room);
  await ana.visits(room);
  await ana.givesName('Bo');
  await expect(ana.nameField).toHaveValue('Bo 2');
  await ana.opensSettings();
  // Where there is space for both.
  if (!(await ana.nameField.isVisible())) await ana.closesSheet();
  await ana.nameField.fill('Admin');
  ana.expects(/422/);
  await ana.stepInButton.click();
  await ana.reads('That name would be taken for somebody in charge.');
  await ana.givesName('Ana');
  await ana.isIn();
});

test('U55 a report that comes while the log is open is read there @once', async ({ ana, bo, own }) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('not my best');
  await bo.sees('not my best');
  await ana.opensLog(own);
  await bo.keeps('Report', 'not my best', 'unkind');
  await expect(ana.sheet('The log')).toContainText('unkind');
  await expect(ana.reportMark).toBeHidden();
});

test('U54 whoever is asked in and takes no cookie is told so @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room, { visibility: 'private' });
  await ana.enters(room);
  const link = await ana.invites();
  bo.line.loseCookies();
  bo.expects(/403/);
  await bo.follows(link);
  await bo.givesName('Bo');
  await bo.reads(/^A name is kept in a cookie/);
});

test.describe('U2 without JavaScript @once', () => {
  test.use({ javaScriptEnabled: false });

  test('words are said while settings are open beside the room', async ({ ana, bo, room }) => {
    await ana.enters(room);
    await bo.enters(room);
    await bo.opens(`/r/${room}/settings`);
    await bo.composer.fill('said from beside');
    await bo.sendButton.click();
    await bo.sees('said from beside');
    expect(bo.path()).toBe(`/r/${room}`);
  });
});
