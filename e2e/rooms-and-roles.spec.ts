import { randomUUID } from 'node:crypto';
import { expect, newRoom, test } from './people.ts';

test.describe('a private room', () => {
  test('U39 U40 is for whoever was asked in, and to everybody else one that does not exist @chromium', async ({
    ana,
    bo,
    cy,
  }) => {
    const room = newRoom();
    await ana.makes(room, { title: 'Saturday bench', visibility: 'private' });
    await ana.enters(room);
    await ana.says('only for those I ask');
    const link = await ana.invites();

    await bo.follows(link);
    await bo.readsHeading('Ana asked you in to Saturday bench.');
    expect(bo.address(), 'the secret is gone from the address bar').toBe(`${bo.line.url}/join`);
    await bo.acceptsInvite();
    await bo.sees('only for those I ask', { from: 'Ana' });
    await ana.seesRole('Bo', 'member');

    cy.expects(/404/);
    const nowhere = newRoom();
    const [there, notThere] = [await cy.isAnswered(`/r/${room}`), await cy.isAnswered(`/r/${nowhere}`)];
    expect(there.status).toBe(404);
    expect({ ...there, text: there.text.replaceAll(room, nowhere) }).toEqual(notThere);
    for (const page of ['settings', 'log', 'people/nobody-here', 'messages/1']) {
      const [one, other] = [
        await cy.isAnswered(`/r/${room}/${page}`),
        await cy.isAnswered(`/r/${nowhere}/${page}`),
      ];
      expect({ ...one, text: one.text.replaceAll(room, nowhere) }, page).toEqual(other);
      expect(one.status, page).toBe(404);
    }
  });

  test('U40 a link that is closed, used up or made up says the same @once', async ({ ana, bo, cy }) => {
    const room = newRoom();
    await ana.makes(room, { visibility: 'private' });
    await ana.enters(room);
    await ana.opensSettings();
    await ana.chooses('It takes in', 'one person');
    const link = await ana.makesLink();
    await bo.follows(link);
    await bo.acceptsInvite();

    cy.expects(/404/);
    const told = async (dead: string) => {
      await cy.follows(dead);
      return cy.readsThatLinkIsOver();
    };
    const usedUp = await told(link);
    await ana.reloads();
    const second = await ana.makesLink();
    await ana.closesLink();
    expect(await told(second)).toBe(usedUp);
    expect(await told(`/join#${room}/${'x'.repeat(32)}`)).toBe(usedUp);
    expect(await told(`/join#${newRoom()}/${'x'.repeat(32)}`)).toBe(usedUp);
    expect(await told('/join#???')).toBe(usedUp);
  });

  test('U34 U38 a room that turns private keeps who spoke, and shows nothing to the others any more @once', async ({
    ana,
    bo,
    cy,
  }) => {
    const room = newRoom();
    await ana.makes(room);
    for (const person of [ana, bo, cy]) await person.enters(room);
    await bo.says('I was here');
    await cy.sees('I was here');

    cy.expects(/404/);
    await ana.opensSettings();
    await ana.choosesMembersOnly();
    await ana.reads(/whoever has said something here becomes a member/);
    await ana.savesSettings();
    await cy.isNoLongerLetIn();
    await cy.doesNotSee('I was here');
    await bo.says('and I still am');
    await bo.seesSaid('and I still am');
  });
});

