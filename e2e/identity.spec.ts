import { expect, newRoom, test, withPerson } from './people.ts';

test('U22 a guest keeps their name, and on another device is the same person with the same rooms @chromium', async ({
  ana,
  browser,
  site,
  contextOptions,
}) => {
  const room = newRoom();
  await ana.hasPasskeys();
  await ana.makes(room);
  await ana.enters(room);
  await ana.says('said as a guest');
  await ana.seesSaid('said as a guest');
  await ana.keepsName();
  await expect.poll(() => ana.passkeys()).toHaveLength(1);
  await ana.signsOut();
  await ana.opensLobby();
  expect(await ana.roomsUnder('Open rooms')).not.toContain(room);
  await expect(ana.knownRooms).toBeHidden();

  await withPerson('Ana', browser, site, contextOptions, async (phone) => {
    await phone.hasPasskeys();
    await ana.takesPasskeysTo(phone);
    await phone.opensLobby();
    await phone.isUp();
    await phone.signsIn();
    await phone.reads('Signed in as Ana with a passkey.');
    expect(await phone.roomsUnder('Rooms you know')).toHaveLength(1);
    await phone.enters(room);
    await phone.sees('said as a guest', { from: 'Ana' });
    await phone.edits('said as a guest', 'mine on every device');
    await phone.seesEdited('mine on every device');
  });
});

test('U22 a second passkey is added on a second device, named, and the last one stays @once', async ({
  ana,
  browser,
  site,
  contextOptions,
}) => {
  const room = newRoom();
  await ana.hasPasskeys();
  await ana.makes(room);
  await ana.keepsName();
  await withPerson('Ana', browser, site, contextOptions, async (laptop) => {
    await laptop.hasPasskeys();
    await ana.takesPasskeysTo(laptop);
    await laptop.opensYou();
    await laptop.signsIn();
    await laptop.addsPasskey();
    await laptop.reads('This device has a passkey of yours already.');
    await laptop.losesPasskeys();
    await laptop.addsPasskey();
    await laptop.reads('The new passkey is ready.');
    const [first = ''] = await laptop.passkeys();
    expect(await laptop.passkeys()).toEqual([first, first]);

    await laptop.unfoldsPasskey(first);
    await laptop.callsPasskey('The old laptop');
    await expect.poll(() => laptop.passkeys()).toContain('The old laptop');
    await laptop.removeButtonOf('The old laptop').click();
    await expect.poll(() => laptop.passkeys()).toEqual([first]);

    await laptop.unfoldsPasskey(first);
    await laptop.reads('This is your last passkey.');
    await expect(laptop.removeButtonOf(first)).toBeHidden();
  });
});

test('U24 signing out everywhere is felt within seconds where somebody else could sit @once', async ({
  ana,
  bo,
  browser,
  site,
  contextOptions,
}) => {
  const room = newRoom();
  await ana.hasPasskeys();
  await ana.makes(room);
  await ana.enters(room);
  await ana.keepsName();
  await withPerson('Ana', browser, site, contextOptions, async (library) => {
    await library.hasPasskeys();
    await ana.takesPasskeysTo(library);
    await library.visits(room);
    await library.isUp();
    await library.signsIn();
    await library.isIn();
    await bo.enters(room);
    await ana.signsOut({ everywhere: true });
    await expect(library.nameField).toBeVisible({ timeout: 5_000 });
    await library.opensYou();
    await library.readsHeading('Nobody is signed in here.');
  });
});

test('U24 a guest is told first that nobody can be them again @once', async ({ ana }) => {
  const room = newRoom();
  await ana.makes(room);
  await ana.opensYou();
  await ana.beginsToSignOut();
  await ana.reads('Nobody can be Ana again after that, not even you.');
  await ana.confirmsSignOut();
  await ana.readsHeading('You’re signed out here.');
  expect((await ana.context.cookies()).filter(({ name }) => /session|rooms/.test(name))).toEqual([]);
  await ana.opensLobby();
  await expect(ana.nameField).toBeVisible();
});

test('U25 whoever has themselves forgotten leaves words without a name, or none @once', async ({
  ana,
  bo,
  cy,
}) => {
  const room = newRoom();
  await ana.hasPasskeys();
  await cy.makes(room);
  await cy.enters(room);
  for (const person of [ana, bo]) {
    await person.enters(room);
    await person.says(`${person.name} was here`);
    await cy.sees(`${person.name} was here`, { from: person.name });
  }
  await ana.keepsName();
  await ana.isForgotten('stay');
  await bo.isForgotten('go');
  await cy.enters(room);
  await cy.sees('Ana was here', { from: 'someone who left' });
  await cy.doesNotSee('Bo was here');
  await ana.opensYou();
  await ana.readsHeading('Nobody is signed in here.');
});

