import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { Person } from '../../protocol/message.ts';
import { enter, identify, introduce } from '../auth/identity.ts';
import { Browser } from './browser.ts';
import { pass } from './moving-clock.ts';
import { newRoom } from './new-room.ts';
import { guest } from './visitor.ts';
import { accountOf, isIn, keptOf, known, letRooms, noteRead } from './who-and-where.ts';

const rooms = exports.default;

describe('I6 a name that was kept holds in every session at once', () => {
  test('whichever of them changed it, and no token has to be replaced', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const other = new Browser(ana.device);
    await other.signsIn();
    const renamed = { ...(await ana.person()), name: 'Ana Maria' };
    expect(await rooms.introduce(ana.auth, ' Ana  Maria')).toMatchObject({ person: renamed });
    expect(await ana.person()).toEqual(renamed);
    expect(await other.person()).toEqual(renamed);
  });

  test('and none of its tokens says the name', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const introduction = await rooms.introduce(ana.auth, 'Ana Maria');
    const token = 'token' in introduction ? introduction.token : expect.unreachable();
    expect(atob(token.split('.')[0] ?? '')).not.toContain('Ana');
  });

  test('a guest’s is in the token: the other one stays as it was', async () => {
    const ana = await guest('Ana');
    const renamed = await guest('Bo', ana.token);
    expect((await known(ana)).person.name).toBe('Ana');
    expect((await known(renamed)).person).toEqual({ ...ana.person, name: 'Bo' });
    expect((await known(renamed)).session).toEqual((await known(ana)).session);
  });
});

describe('I7 the rooms a person has been in hear of another name', () => {
  test('the latest fifty, and nobody waits for them', async () => {
    let areAwake = false;
    const rename = vi.fn(async () => {
      while (!areAwake) await scheduler.wait(5);
    });
    letRooms({ rename });
    const ana = await guest('Ana');
    const been = Array.from({ length: 55 }, newRoom);
    for (const room of been) {
      pass(1);
      await isIn(room, ana);
    }
    const { person } = await guest('Bo', ana.token);
    areAwake = true;
    await vi.waitFor(() => expect(rename).toHaveBeenCalledTimes(50));
    const told = rename.mock.calls as unknown[][];
    expect(told.map(([room]) => room).toSorted()).toEqual(been.slice(5).toSorted());
    expect(told.map(([, who]) => who)).toEqual(Array(50).fill(person));
  });

  test('those that can: the others hear it when their person next comes', async () => {
    const rename = vi.fn(async (_room: string) => {
      if (rename.mock.calls.length === 1) throw new Error('The room does not answer.');
    });
    letRooms({ rename });
    const ana = await Browser.ofClaimed('Ana');
    for (const room of [newRoom(), newRoom()]) await isIn(room, ana.auth);
    expect(await rooms.introduce(ana.auth, 'Bo')).toMatchObject({
      person: { name: 'Bo', kind: 'claimed' },
    });
    await vi.waitFor(() => expect(rename).toHaveBeenCalledTimes(2));
  });

  test('the newest last, when the room that hears it first is slow', async () => {
    let isAwake = false;
    const rename = vi.fn(async (_room: string, _person: Person) => {
      while (!isAwake) await scheduler.wait(5);
    });
    letRooms({ rename });
    const ana = await guest('Ana');
    await isIn(newRoom(), ana);
    for (const name of ['Bo', 'Cy', 'Di']) await guest(name, ana.token);
    isAwake = true;
    await vi.waitFor(() => expect(rename).toHaveBeenCalledTimes(2));
    expect(rename.mock.calls.map(([, { name }]) => name)).toEqual(['Bo', 'Di']);
  });

  test('and nobody is woken for the same name', async () => {
    const rename = vi.fn(async () => {});
    letRooms({ rename });
    const ana = await guest('Ana');
    await isIn(newRoom(), ana);
    await guest('Ana', ana.token);
    expect(rename).not.toHaveBeenCalled();
  });
});

