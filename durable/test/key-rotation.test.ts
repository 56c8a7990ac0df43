import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { challengeIn, tokenForChallenge } from '../auth/challenge.ts';
import { identify, requesterOf } from '../auth/identity.ts';
import { sessionIn } from '../auth/session.ts';
import type { Env } from '../env.ts';
import { roomStub } from '../rpc.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, enter, guest, upgrade, Visitor } from './visitor.ts';

const former = env.GUEST_KEY;
const current = 'the key that takes its place, long enough';
const without: Env = { ...env, GUEST_KEY: current };
const rotating: Env = { ...without, GUEST_KEY_BEFORE: former };

describe('I24 while the key is rotated', () => {
  test('whoever was known by the former one is known, and gets a session by the new one', async () => {
    const ana = await guest('Ana');
    const known = (await identify(rotating, ana)) ?? expect.unreachable();
    expect(known.person).toEqual(ana.person);
    const fresh = known.fresh ?? expect.unreachable();
    expect(await sessionIn([current], fresh, Date.now())).toMatchObject({ id: ana.person.id });
    // By then the former one can go.
    expect((await identify(without, { token: fresh }))?.person).toEqual(ana.person);
    expect((await identify(rotating, { token: fresh }))?.fresh).toBeUndefined();
  });

  test('a key that is not there any more signs nobody in', async () => {
    const ana = await guest('Ana');
    expect(await identify(without, ana)).toBeUndefined();
    expect(
      await identify({ ...without, GUEST_KEY_BEFORE: 'another one that is long enough, too' }, ana),
    ).toBeUndefined();
  });

  test('a passkey that is being asked for can be given', async () => {
    const challenge = { purpose: 'sign-in', challenge: 'c', at: 7 } as const;
    const token = await tokenForChallenge(former, challenge);
    expect(await challengeIn([current, former], token)).toEqual(challenge);
    expect(await challengeIn([current], token)).toBeUndefined();
  });

  test('a ban of an address goes on holding', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const address = '203.0.113.78';
    const bo = await guest('Bo');
    const { webSocket } = await upgrade(room, { ...cookieOf(bo.token), 'cf-connecting-ip': address });
    const socket = new Visitor(webSocket ?? expect.unreachable(), bo);
    await exports.default.act(room, ana.guest, { do: 'ban', whom: bo.person.id, address: true });
    await socket.closed;
    const glance = async (by: Env, from: string) =>
      roomStub(env, room).glance(await requesterOf(by, room, undefined, from));
    expect(await glance(rotating, address)).toMatchObject({ denied: 'banned' });
    expect(await glance(rotating, '203.0.113.79')).not.toHaveProperty('denied');
    expect(await glance(without, address)).not.toHaveProperty('denied');
  });
});
