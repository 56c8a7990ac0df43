import { setTimeout } from 'node:timers/promises';
import { expect } from './people.ts';
import { RawClient } from './raw-client.ts';
import { testWithServer } from './server.ts';

const test = testWithServer();

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
    await setTimeout(1_000);
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
