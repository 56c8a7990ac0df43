import { expect, test } from './people.ts';

test('C5 words not yet finished are there again after a look into another room @desktop', async ({
  ana,
  room,
  aside,
}) => {
  await ana.enters(aside);
  await ana.enters(room);
  await ana.composer.fill('half a thou');
  await ana.looksInto(aside);
  await expect(ana.composer).toHaveValue('');
  await ana.looksInto(room);
  await expect(ana.composer).toHaveValue('half a thou');
});

test('C5 words not yet sent outlive a page that cannot be had without a line @once', async ({
  ana,
  bo,
  room,
  aside,
}) => {
  await ana.enters(aside);
  await ana.enters(room);
  await bo.enters(room);
  await ana.losesNetwork();
  await ana.says('wait for me');
  await ana.goesTo(aside);
  await expect(ana.page.getByRole('heading', { level: 1 })).toHaveText(
    'You’re offline, and this page isn’t here yet.',
  );
  await ana.regainsNetwork();
  await ana.page.getByRole('button', { name: 'Try again' }).click();
  await ana.isIn();
  await ana.looksInto(room);
  await bo.sees('wait for me', { from: 'Ana' });
});

test('C9 words written under a name that is gone are sent under the new one only when asked @once', async ({
  ana,
  bo,
  room,
}) => {
  await bo.hasOwnClock();
  await ana.enters(room);
  await bo.enters(room);
  await ana.losesNetwork();
  await ana.says('precious words');
  await ana.says('rash words');
  await ana.context.clearCookies();
  await ana.regainsNetwork();
  await expect(ana.nameField).toBeVisible();
  await expect(ana.banner).toHaveCount(0);
  await ana.nameField.fill('Anouk');
  await ana.stepInButton.click();
  await expect(ana.log.getByText('That was before you took the name you go by now.')).toHaveCount(2);
  await bo.seesPeople(['Anouk', 'Bo']);
  await bo.seesTranscript([]);

  await ana.log.getByRole('button', { name: 'Discard' }).last().click();
  await ana.doesNotSee('rash words');
  await ana.log.getByRole('button', { name: 'Send as Anouk' }).click();
  await bo.sees('precious words', { from: 'Anouk' });
  await ana.seesSaid('precious words');
  await ana.seesTranscript(['precious words']);
  await ana.page.reload();
  await ana.seesTranscript(['precious words']);
});

test('I7 a new name counts at once also for whoever has said nothing, in every room @once', async ({
  ana,
  bo,
  room,
  aside,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.seesPeople(['Ana', 'Bo']);
  const tab = await bo.opensAnotherTab();
  await tab.page.goto(`/r/${aside}/you`);
  const name = tab.page.getByRole('textbox', { name: 'Name' });
  await name.fill('Bodil');
  await name.press('Enter');
  for (const one of [ana, bo]) await one.seesPeople(['Ana', 'Bodil']);
  await tab.seesPeople(['Bodil']);
  await bo.says('by any name');
  await ana.sees('by any name', { from: 'Bodil' });
});

test('R4 a new name counts at once, in every tab and on everything said, and is no arrival @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('who am I?');
  await ana.sees('who am I?', { from: 'Bo' });
  const tab = await bo.opensAnotherTab();
  await tab.page.goto('/?name');
  await tab.nameField.fill('Bodil');
  await tab.page.getByRole('button', { name: 'Go by this name' }).click();
  await expect(tab.page.getByRole('heading', { level: 1 })).toHaveText('Hello again, Bodil.');
  await tab.enters(room);
  await ana.sees('who am I?', { from: 'Bodil' });
  await ana.seesPeople(['Ana', 'Bodil']);
  await expect(ana.page.getByText('came in')).toHaveCount(0);
  await bo.seesPeople(['Ana', 'Bodil']);
});
