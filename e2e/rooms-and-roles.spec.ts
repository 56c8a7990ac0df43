import { randomUUID } from 'node:crypto';
import { expect, newRoom, type Person, test } from './people.ts';

test.describe('a private room', () => {
  test('U39 U40 is for whoever was asked in, and to everybody else one that does not exist', async ({
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
    await expect(bo.page.getByRole('heading', { name: 'Ana asked you in to Saturday bench.' })).toBeVisible();
    expect(bo.page.url(), 'the secret is gone from the address bar').toBe(`${bo.line.url}/join`);
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
    const link = await makesLink(ana);
    await bo.follows(link);
    await bo.acceptsInvite();

    const over = 'This link has stopped working.';
    cy.expects(/404/);
    const told = async (dead: string) => {
      await cy.follows(dead);
      await expect(cy.page.getByRole('heading', { name: over })).toBeVisible();
      return cy.page.locator('main').innerText();
    };
    const usedUp = await told(link);
    await ana.page.reload();
    const second = await makesLink(ana);
    await ana.page.getByRole('button', { name: /^Close By Ana/ }).click();
    await expect(ana.page.getByText('That link works no more.')).toBeVisible();
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
    await ana.page.getByRole('radio', { name: /^Members only/ }).check();
    await expect(ana.page.getByText(/whoever has said something here becomes a member/)).toBeVisible();
    await ana.savesSettings();
    await expect(cy.page.getByRole('heading', { name: /isn’t open to you any more\.$/ })).toBeVisible();
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
    await ana.does(/^Mute: an hour$/, 'Bo is muted for an hour.', 'capitals, three times');
    await expect(bo.barred).toHaveText(/^You’re muted here until .*\. You can still read along\.$/);
    await expect(bo.composer).toBeHidden();
    await bo.page.reload();
    await expect(bo.barred).toBeVisible();

    await ana.does('Lift', 'Lifted.');
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
    await ana.does('Ask to leave', 'Bo was asked to leave.');
    await expect(bo.page.getByRole('heading', { name: 'You were asked to leave Kitchen.' })).toBeVisible();
    await bo.doesNotSee('who has the big pan?');
    await bo.page.getByRole('button', { name: 'Come back in' }).click();
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
    await ana.does(/: For a day$/, 'The room is closed to Bo.');
    await expect(bo.page.getByText('a long thought, not yet sent')).toBeVisible();
    await bo.page.getByRole('button', { name: 'See why' }).click();
    await expect(bo.page.getByRole('heading', { name: 'This room is closed to you.' })).toBeVisible();
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
    await ana.does(/: For good$/, 'The room is closed to Bo.', 'selling fridges, again');
    const closed = { name: 'This room is closed to you.' };
    await expect(bo.page.getByRole('heading', closed)).toBeVisible();
    await bo.doesNotSee('fridges for sale');
    await bo.page.reload();
    await expect(bo.page.getByRole('heading', closed)).toBeVisible();
    const tab = await bo.opensAnotherTab();
    tab.expects(/403/);
    await tab.page.goto(`/r/${room}`);
    await expect(tab.page.getByRole('heading', closed)).toBeVisible();
    const form = { id: randomUUID(), after: '0', text: 'by form' };
    const headers = { origin: bo.line.url, accept: 'text/html' };
    const posted = await bo.context.request.post(`/r/${room}?/say`, { form, headers });
    expect(posted.status()).toBe(403);
    expect(await posted.text()).toContain(closed.name);

    await ana.opensLog(room);
    expect(await ana.logEntries()).toEqual([
      'Ana closed the room to Bo for good: “selling fridges, again”.',
      'Ana made the room.',
    ]);
    await ana.page.goto(`/r/${room}`);
    await ana.opensSettings();
    await ana.page.getByRole('button', { name: 'Lift Bo' }).click();
    await expect(ana.page.getByText('Lifted.')).toBeVisible();
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
      await person.page.reload();
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
    await expect(cy.page.getByText('Reported. The moderators can read it now.')).toBeVisible();
    await expect(cy.page.getByRole('link', { name: 'Remove' })).toHaveCount(0);

    await ana.opensLog(room);
    expect((await ana.logEntries())[0]).toBe('Cy reported a message by Bo: “hurts”. To the message');
    await ana.page.getByRole('link', { name: 'To the message' }).click();
    // The words stand beside the log as well: the page with the message is there once the log is gone.
    await expect(ana.sheet('The log')).toBeHidden();
    await ana.sees('something unkind', { from: 'Bo' });
    await ana.keeps('Remove', 'something unkind');
    await ana.seesRemoved('You removed a message by Bo.');
    await cy.opensLog(room);
    await expect(cy.page.getByText('Only moderators read this room’s log.')).toBeVisible();
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
  await ana.page.getByRole('checkbox', { name: 'Locked' }).check();
  await ana.savesSettings();
  await expect(bo.barred).toHaveText('The room is locked. Only its moderators write for now.');
  await ana.page.getByRole('checkbox', { name: 'Locked' }).uncheck();
  await ana.chooses('Slow mode', '30 s');
  await ana.savesSettings();
  await expect(bo.composer).toHaveValue('half a thought');
  await expect(bo.page.getByText('Slow mode: one message every 30 seconds.')).toBeVisible();

  await bo.says('the first');
  await bo.seesSaid('the first');
  await expect(bo.page.getByText(/^You can write again in \d+ seconds\.$/).first()).toBeVisible();
  await bo.says('the second');
  await expect(bo.composer).toHaveValue('the second');
  await bo.doesNotSee('the second');
  await expect(bo.announcements.filter({ hasText: 'You can write again' })).toHaveCount(1);
});

test('U30 U36 U37 title, topic and roles show to everybody at once @once', async ({ ana, bo, cy }) => {
  const room = newRoom();
  await ana.makes(room);
  for (const person of [ana, bo, cy]) await person.enters(room);
  await bo.says('hello');
  await ana.sees('hello');
  await ana.opensSettings();
  await ana.page.getByRole('textbox', { name: 'Title' }).fill('Saturday bench');
  await ana.page.getByRole('textbox', { name: 'Topic' }).fill('Doors at ten');
  await ana.savesSettings();
  await expect(cy.page.getByRole('heading', { name: 'Saturday bench', level: 1 })).toBeVisible();
  await expect(cy.page.getByText('Doors at ten')).toBeVisible();

  await ana.closesSheet();
  await ana.opensPageOf('Bo');
  await ana.does('Make a moderator', 'Bo is a moderator here now.');
  await cy.seesRole('Bo', 'Moderator');
  await bo.seesRole('Bo', 'Moderator, you');
  await cy.says('something unkind');
  await bo.sees('something unkind');
  await bo.keeps('Remove', 'something unkind');
  await cy.seesRemoved('Bo removed a message of yours.');

  await ana.page.getByRole('link', { name: 'Hand the room over' }).click();
  await expect(ana.page.getByRole('heading', { name: 'Hand Saturday bench to Bo?' })).toBeVisible();
  await ana.does('Hand the room over', 'The room is Bo’s now. You’re a moderator.');
  await cy.seesRole('Bo', 'Owner');
});

test('U38 what one may not change is said in words @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room);
  await ana.enters(room);
  await bo.enters(room);
  await bo.opensSettings();
  await expect(bo.page.getByText('You’re a guest here.')).toBeVisible();
  await expect(
    bo.page.getByText('Whoever has the link. The room stands nowhere. Its link is enough.'),
  ).toBeVisible();
  await expect(bo.page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await expect(
    bo.sheet('About this room').locator(':is(input:not([type=hidden]), textarea, select)'),
  ).toHaveCount(0);
});

test('U43 a name that somebody has here is asked for anew @once', async ({ ana, bo, cy, room }) => {
  await bo.enters(room);
  await bo.says('I am Bo');
  await bo.seesSaid('I am Bo');
  await ana.page.goto(`/r/${room}`);
  // The second letter is Cyrillic.
  await ana.nameField.fill('Bо');
  await ana.stepInButton.click();
  await expect(ana.page.getByText('Somebody here goes by Bо. Choose another name.')).toBeVisible();
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

/** Makes an invite on the page about a room; returns where it leads, from its path on. */
async function makesLink({ page }: Person): Promise<string> {
  await page.getByRole('button', { name: /^Make a (new )?link$/ }).click();
  const field = page.getByRole('textbox', { name: 'Invite link' });
  await expect(field).toHaveValue(/\/join#/);
  const link = await field.inputValue();
  return link.slice(link.indexOf('/join#'));
}