test('U22 whoever thinks better of a passkey is told nothing, and a wrong one is said kindly @once', async ({
  ana,
}) => {
  ana.expects(/40[13]/);
  await ana.hasPasskeysThatFail('NotAllowedError', 'UnknownError');
  await ana.opensLobby();
  await ana.isUp();
  await ana.signInButton.click();
  await ana.doesNotRead('Waiting for your passkey');
  await expect(ana.alert).toBeHidden();
  await ana.signInButton.click();
  await expect(ana.alert).toHaveText('That passkey didn’t answer. Your name is still yours.');
  await expect(ana.retryButton).toBeVisible();
});

test('U23 the light and U77 the density that somebody chose follow them, and their new name is seen @once', async ({
  ana,
  browser,
  site,
  contextOptions,
}) => {
  const room = newRoom();
  await ana.hasPasskeys();
  await ana.makes(room);
  await ana.keepsName();
  await ana.takesName('Ana Maria');
  await ana.isTold('Saved.');
  await ana.choosesLight('Dark');
  await ana.seesNight();
  await ana.choosesDensity('Compact');
  await ana.seesDensity('compact');
  await withPerson('Ana', browser, site, contextOptions, async (phone) => {
    await phone.hasPasskeys();
    await ana.takesPasskeysTo(phone);
    await phone.opensLobby();
    await phone.isUp();
    await phone.signsIn();
    await phone.reads('Signed in as Ana Maria with a passkey.');
    await phone.seesNight();
    await phone.seesDensity('compact');
    await phone.reloads();
    await phone.seesNight();
    await phone.seesDensity('compact');
  });
});

test('U22 whoever comes under a name that is kept can say with a passkey that it is theirs @once', async ({
  ana,
  browser,
  site,
  contextOptions,
}) => {
  const room = newRoom();
  await ana.hasPasskeys();
  await ana.makes(room);
  await ana.enters(room);
  await ana.says('this name is mine');
  await ana.seesSaid('this name is mine');
  await ana.keepsName();
  await withPerson('Ana', browser, site, contextOptions, async (phone) => {
    await phone.hasPasskeys();
    await ana.takesPasskeysTo(phone);
    await phone.visits(room);
    await phone.isUp();
    await phone.givesName('Ana');
    await phone.reads('Someone keeps the name Ana here. Choose another.');
    await phone.usesPasskey();
    await phone.isIn();
    await phone.sees('this name is mine', { from: 'Ana' });
  });
});

test('U23 after ten own messages a guest is offered to keep their name, and writes on meanwhile @once', async ({
  ana,
}) => {
  const room = newRoom();
  await ana.makes(room);
  await ana.enters(room);
  for (let n = 1; n <= 9; n += 1) {
    await ana.says(`number ${n}`);
    await ana.seesSaid(`number ${n}`);
  }
  await expect(ana.keepOffer).toBeHidden();
  await ana.composer.focus();
  await ana.types('number 10');
  await ana.presses('Enter');
  await ana.types('message number 11');
  await ana.presses('Enter');
  await ana.seesSaid('message number 11');
  // It waits for an answer, and takes the place of nothing.
  await expect(ana.keepOffer).toBeVisible();
  await ana.declinesToKeepName();
  await expect(ana.composer).toBeFocused();
  await ana.says('number 12');
  await ana.seesSaid('number 12');
  await expect(ana.keepOffer).toBeHidden();
});

test('U24 who sits down after somebody signed out finds nothing of theirs @desktop', async ({
  ana,
  room,
}) => {
  let isCut = false;
  // Pages go on being served.
  await ana.context.routeWebSocket(/socket$/, (line) => {
    if (isCut) void line.close({ code: 1013 });
    else line.connectToServer();
  });
  await ana.enters(room);
  await ana.says('said aloud');
  await ana.seesSaid('said aloud');
  const tab = await ana.opensAnotherTab();
  await tab.enters(room);
  isCut = true;
  for (const one of [ana, tab]) await one.reloads();
  await ana.says('never sent');
  await ana.seesWaiting('never sent');
  await ana.composer.fill('my half-written draft');
  await tab.seesWaiting('never sent');
  await ana.signsOut();
  // Without a line nothing but the other tab can tell it.
  await expect(tab.nameField).toBeVisible();
  await tab.doesNotSee('never sent');
  isCut = false;
  await ana.visits(room);
  await ana.givesName('Mallory');
  await ana.isIn();
  await ana.seesTranscript(['said aloud']);
  await expect(ana.composer).toHaveValue('');
  expect(await ana.keptInStorage()).not.toContain('half-written');
});

test('U24 the way back leads to no private room of whoever signed out @once', async ({ ana }) => {
  const room = newRoom();
  await ana.makes(room, { visibility: 'private' });
  await ana.enters(room);
  await ana.says('between us');
  await ana.seesSaid('between us');
  await ana.signsOut();
  await ana.findsNoWayBackTo('between us');
});
