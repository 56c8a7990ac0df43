import { expect, newRoom, test } from './people.ts';

// A Firefox whose page is loaded anew in the middle of a search complains of the answer that it does not get.
test('U20 a room that is made for everybody stands in the lobby, and can be found there @chromium', async ({
  ana,
  bo,
}) => {
  const room = newRoom();
  const title = room.replaceAll('-', ' ').replace(/^r/, 'R');
  await ana.page.goto('/');
  await ana.isUp();
  await ana.page.getByText('Who may come in').first().click();
  await ana.page.getByRole('radio', { name: 'Anyone, from the lobby' }).check();
  await ana.stepsIn({ name: 'Ana', room });
  await ana.isIn();

  await expect(async () => {
    await bo.page.goto('/');
    await bo.looksFor(room.replaceAll('-', ' ').toUpperCase());
    expect(await bo.roomsUnder('Open rooms')).toEqual([title]);
  }).toPass({ timeout: 10_000 });
  await bo.page.getByRole('region', { name: 'Open rooms' }).getByRole('link', { name: title }).click();
  await expect(bo.nameField).toBeVisible();

  await bo.page.goto('/');
  await bo.looksFor('nobody has made this');
  await expect(bo.page.getByText('Nobody has made a room like that yet.')).toBeVisible();
});

test('U20 a room is for whoever has the link unless somebody says otherwise @once', async ({ ana, bo }) => {
  const room = newRoom();
  bo.expects(/404/);
  await ana.page.goto('/');
  await ana.stepsIn({ name: 'Ana', room });
  await ana.isIn();
  await bo.page.goto('/');
  await bo.looksFor(room);
  await expect(bo.page.getByText('Nobody has made a room like that yet.')).toBeVisible();
  await bo.page.goto(`/r/${room}`);
  await expect(bo.nameField).toBeVisible();
});

test('U20 the address of a room that is not open to somebody cannot be had @once', async ({ ana, bo }) => {
  const room = newRoom();
  bo.expects(/409|404/);
  await ana.makes(room, { visibility: 'private' });
  await bo.page.goto('/');
  await bo.stepsIn({ name: 'Bo', room });
  await expect(bo.page.getByText('That name can’t be had. Choose another.')).toBeVisible();
  await expect(bo.roomField).toHaveValue(room);
  await expect(bo.roomField).toHaveAttribute('aria-invalid', 'true');
});

test('U26 a room that nobody made can be made from where it was missed @once', async ({ ana }) => {
  const room = newRoom();
  ana.expects(/404/);
  const answer = await ana.page.goto(`/r/${room}`);
  expect(answer?.status()).toBe(404);
  await expect(ana.page.getByRole('heading', { name: `There’s no room called “${room}”.` })).toBeVisible();
  await ana.page.getByRole('link', { name: 'Make this room' }).click();
  await expect(ana.roomField).toHaveValue(room);
  await ana.nameField.fill('Ana');
  await ana.stepInButton.click();
  await ana.isIn();
});

test('U26 whoever is banned reads why, and until when @once', async ({ ana, bo }) => {
  const room = newRoom();
  bo.expects(/403|WebSocket/);
  await ana.makes(room);
  await ana.enters(room);
  await bo.enters(room);
  await ana.opensPageOf('Bo');
  const why = 'selling fridges, again';
  await ana.page.getByRole('textbox', { name: 'Reason' }).fill(why);
  const headers = { origin: ana.line.url };
  const whom = new URL(ana.page.url()).pathname.split('/').at(-1);
  const forS = 30 * 24 * 60 * 60;
  const banned = await ana.context.request.post(`/r/${room}/action`, {
    headers,
    data: { do: 'ban', whom, forS, why },
  });
  expect(banned.status()).toBe(200);
  const answer = await bo.page.goto(`/r/${room}`);
  expect(answer?.status()).toBe(403);
  await expect(bo.page.getByRole('heading', { name: 'This room is closed to you.' })).toBeVisible();
  await expect(bo.page.getByText(`A moderator wrote: “${why}”.`)).toBeVisible();
  await expect(bo.page.getByText(/It opens for you on \d+ \w+/)).toBeVisible();
  await bo.page.getByRole('link', { name: 'See other rooms' }).click();
  await expect(bo.roomField).toBeVisible();
});

