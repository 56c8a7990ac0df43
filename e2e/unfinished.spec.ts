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
  await expect(ana.topHeading).toHaveText('You’re offline, and this page isn’t here yet.');
  await ana.regainsNetwork();
  await ana.retryButton.click();
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
  await ana.givesName('Anouk');
  await ana.seesNote('That was before you took the name you go by now.', { times: 2 });
  await bo.seesPeople(['Anouk', 'Bo']);
  await bo.seesTranscript([]);

  await ana.discards();
  await ana.doesNotSee('rash words');
  await ana.sendsAs('Anouk');
  await bo.sees('precious words', { from: 'Anouk' });
  await ana.seesSaid('precious words');
  await ana.seesTranscript(['precious words']);
  await ana.reloads();
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
  await tab.opens(`/r/${aside}/you`);
  await tab.ownNameField.fill('Bodil');
  await tab.ownNameField.press('Enter');
  for (const one of [ana, bo]) await one.seesPeople(['Ana', 'Bodil']);
  await tab.seesPeople(['Bodil']);
  await bo.says('by any name');
  await ana.sees('by any name', { from: 'Bodil' });
});

test('I7 also a name that was given before the page’s script was there @once', async ({
  ana,
  bo,
  room,
  aside,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  const tab = await bo.opensAnotherTab();
  await tab.getsScriptsLate();
  await tab.opensAtOnce(`/r/${aside}/you`);
  await tab.ownNameField.fill('Bodil');
  await tab.ownNameField.press('Enter');
  for (const one of [ana, bo]) await one.seesPeople(['Ana', 'Bodil']);
});

test('R4 a new name counts at once, in every tab and on everything said, and is no arrival @desktop @chromium', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('who am I?');
  await ana.sees('who am I?', { from: 'Bo' });
  const tab = await bo.opensAnotherTab();
  await tab.opens('/?name');
  await tab.goesBy('Bodil');
  await expect(tab.topHeading).toHaveText('Hello again, Bodil.');
  await tab.enters(room);
  await ana.sees('who am I?', { from: 'Bodil' });
  await ana.seesPeople(['Ana', 'Bodil']);
  await ana.seesMoves(['Bodil came in']);
  await bo.seesPeople(['Ana', 'Bodil']);
});
