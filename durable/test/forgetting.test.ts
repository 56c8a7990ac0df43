import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { enter } from '../auth/identity.ts';
import type { RoomCalls } from '../rpc.ts';
import { Browser } from './browser.ts';
import { dayMs, pass } from './moving-clock.ts';
import { newRoom } from './new-room.ts';
import { guest } from './visitor.ts';
import { isIn, isNobody, keptOf, known, letRooms, ring } from './who-and-where.ts';

const rooms = exports.default;
const tombstone = {
  self: [{ one: 1, name: null, face: null, epoch: 0, preferences: '{}', forgotten: 1 }],
};

const forgetting = (answer: RoomCalls['forget'] = async () => undefined) => {
  const told = vi.fn((_room: string, ...asked: Parameters<RoomCalls['forget']>) => answer(...asked));
  letRooms({ forget: told });
  return told;
};

describe('I14 whoever has themselves forgotten is nobody any more', () => {
  test('by no cookie of theirs', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const other = new Browser(ana.device);
    await other.signsIn();
    expect(await rooms.forgetMe(ana.auth, 'keep')).toEqual({ done: true });
    await isNobody(ana.token);
    await isNobody(other.token);
  });

  test('by no passkey of theirs', async () => {
    const ana = await Browser.ofClaimed('Ana');
    await rooms.forgetMe(ana.auth, 'keep');
    await expect(new Browser(ana.device).signsIn()).rejects.toThrow('That did not work');
  });

  test('nor by what had begun before', async () => {
    const ana = await Browser.ofGuest('Ana');
    const before = await known(ana.auth);
    const response = await ana.device.makes(await ana.beginsToKeep());
    await rooms.forgetMe(ana.auth, 'keep');
    expect((await ana.posts('/api/passkeys/keep', { response })).status).toBe(403);
    expect(await keptOf(before.person.id)).toEqual(tombstone);
  });

  test('and a room in which something was under way is told as well', async () => {
    const told = forgetting();
    const ana = await Browser.ofGuest('Ana');
    const before = await known(ana.auth);
    pass(dayMs);
    await rooms.forgetMe(ana.auth, 'keep');
    const room = newRoom();
    await enter(env, before, room);
    await ring(before.person.id);
    expect(told).toHaveBeenCalledWith(room, before.person.id, 'keep', 0);
    expect(await keptOf(before.person.id)).toEqual(tombstone);
  });

  test.each(['keep', 'remove'] as const)('every room they have been in is told: %s', async (words) => {
    const told = forgetting();
    const ana = await Browser.ofClaimed('Ana');
    const { id } = await ana.person();
    const been = [newRoom(), newRoom()];
    for (const room of been) await isIn(room, ana.auth);
    await env.PERSON.getByName(id).found(newRoom());
    pass(dayMs);
    await rooms.forgetMe(ana.auth, words);
    await ring(id);
    expect(told.mock.calls.toSorted()).toEqual(been.map((room) => [room, id, words, 0]).toSorted());
  });

  test('for a second time after a minute, for what was being said meanwhile, and only a tombstone remains', async () => {
    const told = forgetting();
    const [ana, room] = [await guest('Ana'), newRoom()];
    await isIn(room, ana);
    await rooms.keepPreferences(ana, { theme: 'dark' });
    pass(dayMs);
    await rooms.forgetMe(ana, 'remove');
    await ring(ana.person.id);
    expect(told).toHaveBeenCalledTimes(1);
    pass(60_001);
    await ring(ana.person.id);
    expect(told).toHaveBeenCalledTimes(2);
    expect(await keptOf(ana.person.id)).toEqual({ self: [{ ...tombstone.self[0], forgotten: 2 }] });
    expect(await ring(ana.person.id)).toBe(false);
  });

  test('until nothing is left to do there', async () => {
    const told = forgetting(async () =>
      told.mock.calls.length > 7 ? undefined : told.mock.calls.length * 200,
    );
    const [ana, room] = [await guest('Ana'), newRoom()];
    await isIn(room, ana);
    pass(dayMs);
    await rooms.forgetMe(ana, 'remove');
    await ring(ana.person.id);
    expect(told).toHaveBeenCalledTimes(8);
    // Each time on from where it was, and not from the first message again.
    expect(told.mock.calls.map(([, , , after]) => after)).toEqual([
      0, 200, 400, 600, 800, 1_000, 1_200, 1_400,
    ]);
  });

  test('and again when a room did not answer', async () => {
    let broken = true;
    const told = forgetting(async () => {
      if (broken) throw new Error('The room does not answer.');
      return undefined;
    });
    const [ana, room] = [await guest('Ana'), newRoom()];
    await isIn(room, ana);
    pass(dayMs);
    await rooms.forgetMe(ana, 'keep');
    await ring(ana.person.id);
    broken = false;
    pass(120_000);
    await ring(ana.person.id);
    expect(told).toHaveBeenCalledTimes(3);
    expect(await keptOf(ana.person.id)).toEqual(tombstone);
  });

  test('a room that always has more to forget is given a rest', async () => {
    const told = forgetting(async () => 200);
    const [ana, room] = [await guest('Ana'), newRoom()];
    await isIn(room, ana);
    pass(dayMs);
    await rooms.forgetMe(ana, 'keep');
    await ring(ana.person.id);
    const { length } = told.mock.calls;
    expect(length).toBe(100);
    await ring(ana.person.id);
    expect(told).toHaveBeenCalledTimes(length);
  });

  test('and nobody is forgotten by somebody else’s wish', async () => {
    expect(await rooms.forgetMe({}, 'remove')).toEqual({ denied: 'no-name' });
    expect(await rooms.forgetMe({ token: 'a.b' }, 'remove')).toEqual({ denied: 'no-name' });
  });
});
