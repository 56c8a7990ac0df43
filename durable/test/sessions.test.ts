import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { identify } from '../auth/identity.ts';
import { type Session, sessionIn, tokenFor } from '../auth/session.ts';
import { sign } from '../auth/signed-claims.ts';
import type { RoomCalls } from '../rpc.ts';
import { Browser } from './browser.ts';
import { signed } from './forgery.ts';
import { watchRows } from './looking-inside.ts';
import { dayMs, pass } from './moving-clock.ts';
import { newRoom } from './new-room.ts';
import { enter, guest } from './visitor.ts';
import { isIn, isNobody, keptOf, known, letRooms, noteRead, ring } from './who-and-where.ts';

const key = env.GUEST_KEY;
const claimsOf = async (token: string): Promise<Session> =>
  (await sessionIn([key], token, Date.now())) ?? expect.unreachable();
const altered = async (token: string, changes: Partial<Session>) =>
  tokenFor(key, { ...(await claimsOf(token)), ...changes });

describe('I1 a session is a signed token, good for a year', () => {
  test('and nobody forges one', async () => {
    const claims = await claimsOf((await guest('Ana')).token);
    await isNobody(await signed('another key that is long enough to sign', JSON.stringify(claims)));
  });

  test('nor uses one that has expired', async () => {
    const { token } = await guest('Ana');
    pass(365 * dayMs - 60_000);
    expect(await exports.default.whoIs({ token })).toBeDefined();
    pass(120_000);
    await isNobody(token);
  });

  test('nor another thing that was signed, such as what a passkey is asked', async () => {
    const ana = await Browser.ofGuest('Ana');
    await ana.beginsToKeep();
    const [cookie] = [...ana.cookies].filter(([name]) => name === 'lull_challenge');
    await isNobody(cookie?.[1] ?? expect.unreachable());
    await isNobody(await sign(key, 'challenge', await claimsOf(ana.token)));
  });

  test('nor makes a guest somebody with a passkey', async () => {
    await isNobody(await altered((await guest('Ana')).token, { guest: false }));
  });
});

describe('I2 a session that was signed out is nobody', () => {
  test('here: this one, by whatever token, and no other', async () => {
    const here = await Browser.ofClaimed('Ana');
    const there = new Browser(here.device);
    await there.signsIn();
    const replayed = here.token;
    expect(await exports.default.signOut(here.auth, false)).toEqual({ done: true });
    await isNobody(replayed);
    await isNobody(await altered(replayed, { at: Math.floor(Date.now() / 1000) }));
    expect(await there.person()).toMatchObject({ name: 'Ana' });
  });

  test('everywhere: all of them, this one too', async () => {
    const here = await Browser.ofClaimed('Ana');
    const there = new Browser(here.device);
    await there.signsIn();
    expect(await exports.default.signOut(here.auth, true)).toEqual({ done: true });
    await isNobody(here.token);
    await isNobody(there.token);
    await there.signsIn();
    expect(await there.person()).toMatchObject({ name: 'Ana' });
  });

  test('a guest as well', async () => {
    const { token } = await guest('Ana');
    await exports.default.signOut({ token }, true);
    await isNobody(token);
  });

  test('one of an epoch that never was neither', async () => {
    await isNobody(await altered((await guest('Ana')).token, { epoch: 1 }));
  });

  test('and can do nothing any more', async () => {
    const { token } = await guest('Ana');
    await exports.default.signOut({ token }, false);
    const auth = { token };
    const denied = { denied: 'no-name' };
    expect(await exports.default.signOut(auth, true)).toEqual(denied);
    expect(await exports.default.forgetMe(auth, 'keep')).toEqual(denied);
    expect(await exports.default.keepPreferences(auth, {})).toEqual(denied);
    expect(await exports.default.removePasskey(auth, 'a')).toEqual(denied);
    expect(await exports.default.namePasskey(auth, 'a', 'Phone')).toEqual(denied);
    expect(await exports.default.ownAccount(auth)).toBeUndefined();
    expect(await exports.default.account(auth)).toBeUndefined();
  });

  test('what is written down of that goes when the token would have expired', async () => {
    const here = await Browser.ofClaimed('Ana');
    const { id } = await here.person();
    await exports.default.signOut(here.auth, false);
    pass(365 * dayMs + 1_000);
    await here.signsIn();
    await exports.default.signOut(here.auth, false);
    expect((await keptOf(id))['ended_sessions']).toHaveLength(1);
  });
});