test('D8 U21 a listed room shows as awake in the lobby from its first word on @once', async ({ ana, bo }) => {
  const room = newRoom();
  await ana.makes(room, { visibility: 'listed' });
  await ana.enters(room);
  await bo.page.goto('/');
  await bo.looksFor(room);
  const shown = bo.page.getByRole('region', { name: 'Open rooms' }).getByRole('listitem');
  await expect(shown).toContainText('new');
  await ana.says('is anybody up?');
  await ana.seesSaid('is anybody up?');
  await expect(async () => {
    await bo.page.reload();
    await expect(shown).toContainText('awake', { timeout: 500 });
  }).toPass({ timeout: 10_000 });
});

test('U57 a room goes by its title in the lobby and beside another room, and two of one title can be told apart @once', async ({
  ana,
  aside,
}) => {
  const [one, two] = [newRoom(), newRoom()];
  const title = `Bench ${one.slice(5)}`;
  for (const room of [one, two]) {
    await ana.makes(room, { title, visibility: 'listed' });
    await ana.enters(room);
  }
  await ana.enters(aside);
  const rooms = ana.page.getByRole('navigation', { name: 'Rooms' });
  await expect(rooms.getByRole('link', { name: title })).toHaveCount(2);
  await ana.page.goto('/');
  await ana.looksFor(title);
  expect((await ana.roomsUnder('Rooms you know')).slice(1)).toEqual([title, title]);
  const open = ana.page.getByRole('region', { name: 'Open rooms' });
  for (const room of [one, two]) await expect(open.getByText(room, { exact: true })).toBeVisible();
});

test.describe('U2 without JavaScript @once', () => {
  test.use({ javaScriptEnabled: false });

  test('U20 a room is made for everybody, and found', async ({ ana }) => {
    const room = newRoom();
    await ana.page.goto('/');
    await ana.page.getByText('Who may come in').first().click();
    await ana.page.getByRole('radio', { name: 'Anyone, from the lobby' }).check();
    await ana.stepsIn({ name: 'Ana', room });
    await ana.isIn();
    await expect(async () => {
      await ana.page.goto('/');
      await ana.looksFor(room);
      expect(await ana.roomsUnder('Open rooms')).toHaveLength(1);
    }).toPass({ timeout: 10_000 });
  });

  test('U23 a name and a light are changed, and U24 a guest signs out', async ({ ana }) => {
    const room = newRoom();
    await ana.makes(room);
    await ana.opensYou();
    await ana.page.getByRole('textbox', { name: 'Name' }).fill('Ana Maria');
    await ana.page.getByRole('button', { name: 'Save', exact: true }).first().click();
    await expect(ana.page.getByRole('textbox', { name: 'Name' })).toHaveValue('Ana Maria');
    await ana.page.getByRole('textbox', { name: 'Name' }).fill('moderator');
    ana.expects(/422/);
    await ana.page.getByRole('button', { name: 'Save', exact: true }).first().click();
    await expect(ana.page.getByText('That name would be taken for somebody in charge.')).toBeVisible();
    await ana.opensYou();
    await ana.chooses('Light', 'Dark');
    await ana.page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await expect(ana.page.locator('html[data-theme=dark]')).toBeVisible();
    await ana.page.locator('summary', { hasText: 'Sign out here' }).click();
    await ana.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(ana.page.getByRole('heading', { name: 'You’re signed out here.' })).toBeVisible();
  });

  test('U25 a guest has themselves forgotten', async ({ ana }) => {
    const room = newRoom();
    await ana.makes(room);
    await ana.isForgotten('go');
  });
});
