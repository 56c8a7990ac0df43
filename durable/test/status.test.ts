import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { protocolVersion } from '../../protocol/version.ts';
import type { Env } from '../env.ts';
import { measured, statusOf } from '../service/status.ts';
import { pass } from './moving-clock.ts';
import { newRoom } from './new-room.ts';
import { enter, guest } from './visitor.ts';

const site = 'https://lull.example';
const overHttp = () => exports.default.fetch(new Request(`${site}/api/status`));

describe('O18 the status', () => {
  test('says over HTTP and to the pages which build answers, that storage does, and how quick rooms were', async () => {
    const room = newRoom();
    await enter(room, 'Ana');
    await exports.default.glance(room, await guest('Bo'));
    const answer = await overHttp();
    expect(answer.status).toBe(200);
    const status = await answer.json();
    expect(status).toMatchObject({ isWell: true, storage: { objects: true, list: true } });
    expect(status).toMatchObject({ protocol: protocolVersion });
    expect((status as { rooms: { count: number } }).rooms.count).toBeGreaterThanOrEqual(2);
    expect(await exports.default.status()).toEqual(status);
  });

  test('is 404 for what is no look at it', async () => {
    expect((await exports.default.fetch(new Request(`${site}/api/status`, { method: 'POST' }))).status).toBe(
      404,
    );
  });

  test('is found out every ten seconds at most, and says what cannot be reached', async () => {
    const list = vi.fn(() => Promise.reject(new Error('a fault')));
    const LISTED = { list } as unknown as KVNamespace;
    const broken: Env = { ...env, LISTED };
    const faults = vi.spyOn(console, 'error').mockImplementation(() => {});
    pass(10_000);
    expect(await statusOf(broken)).toMatchObject({ isWell: false, storage: { objects: true, list: false } });
    await statusOf(broken);
    expect(list).toHaveBeenCalledTimes(1);
    expect(faults.mock.calls).toEqual([[expect.stringContaining('"event":"storage-fault"')]]);
    expect((await overHttp()).status).toBe(503);
    pass(10_000);
    expect((await overHttp()).status).toBe(200);
  });
});

describe('O19 what a room was asked is logged', () => {
  const lines = async (ask: () => Promise<unknown>, chance: number) => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    said.mockClear();
    vi.spyOn(Math, 'random').mockReturnValue(chance);
    await measured(env, 'bench', ask).catch(() => {});
    return said.mock.calls.map(([line]) => JSON.parse(`${line}`));
  };

  test('one time in a hundred, without its name', async () => {
    expect(await lines(async () => ({ done: true }), 0.5)).toEqual([]);
    const room = env.ROOM.idFromName('bench').toString();
    const line = { event: 'room-asked', room, ms: expect.any(Number), outcome: 'denied', ofSoMany: 100 };
    const said = await lines(async () => ({ denied: 'banned' }), 0.001);
    expect(said).toEqual([line]);
    expect(JSON.stringify(said)).not.toContain('bench');
  });

  test('and whenever it was slow or failed', async () => {
    const slowly = async () => {
      pass(2_000);
      return { refused: 'locked' };
    };
    const [said] = await lines(slowly, 0.5);
    expect(said).toMatchObject({ outcome: 'refused', ofSoMany: 1 });
    expect(said.ms).toBeGreaterThanOrEqual(2_000);
    expect(await lines(() => Promise.reject(new Error('a bug')), 0.5)).toMatchObject([
      { outcome: 'fault', ofSoMany: 1 },
    ]);
  });
});