describe('I3 a token older than a week is replaced', () => {
  test('by a fresh one of the same session, and stays good itself', async () => {
    const { token } = await guest('Ana');
    pass(7 * dayMs - 60_000);
    expect(await exports.default.whoIs({ token })).not.toHaveProperty('token');
    pass(120_000);
    const fresh = (await exports.default.whoIs({ token }))?.token ?? expect.unreachable();
    const { at: _, ...claims } = await claimsOf(token);
    expect(await claimsOf(fresh)).toMatchObject(claims);
    expect(await exports.default.whoIs({ token: fresh })).not.toHaveProperty('token');
    expect(await exports.default.whoIs({ token })).toBeDefined();
    pass(359 * dayMs);
    await isNobody(token);
    expect(await exports.default.whoIs({ token: fresh })).toBeDefined();
  });

  test('which is signed out together with it', async () => {
    const { token } = await guest('Ana');
    pass(8 * dayMs);
    const fresh = (await exports.default.whoIs({ token }))?.token ?? expect.unreachable();
    await exports.default.signOut({ token }, false);
    await isNobody(fresh);
  });
});

describe('I19 recognising somebody', () => {
  const answering = (...answers: (() => Promise<object>)[]) => {
    const whoIs = vi.fn(() => answers.shift()?.());
    return {
      whoIs,
      env: { ...env, PERSON: { getByName: () => ({ whoIs }) } as unknown as typeof env.PERSON },
    };
  };
  const fails = (mark: object) => () => Promise.reject(Object.assign(new Error('The object is gone.'), mark));

  test('is tried once more when the object was being moved', async () => {
    const { whoIs, env } = answering(fails({ retryable: true }), async () => ({}));
    expect((await identify(env, await guest('Ana')))?.person.name).toBe('Ana');
    expect(whoIs).toHaveBeenCalledTimes(2);
  });

  test.each([{ retryable: true, overloaded: true }, {}])(
    'and not when that would not help: %j',
    async (mark) => {
      const { whoIs, env } = answering(fails(mark));
      await expect(identify(env, await guest('Ana'))).rejects.toThrow('The object is gone.');
      expect(whoIs).toHaveBeenCalledTimes(1);
    },
  );
});

describe('I4 of a guest who only reads nothing is kept', () => {
  test('however often they are recognised', async () => {
    const rows = await watchRows();
    const ana = await guest('Ana');
    await identify(env, ana);
    await exports.default.account(ana);
    await exports.default.introduce(ana, 'Ana Maria');
    await noteRead(await known(ana), newRoom(), 7);
    expect(rows.written()).toBe(0);
    expect(await keptOf(ana.person.id)).toEqual({});
  });

  test('also while they are in a room', async () => {
    const [room, ana] = [newRoom(), await guest('Ana')];
    await enter(room, 'Bo');
    const inRoom = await enter(room, ana);
    await inRoom.isUpToDate();
    expect(await keptOf(ana.person.id)).toEqual({});
    inRoom.says('hello');
    await inRoom.hearsText('hello');
    expect(await keptOf(ana.person.id)).toEqual({
      rooms: [expect.objectContaining({ room, at: expect.any(Number), read_up_to: 0, unread: 0 })],
    });
  });

  test('and of one who left a trace in a room, one row, at most every ten minutes', async () => {
    const [ana, room] = [await guest('Ana'), newRoom()];
    await isIn(room, ana);
    const rows = await watchRows();
    await isIn(room, ana);
    pass(9 * 60_000);
    await isIn(room, ana);
    expect(rows.written()).toBe(0);
    pass(60_001);
    await isIn(room, ana);
    expect(rows.written()).toBe(1);
    await isIn(newRoom(), ana);
    expect(rows.written()).toBe(2);
    expect(Object.keys(await keptOf(ana.person.id))).toEqual(['rooms']);
  });
});

