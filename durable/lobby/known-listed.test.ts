import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { KnownListedRooms } from './known-listed.ts';
import { dropListed, keepListed } from './listing.ts';

const kv = env.LISTED;

beforeEach(async () => {
  for (const { name } of (await kv.list()).keys) await kv.delete(name);
});

describe('K8 of the rooms that somebody knows', () => {
  let now = 0;
  const known = () => new KnownListedRooms(() => now);

  test('those that are listed are told with title, last words and time, and nothing else of them', async () => {
    const words = { by: 'Ana', text: 'hi' };
    await keepListed(kv, { room: 'chess', title: 'Chess!', topic: 'Slow', at: 5, here: 2, words });
    await keepListed(kv, { room: 'bench', title: '', topic: '' });
    await keepListed(kv, { room: 'other', title: 'Other', topic: '' });
    expect(await known().among(kv, ['bench', 'nowhere', 'chess'])).toEqual([
      { room: 'bench', title: '' },
      { room: 'chess', title: 'Chess!', at: 5, words },
    ]);
  });

  test('the list is read once a minute, whoever asks, and forgets what is listed no more', async () => {
    const lists = vi.spyOn(Object.getPrototypeOf(kv) as KVNamespace, 'list');
    const rooms = known();
    await keepListed(kv, { room: 'chess', title: 'Chess!', topic: '' });
    for (let i = 0; i < 5; i += 1) expect(await rooms.among(kv, ['chess'])).toHaveLength(1);
    expect(lists).toHaveBeenCalledTimes(1);
    await dropListed(kv, 'chess');
    now += 60_000;
    expect(await rooms.among(kv, ['chess'])).toEqual([]);
    expect(lists).toHaveBeenCalledTimes(2);
  });

  test('and when it cannot be read, nothing is known, one line is logged, and a minute later it is tried again', async () => {
    const faults = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = { list: async () => Promise.reject(new Error('KV is down')) } as unknown as KVNamespace;
    const rooms = known();
    for (let i = 0; i < 3; i += 1) expect(await rooms.among(broken, ['chess'])).toEqual([]);
    expect(faults).toHaveBeenCalledTimes(1);
    await keepListed(kv, { room: 'chess', title: '', topic: '' });
    now += 60_000;
    expect(await rooms.among(kv, ['chess'])).toHaveLength(1);
  });

  test.each([undefined, 'chess', 5, {}, [5, null, {}], ['__proto__', 'constructor']])(
    '%j knows nothing',
    async (rooms) => {
      expect(await known().among(kv, rooms)).toEqual([]);
    },
  );
});
