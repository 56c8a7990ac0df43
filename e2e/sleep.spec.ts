import { expect, test as people } from './people.ts';
import { RawClient } from './raw-client.ts';
import { type Server, startServer } from './server.ts';

// A server of its own, so that its log tells of this room alone.
const test = people.extend<{ server: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
  server: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.stop();
  },
  site: async ({ server }, use) => use(server.url),
});

test.setTimeout(90_000);

test('Z1 Z2 a room that nobody talks in sleeps through pings, and wakes for the next word @once @patient', async ({
  ana,
  bo,
  room,
  server,
}) => {
  await bo.hasOwnClock();
  await ana.enters(room);
  await bo.enters(room);
  const raw = await RawClient.enters(server.url, room, 'Raw');
  await ana.says('good night');
  await bo.sees('good night');
  await raw.hears('good night');
  const constructed = server.count('room-woke');

  // Sleep cannot be seen without waking the room, only proved afterwards: this wait is the test's subject.
  const asleepAt = Date.now() + 12_000;
  while (Date.now() < asleepAt) {
    await raw.pings();
    await ana.page.waitForTimeout(1_000);
  }
  expect(server.count('room-woke'), 'no ping woke the room').toBe(constructed);

  await ana.says('anybody awake?');
  await bo.sees('anybody awake?', { from: 'Ana' });
  await raw.hears('anybody awake?');
  await ana.seesSaid('anybody awake?');
  await expect.poll(() => server.count('room-woke'), 'it slept, so it was made anew').toBe(constructed + 1);
  await bo.seesPeople(['Ana', 'Bo', 'Raw']);
  await ana.seesTranscript(['good night', 'anybody awake?']);
  await raw.leaves();
  await bo.seesPeople(['Ana', 'Bo']);
});
