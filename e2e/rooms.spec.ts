import { expect, test } from './people.ts';
import { RawClient } from './raw-client.ts';

const badRoomName = 'A room’s name has letters, digits and single hyphens, at most 64.';

test('the lobby leads into a room under a name, and knows both the next time', async ({ ana, room }) => {
  await ana.opensLobby();
  await ana.stepsIn({ name: 'Ana', room: room.replaceAll('-', ' ').toUpperCase() });
  await ana.isIn();
  expect(ana.path()).toBe(`/r/${room}`);

  await ana.opensLobby();
  await ana.readsHeading('Hello again, Ana.');
  await expect(ana.nameField).toBeHidden();
  const door = new RegExp(room.replaceAll('-', ' '), 'i');
  await ana.picksRoom(door);
  await ana.isIn();
});

test('the lobby says what is wrong, and keeps what was typed @once', async ({ ana }) => {
  // Whoever is faster than the script posts the form without it.
  ana.expects(/422/);
  await ana.opensLobby();
  await ana.stepsIn({ name: 'A'.repeat(65), room: '???' });
  await ana.reads(badRoomName);
  await ana.reads('That’s too long. A name has at most 64 letters.');
  await expect(ana.roomField).toHaveValue('???');
  await expect(ana.roomField).toHaveAttribute('aria-invalid', 'true');
});

test('what no room can be called gets a 404 with a sentence @once', async ({ ana }) => {
  ana.expects(/404/);
  expect(await ana.opens('/r/bad_name')).toBe(404);
  await ana.reads(badRoomName);
  await ana.goesToLobbyBy('To the lobby');
  await expect(ana.roomField).toBeVisible();
});

test('N7 capitals lead to the room that is meant @once', async ({ ana, room }) => {
  await ana.opens(`/r/${room.toUpperCase()}`);
  expect(ana.path()).toBe(`/r/${room}`);
});

test('a name is asked for where the composer will be, and reading needs none @chromium', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says('readable by all');
  await ana.visits(room);
  await ana.sees('readable by all', { from: 'Ghost' });
  await expect(ana.composer).toBeHidden();
  await ana.nameField.fill('Ana');
  await ana.nameField.press('Enter');
  await ana.isIn();
  await ana.says('and now I can write');
  await ghost.hears('and now I can write');
});

test('the invitation copies the room’s link @once', async ({ ana, room }) => {
  await ana.context.grantPermissions(['clipboard-write']);
  await ana.enters(room);
  await ana.sharesLink();
  await ana.reads('Link copied. Anyone who has it can come in.');
  // By hand: a page may not read what somebody has copied.
  await ana.composer.press('ControlOrMeta+V');
  await expect(ana.composer).toHaveValue(`${ana.line.url}/r/${room}`);
});

test('the theme switches, and stays after a reload @chromium', async ({ ana, room }) => {
  await ana.enters(room);
  const before = await ana.ground();
  await ana.switchesTheme();
  await expect.poll(ana.ground).not.toBe(before);
  const after = await ana.ground();
  await ana.reloads();
  expect(await ana.ground()).toBe(after);
});

test('H17 a raw WebSocket client gets the newest messages after its hello @once', async ({
  ghost,
  room,
  site,
}) => {
  await ghost.says(...Array.from({ length: 60 }, (_, i) => `number ${i + 1}`));
  const raw = await RawClient.enters(site, room, 'Raw');
  expect(raw.texts).toEqual(Array.from({ length: 20 }, (_, i) => `number ${i + 41}`));
  expect(raw.welcome).toMatchObject({ after: 40, upTo: 60 });
  await raw.leaves();
});

test('a plain GET on the socket’s path is asked to upgrade @once', async ({ room, request }) => {
  const answer = await request.get(`/r/${room}/socket`);
  expect(answer.status()).toBe(426);
  expect(await answer.json()).toEqual({ sentence: 'This address takes WebSockets only.' });
});

test.describe('an address that somebody was sent @once', () => {
  for (const [what, end] of [
    ['a full stop', '.'],
    ['a comma', ','],
    ['a closing bracket', ')'],
    ['a blank', '%20'],
    ['quotes and an exclamation mark', '%E2%80%9D!'],
  ] as const) {
    test(`N7 leads to its room with ${what} behind it`, async ({ request }) => {
      const answer = await request.get(`/r/saturday-bench${end}`, { maxRedirects: 0 });
      expect(answer.status()).toBe(308);
      expect(answer.headers()['location']).toBe('/r/saturday-bench');
    });
  }

  test('N7 leads to its room in capitals', async ({ request }) => {
    const answer = await request.get('/R/saturday-bench?before=3', { maxRedirects: 0 });
    expect([answer.status(), answer.headers()['location']]).toEqual([308, '/r/saturday-bench?before=3']);
  });

  test('W3 that is none says so, blames nobody, and stands in no log', async ({ request }) => {
    for (const path of ['/r/%E5', '/r/%zz']) {
      const answer = await request.get(path);
      expect(answer.status()).toBe(400);
      expect(await answer.text()).not.toContain('Something broke');
    }
  });
});

test('B a form without a length is read no further than it may be long @once', async ({ room, site }) => {
  const { origin } = new URL(site);
  let chunks = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      chunks += 1;
      if (chunks > 90) controller.close();
      else controller.enqueue(new Uint8Array(1_000_000).fill(97));
    },
  });
  const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
  // The types of browsers do not know of it, and Node asks for it.
  const halfDuplex = { duplex: 'half' };
  const sent = fetch(`${origin}/r/${room}?/say`, { method: 'POST', headers, body, ...halfDuplex });
  // Whoever goes on sending may find the line closed before they have read the answer.
  const status = await sent.then(
    (answer) => answer.status,
    (problem) => problem.cause?.code,
  );
  expect([413, 'EPIPE', 'ECONNRESET']).toContain(status);
  expect(chunks).toBeLessThan(60);
});