test.describe('keeping a room', () => {
  test('U31 U37 whoever is muted reads along until it is lifted, and keeps what they were writing @chromium', async ({
    ana,
    bo,
  }) => {
    const room = newRoom();
    await ana.makes(room);
    await ana.enters(room);
    await bo.enters(room);
    await bo.composer.fill('half a thought');
    await ana.opensPageOf('Bo');
    await ana.mutes('Bo', { span: 'an hour', why: 'capitals, three times' });
    await expect(bo.barred).toHaveText(/^You’re muted here until .*\. You can still read along\.$/);
    await expect(bo.composer).toBeHidden();
    await bo.reloads();
    await expect(bo.barred).toBeVisible();

    await ana.lifts();
    await expect(bo.composer).toHaveValue('half a thought');
    await ana.opensLog(room);
    expect(await ana.logEntries()).toEqual([
      'Ana lets Bo write again.',
      'Ana muted Bo for an hour: “capitals, three times”.',
      'Ana made the room.',
    ]);
  });

  test('U34 U37 whoever is asked to leave is out at once, and may come back into an open room @once', async ({
    ana,
    bo,
  }) => {
    const room = newRoom();
    await ana.makes(room, { title: 'Kitchen' });
    await ana.enters(room);
    await bo.enters(room);
    await ana.says('who has the big pan?');
    await bo.sees('who has the big pan?');
    await ana.opensPageOf('Bo');
    await ana.asksToLeave('Bo');
    await bo.readsHeading('You were asked to leave Kitchen.');
    await bo.doesNotSee('who has the big pan?');
    await bo.comesBackIn();
    await bo.isIn();
    await bo.sees('who has the big pan?');
  });

  test('U34 words that were not sent are shown to whoever is put out @once', async ({ ana, bo }) => {
    const room = newRoom();
    await ana.makes(room);
    await ana.enters(room);
    await bo.enters(room);
    await ana.opensPageOf('Bo');
    await bo.composer.fill('a long thought, not yet sent');
    bo.expects(/403/);
    await ana.bans('Bo', { span: 'a day' });
    await bo.reads('a long thought, not yet sent');
    await bo.asksWhy();
    await bo.findsRoomClosed();
  });

  test('U34 U37 U41 a ban holds for open tabs, reloads, new tabs and forms, and stands in the log @once', async ({
    ana,
    bo,
  }) => {
    const room = newRoom();
    await ana.makes(room);
    await ana.enters(room);
    await bo.enters(room);
    await bo.says('fridges for sale');
    await ana.sees('fridges for sale');
    await ana.opensPageOf('Bo');
    bo.expects(/403/);
    await ana.bans('Bo', { span: 'good', why: 'selling fridges, again' });
    await bo.findsRoomClosed();
    await bo.doesNotSee('fridges for sale');
    await bo.reloads();
    await bo.findsRoomClosed();
    const tab = await bo.opensAnotherTab();
    tab.expects(/403/);
    await tab.visits(room);
    await tab.findsRoomClosed();
    const form = { id: randomUUID(), after: '0', text: 'by form' };
    const headers = { origin: bo.line.url, accept: 'text/html' };
    const posted = await bo.context.request.post(`/r/${room}?/say`, { form, headers });
    expect(posted.status()).toBe(403);
    expect(await posted.text()).toContain('This room is closed to you.');

    await ana.opensLog(room);
    expect(await ana.logEntries()).toEqual([
      'Ana closed the room to Bo for good: “selling fridges, again”.',
      'Ana made the room.',
    ]);
    await ana.visits(room);
    await ana.opensSettings();
    await ana.liftsBanOf('Bo');
    await bo.enters(room);
    await bo.sees('fridges for sale');
  });

  test('U32 U33 a moderator removes a message, and both see the stub, live and later @chromium', async ({
    ana,
    bo,
  }) => {
    const room = newRoom();
    await ana.makes(room);
    await ana.enters(room);
    await bo.enters(room);
    await bo.says('something unkind');
    await ana.sees('something unkind');
    await ana.keeps('Remove', 'something unkind', 'unkind');
    await ana.seesRemoved('You removed a message by Bo.');
    await bo.seesRemoved('Ana removed a message of yours.');
    for (const person of [ana, bo]) {
      await person.reloads();
      await person.doesNotSee('something unkind');
    }
    await ana.seesRemoved('You removed a message by Bo.');
    await bo.seesRemoved('Ana removed a message of yours.');
    await ana.opensLog(room);
    expect((await ana.logEntries())[0]).toBe('Ana removed a message by Bo: “unkind”. To the message');
  });

  test('U32 U41 a report is read by the moderators, and by nobody else @once', async ({ ana, bo, cy }) => {
    const room = newRoom();
    await ana.makes(room);
    for (const person of [ana, bo, cy]) await person.enters(room);
    await bo.says('something unkind');
    await cy.sees('something unkind');
    await cy.keeps('Report', 'something unkind', 'hurts');
    await cy.reads('Reported. The moderators can read it now.');
    expect(await cy.menuOf('something unkind')).not.toContain('Remove');

    await ana.opensLog(room);
    expect((await ana.logEntries())[0]).toBe('Cy reported a message by Bo: “hurts”. To the message');
    await ana.goesToTheMessage();
    // The words stand beside the log as well: the page with the message is there once the log is gone.
    await expect(ana.sheet('The log')).toBeHidden();
    await ana.sees('something unkind', { from: 'Bo' });
    await ana.keeps('Remove', 'something unkind');
    await ana.seesRemoved('You removed a message by Bo.');
    await cy.opensLog(room);
    await cy.reads('Only moderators read this room’s log.');
    expect(await cy.logEntries()).toEqual([]);
  });
});