describe('I17 a name is refused', () => {
  test.each(['Admin', 'MODERATOR', 'ｓｙｓｔｅｍ', 'аdmin', 'Lull', 'everyone', 'h e r e'])(
    'when it would be taken for somebody in charge: %s',
    async (name) => {
      expect(await rooms.introduce({}, name)).toEqual({ refused: 'reserved' });
      const ana = await Browser.ofClaimed('Ana');
      expect(await rooms.introduce(ana.auth, name)).toEqual({ refused: 'reserved' });
      expect(await ana.person()).toMatchObject({ name: 'Ana' });
    },
  );

  test('and so is a newcomer, when too many came from one address; whoever is known may go on', async () => {
    const address = '203.0.113.9';
    const ana = await guest('Ana');
    const answers = [];
    for (let n = 0; n < 152; n += 1) answers.push(await introduce(env, { address }, 'Bo'));
    expect(answers.at(-1)).toEqual({ denied: 'busy', retryAfterS: 60 });
    expect(await introduce(env, { token: ana.token, address }, 'Ana Maria')).toMatchObject({
      person: { id: ana.person.id },
    });
  });
});

describe('I12 a person makes twenty rooms a day at most', () => {
  const found = (person: string, room: string) => env.PERSON.getByName(person).found(room);

  test('each of which is counted once', async () => {
    const { id } = (await guest('Ana')).person;
    const made = Array.from({ length: 20 }, newRoom);
    for (const room of [...made, ...made]) expect(await found(id, room)).toBe(true);
    expect(await found(id, newRoom())).toBe(false);
    expect(await found(id, made[0] ?? '')).toBe(true);
    expect((await keptOf(id))['founded_rooms']).toHaveLength(20);
    expect(await found((await guest('Bo')).person.id, newRoom())).toBe(true);
  });

  test('and tomorrow again', async () => {
    const { id } = (await guest('Ana')).person;
    for (let n = 0; n < 20; n += 1) await found(id, newRoom());
    pass(24 * 60 * 60 * 1000 - 1_000);
    expect(await found(id, newRoom())).toBe(false);
    pass(2_000);
    expect(await found(id, newRoom())).toBe(true);
    expect((await keptOf(id))['founded_rooms']).toHaveLength(1);
  });

  test('whoever was forgotten makes none', async () => {
    const ana = await guest('Ana');
    await rooms.forgetMe(ana, 'keep');
    expect(await found(ana.person.id, newRoom())).toBe(false);
  });
});

describe('I13 an account shows what is kept', () => {
  test('where its person has been, latest first, and how far they have read', async () => {
    const [ana, first, second] = [await guest('Ana'), newRoom(), newRoom()];
    const who = await known(ana);
    await enter(env, who, first);
    pass(1_000);
    await enter(env, who, second);
    for (const seq of [3, 9, 4]) await noteRead(who, first, seq);
    await noteRead(who, newRoom(), 5);
    const account = await accountOf(ana);
    expect(account).toEqual({
      person: ana.person,
      passkeys: [],
      rooms: [
        { room: second, at: expect.any(Number), readUpTo: 0 },
        { room: first, at: expect.any(Number), readUpTo: 9 },
      ],
      preferences: {},
    });
  });

  test('that they came back keeps how far they have read', async () => {
    const [ana, room] = [await guest('Ana'), newRoom()];
    const who = await known(ana);
    await enter(env, who, room);
    await noteRead(who, room, 9);
    pass(11 * 60_000);
    await enter(env, who, room);
    expect((await accountOf(ana))?.rooms).toMatchObject([{ room, readUpTo: 9 }]);
  });

  test('and how they like the pages', async () => {
    const ana = await guest('Ana');
    expect(await rooms.keepPreferences(ana, { theme: 'dark' })).toEqual({ done: true });
    expect((await accountOf(ana))?.preferences).toEqual({ theme: 'dark' });
    const broken = { theme: 'pink' } as unknown as { theme: 'dark' };
    expect(await rooms.keepPreferences(ana, broken)).toEqual({ denied: 'broken-form' });
    expect((await accountOf(ana))?.preferences).toEqual({ theme: 'dark' });
  });

  test('of which one can be chosen without the others', async () => {
    const ana = await guest('Ana');
    await rooms.keepPreferences(ana, { theme: 'dark' });
    await rooms.keepPreferences(ana, { density: 'compact' });
    expect((await accountOf(ana))?.preferences).toEqual({ theme: 'dark', density: 'compact' });
    await rooms.keepPreferences(ana, { theme: 'light' });
    expect((await accountOf(ana))?.preferences).toEqual({ theme: 'light', density: 'compact' });
  });

  test('nobody has none', async () => {
    expect(await accountOf({})).toBeUndefined();
    expect(await identify(env, {})).toBeUndefined();
  });
});
