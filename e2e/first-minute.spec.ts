import { expect, newRoom, test } from './people.ts';

test('U53 “You’re the first one in” only when it is so @once', async ({ ana, bo, room }) => {
  const first = (who: typeof ana) => who.page.getByRole('heading', { name: 'You’re the first one in.' });
  await ana.enters(room);
  await expect(first(ana)).toBeVisible();
  await bo.enters(room);
  await expect(bo.page.getByRole('heading', { name: 'Nobody has said anything here yet.' })).toBeVisible();
  await expect(first(bo)).toBeHidden();
  await expect(first(ana)).toBeHidden();
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
  const face = bo.page.locator('.hush .face');
  await bo.follows(link);
  await expect(bo.page.getByRole('heading', { name: /^Ana asked you in/ })).toBeVisible();
  await expect(face).toHaveClass(/\bguest\b/);
  await ana.keepsName();
  await ana.page.goto(`/r/${room}`);
  await ana.isIn();
  const tint = /tint-\d/.exec((await ana.page.locator('nav .face').getAttribute('class')) ?? '')?.[0];
  await bo.follows(link);
  await expect(face, 'in their own colour').toHaveClass(new RegExp(`${tint}`));
});

test.describe('U54 where a browser takes no cookies, whoever gives a name is told so', () => {
  test('in a room, each time @once', async ({ ana, room }) => {
    ana.line.loseCookies();
    await ana.page.goto(`/r/${room}`);
    for (let tries = 0; tries < 2; tries += 1) {
      await ana.isUp();
      await ana.nameField.fill('Ana');
      await ana.stepInButton.click();
      await expect(
        ana.page.getByRole('alert').filter({ hasText: 'A name is kept in a cookie' }),
      ).toBeVisible();
    }
  });

  test('in the lobby @once', async ({ ana, room }) => {
    ana.line.loseCookies();
    await ana.page.goto('/');
    await ana.isUp();
    await ana.stepsIn({ name: 'Ana', room });
    await expect(ana.page.getByRole('alert').filter({ hasText: 'A name is kept in a cookie' })).toBeVisible();
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
  const mark = ana.page.getByRole('link', { name: 'A message was reported. Read the log' });
  await expect(mark).toBeHidden();
  await bo.keeps('Report', 'not my best', 'unkind');
  await expect(mark).toBeVisible();
  await expect(ana.announcements.filter({ hasText: 'Somebody reported a message.' })).toHaveCount(1);
  await expect(bo.page.getByRole('link', { name: 'A message was reported. Read the log' })).toBeHidden();
  await ana.page.reload();
  await expect(mark).toBeVisible();
  await mark.click();
  await expect(ana.sheet('The log')).toContainText('unkind');
  await expect(mark).toBeHidden();
  await ana.page.goto(`/r/${own}`);
  await ana.isIn();
  await expect(mark).toBeHidden();
});

test('U56 settings that were changed and not saved are asked about @once', async ({ ana, own }) => {
  await ana.enters(own);
  await ana.opensSettings();
  const title = ana.page.getByRole('textbox', { name: 'Title' });
  await title.fill('Saturday bench');
  const asked: string[] = [];
  let stay = true;
  ana.page.on('dialog', async (dialog) => {
    asked.push(dialog.message());
    await (stay ? dialog.dismiss() : dialog.accept());
  });
  await ana.page.getByRole('link', { name: /^Back to/ }).click();
  await expect.poll(() => asked).toEqual(['What you changed is not saved. Leave it?']);
  await expect(title).toHaveValue('Saturday bench');
  stay = false;
  await ana.closesSheet();
  await ana.opensSettings();
  await title.fill('Sunday bench');
  await ana.savesSettings();
  await ana.closesSheet();
  expect(asked).toHaveLength(2);
});

test('U36 who decides here is called that in the transcript too, not guest @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('welcome');
  await bo.sees('welcome');
  await expect(bo.log.getByRole('article').locator('header')).toContainText('Owner');
  await bo.says('thanks');
  await ana.sees('thanks');
  await expect(ana.log.getByRole('article').filter({ hasText: 'thanks' }).locator('header')).toContainText(
    'guest',
  );
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
  await tab.page.getByRole('textbox', { name: 'Name' }).fill('Bo');
  await tab.page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(ana.page.getByText('Somebody here goes by Bo. Choose another name.')).toBeVisible();
  await bo.says('said meanwhile');
  await ana.sees('said meanwhile');
  // What cannot be done is not offered.
  await expect(ana.log.getByRole('button', { name: 'Delete' })).toHaveCount(0);
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
  await ana.page.goto(`/r/${room}`);
  await ana.nameField.fill('Bo');
  await ana.stepInButton.click();
  await expect(ana.nameField).toHaveValue('Bo 2');
  await ana.opensSettings();
  // Where there is space for both.
  if (!(await ana.nameField.isVisible())) await ana.closesSheet();
  await ana.nameField.fill('Admin');
  ana.expects(/422/);
  await ana.stepInButton.click();
  await expect(ana.page.getByText('That name would be taken for somebody in charge.')).toBeVisible();
  await ana.nameField.fill('Ana');
  await ana.stepInButton.click();
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
  await expect(ana.page.getByRole('link', { name: 'A message was reported. Read the log' })).toBeHidden();
});

test('U54 whoever is asked in and takes no cookie is told so @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room, { visibility: 'private' });
  await ana.enters(room);
  const link = await ana.invites();
  bo.line.loseCookies();
  bo.expects(/403/);
  await bo.follows(link);
  await bo.nameField.fill('Bo');
  await bo.stepInButton.click();
  await expect(bo.page.getByText(/^A name is kept in a cookie/)).toBeVisible();
});

test.describe('U2 without JavaScript @once', () => {
  test.use({ javaScriptEnabled: false });

  test('words are said while settings are open beside the room', async ({ ana, bo, room }) => {
    await ana.enters(room);
    await bo.enters(room);
    await bo.page.goto(`/r/${room}/settings`);
    await bo.composer.fill('said from beside');
    await bo.sendButton.click();
    await bo.sees('said from beside');
    expect(new URL(bo.page.url()).pathname).toBe(`/r/${room}`);
  });
});