test('U31 U35 a lock and slow mode keep what was being written @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room);
  await ana.enters(room);
  await bo.enters(room);
  await bo.composer.fill('half a thought');
  await ana.opensSettings();
  await ana.locks();
  await ana.savesSettings();
  await expect(bo.barred).toHaveText('The room is locked. Only its moderators write for now.');
  await ana.unlocks();
  await ana.chooses('Slow mode', '30 s');
  await ana.savesSettings();
  await expect(bo.composer).toHaveValue('half a thought');
  await bo.reads('Slow mode: one message every 30 seconds.');

  await bo.says('the first');
  await bo.seesSaid('the first');
  await bo.hasToWait();
  await bo.says('the second');
  await expect(bo.composer).toHaveValue('the second');
  await bo.doesNotSee('the second');
  await bo.hears('You can write again');
});

test('U30 U36 U37 title, topic and roles show to everybody at once @once', async ({ ana, bo, cy }) => {
  const room = newRoom();
  await ana.makes(room);
  for (const person of [ana, bo, cy]) await person.enters(room);
  await bo.says('hello');
  await ana.sees('hello');
  await ana.opensSettings();
  await ana.titleField.fill('Saturday bench');
  await ana.topicField.fill('Doors at ten');
  await ana.savesSettings();
  await expect(cy.topHeading).toHaveText('Saturday bench');
  await expect(cy.beginning).toContainText('Doors at ten');

  await ana.closesSheet();
  await ana.opensPageOf('Bo');
  await ana.makesModerator('Bo');
  await cy.seesRole('Bo', 'Moderator');
  await bo.seesRole('Bo', 'Moderator, you');
  await cy.says('something unkind');
  await bo.sees('something unkind');
  await bo.keeps('Remove', 'something unkind');
  await cy.seesRemoved('Bo removed a message of yours.');

  await ana.handsOver('Saturday bench', { to: 'Bo' });
  await cy.seesRole('Bo', 'Owner');
});

test('U38 what one may not change is said in words @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room);
  await ana.enters(room);
  await bo.enters(room);
  await bo.opensSettings();
  await bo.reads('You’re a guest here.');
  await bo.reads('Whoever has the link. The room stands nowhere. Its link is enough.');
  await bo.mayChangeNothing();
});

test('U43 a name that somebody has here is asked for anew @once', async ({ ana, bo, cy, room }) => {
  await bo.enters(room);
  await bo.says('I am Bo');
  await bo.seesSaid('I am Bo');
  await ana.visits(room);
  // The second letter is Cyrillic.
  await ana.givesName('Bо');
  await ana.reads('Somebody here goes by Bо. Choose another name.');
  await expect(ana.composer).toBeHidden();
  // What is said meanwhile can be read, and one press is enough for a name that is free.
  await bo.says('come in');
  await ana.sees('come in', { from: 'Bo' });
  await expect(ana.nameField).toHaveValue('Bо 2');
  await ana.stepInButton.click();
  await ana.isIn();
  await cy.enters(room);
  await cy.seesPeople(['Bo', 'Bо 2', 'Cy']);
});