describe('I5 every room a person has been in is told that a session ended', () => {
  const ended = (answer: RoomCalls['endSessions'] = async () => {}) => {
    const told = vi.fn((_room: string, ...asked: Parameters<RoomCalls['endSessions']>) => answer(...asked));
    letRooms({ endSessions: told });
    return told;
  };

  test('here: which one', async () => {
    const told = ended();
    const ana = await Browser.ofClaimed('Ana');
    const { person, session } = await known(ana.auth);
    const rooms = [newRoom(), newRoom(), newRoom()];
    for (const room of rooms) await isIn(room, ana.auth);
    await exports.default.signOut(ana.auth, false);
    await vi.waitFor(async () => expect(await keptOf(person.id)).not.toHaveProperty('errands'));
    const calls = rooms.map((room) => [room, person.id, { sid: session.sid }]);
    expect(told.mock.calls).toEqual(expect.arrayContaining(calls));
  });

  test('and those whose place it took, since what they opened in this browser is still open', async () => {
    const told = ended();
    const ana = await Browser.ofGuest('Ana');
    const asGuest = (await known(ana.auth)).session.sid;
    await isIn(newRoom(), ana.auth);
    await ana.keepsTheName();
    const asClaimed = (await known(ana.auth)).session.sid;
    await ana.signsIn();
    const latest = (await known(ana.auth)).session.sid;
    expect(told).not.toHaveBeenCalled();
    await exports.default.signOut(ana.auth, false);
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(3));
    const sids = told.mock.calls.map(([, , which]) => 'sid' in which && which.sid);
    expect(sids.toSorted()).toEqual([asGuest, asClaimed, latest].toSorted());
  });

  test('everywhere: which epoch holds now', async () => {
    const told = ended();
    const [ana, room] = [await guest('Ana'), newRoom()];
    await isIn(room, ana);
    await exports.default.signOut(ana, true);
    await vi.waitFor(() => expect(told.mock.calls).toEqual([[room, ana.person.id, { before: 1 }]]));
  });

  test('again and again, ever more slowly, until it has heard', async () => {
    let broken = true;
    const told = ended(async () => {
      if (broken) throw new Error('The room does not answer.');
    });
    const ana = await guest('Ana');
    await isIn(newRoom(), ana);
    // Far enough ahead that no alarm rings by itself.
    pass(dayMs);
    await exports.default.signOut(ana, true);
    await ring(ana.person.id);
    for (const [times, waitMs] of [5_000, 10_000, 20_000].entries()) {
      expect(told).toHaveBeenCalledTimes(times + 1);
      pass(waitMs - 1_000);
      await ring(ana.person.id);
      expect(told).toHaveBeenCalledTimes(times + 1);
      pass(1_001);
      if (times === 2) broken = false;
      await ring(ana.person.id);
    }
    expect(told).toHaveBeenCalledTimes(4);
    expect(await keptOf(ana.person.id)).not.toHaveProperty('errands');
    expect(await ring(ana.person.id)).toBe(false);
  });

  test('and one that never hears keeps nobody else waiting, nor for ever', async () => {
    const [good, bad] = [newRoom(), newRoom()];
    const told = vi.fn(async (room: string) => {
      if (room === bad) throw new Error('The room does not answer.');
    });
    letRooms({ endSessions: told });
    const ana = await guest('Ana');
    for (const room of [bad, good]) await isIn(room, ana);
    pass(dayMs);
    await exports.default.signOut(ana, true);
    for (let time = 0; time < 60; time += 1) {
      await ring(ana.person.id);
      pass(6 * 60 * 60 * 1000);
    }
    expect(told.mock.calls.filter(([name]) => name === good)).toHaveLength(1);
    expect(told.mock.calls.filter(([name]) => name === bad)).toHaveLength(50);
    expect(await keptOf(ana.person.id)).not.toHaveProperty('errands');
  });

  test('all of a great many rooms', async () => {
    const told = ended();
    const ana = await guest('Ana');
    for (let n = 0; n < 70; n += 1) await isIn(newRoom(), ana);
    await exports.default.signOut(ana, true);
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(70));
  });
});
