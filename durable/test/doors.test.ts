import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import { limits } from '../../protocol/limits.ts';
import { firstSettings } from '../../protocol/settings.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { PersonObject } from '../person/person-object.ts';
import type { SessionRef } from '../room/requester.ts';
import { closeHeader, requesterHeader } from '../rpc.ts';
import { idOf } from './history-rules.ts';
import { tables } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { cookieOf, enter, type Guest, guest, site, upgrade, Visitor, visit } from './visitor.ts';
import { leftATrace, ring } from './who-and-where.ts';

const rooms = exports.default;
describe('D1 a room is made on purpose', () => {
  test('by somebody with a name, who owns it, and then it is there', async () => {
    const [room, ana, bo] = [newRoom(), await guest('Ana'), await guest('Bo')];
    expect(await rooms.open(room, {}, {})).toEqual({ denied: 'no-name' });
    expect(await tables(room)).toEqual([]);
    expect(await rooms.open(room, ana, { title: '  Chess \u202e', visibility: 'listed' })).toEqual({
      opened: 'made',
    });
    expect(await rooms.open(room, bo, { title: 'Mine now' })).toEqual({ opened: 'there' });
    expect(await rooms.overview(room, bo)).toMatchObject({
      settings: { ...firstSettings, title: 'Chess', visibility: 'listed' },
      standing: { role: 'guest' },
      members: [{ ...ana.person, role: 'owner' }],
      invites: [],
    });
  });

  test('two who make it at once make one', async () => {
    const [room, ana, bo] = [newRoom(), await guest('Ana'), await guest('Bo')];
    const opened = await Promise.all([rooms.open(room, ana, {}), rooms.open(room, bo, {})]);
    expect(opened.map((one) => 'opened' in one && one.opened).toSorted()).toEqual(['made', 'there']);
    const overview = await rooms.overview(room, ana);
    expect('members' in overview && overview.members).toHaveLength(1);
    const audit = await rooms.audit(
      room,
      opened[0] && 'opened' in opened[0] && opened[0].opened === 'made' ? ana : bo,
    );
    expect(audit).toMatchObject({ entries: [{ n: 1, action: 'made' }], more: false });
  });

  test('whoever has made too many makes none, and leaves nothing behind', async () => {
    const [room, ana] = [newRoom(), await guest('Ana')];
    for (let i = 0; i < limits.roomsADay; i += 1) await env.PERSON.getByName(ana.person.id).found(newRoom());
    expect(await rooms.open(room, ana, {})).toEqual({ refused: 'too-many-rooms' });
    expect(await tables(room)).toEqual([]);
  });

  test('a title that cannot be read makes none', async () => {
    const [room, ana] = [newRoom(), await guest('Ana')];
    expect(await rooms.open(room, ana, { title: 'a'.repeat(65) })).toEqual({ refused: 'too-long' });
    expect(await rooms.open(room, ana, { title: 'a\nb' })).toEqual({ refused: 'unreadable' });
    expect(await tables(room)).toEqual([]);
  });

  test('nor does a name that would be taken for somebody in charge', async () => {
    const room = newRoom();
    const knocking = { person: { id: 'somebody-00', name: 'Admin', kind: 'guest' as const } };
    const opened = await runInDurableObject(env.ROOM.getByName(room), (object) =>
      object.open(room, knocking, {}),
    );
    expect(opened).toEqual({ refused: 'reserved' });
    expect(await tables(room)).toEqual([]);
  });

  test('its address is taken for whoever may not come in', async () => {
    const [room, ana, bo] = [newRoom(), await guest('Ana'), await guest('Bo')];
    await rooms.open(room, ana, { visibility: 'private' });
    expect(await rooms.open(room, bo, {})).toEqual({ denied: 'room-taken' });
    expect(await rooms.open(room, ana, {})).toEqual({ opened: 'there' });
  });
});

describe('D2 a private room answers strangers as one that does not exist', () => {
  /** All that can be asked of a room, and the whole of what comes back, but for what the asker sent themselves. */
  const everything = async (room: string, who: Guest | undefined) => {
    const auth = who ?? {};
    const action = { do: 'report', message: { seq: 1, id: idOf(1) } } as const;
    const http = await rooms.fetch(`${site}/r/${room}/action`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...cookieOf(who?.token ?? '') },
      body: JSON.stringify(action),
    });
    const { status, webSocket, headers } = await upgrade(room, who ? cookieOf(who.token) : {});
    const socket = new Visitor(webSocket ?? expect.unreachable(), who ?? (await guest('Cleo')));
    const listening = await upgrade(room, who ? cookieOf(who.token) : {}, '?listen');
    const listener = new Visitor(listening.webSocket ?? expect.unreachable(), await guest('Cleo'));
    return {
      listener: { ...(await listener.closed), frames: listener.frames },
      glance: await rooms.glance(room, auth),
      page: await rooms.glance(room, auth, 1),
      wrongPage: await rooms.glance(room, auth, 99),
      overview: await rooms.overview(room, auth),
      audit: await rooms.audit(room, auth),
      post: await rooms.post(room, auth, { id: idOf(1), text: 'hi', after: 0 }),
      act: await rooms.act(room, auth, action),
      settings: await rooms.act(room, auth, { do: 'settings', visibility: 'unlisted' }),
      invitation: await rooms.invitation(room, auth, 'a-token'),
      accept: await rooms.accept(room, auth, 'a-token'),
      http: { status: http.status, headers: [...http.headers], body: await http.text() },
      socket: { status, headers: [...headers], ...(await socket.closed), frames: socket.frames },
    };
  };

  test.each(['somebody', 'nobody', 'somebody who is banned', 'somebody who was a member'])(
    'by every route, to %s',
    async (what) => {
      const [ana, bo, room] = [await guest('Ana'), await guest('Bo'), newRoom()];
      const owner = await enter(room, ana);
      const visitor = await enter(room, bo);
      owner.says('secret', { id: idOf(1) });
      await visitor.hearsText('secret');
      if (what.includes('banned')) await rooms.act(room, ana, { do: 'ban', whom: bo.person.id });
      await rooms.act(room, ana, { do: 'settings', visibility: 'private' });
      if (what.includes('member')) {
        await rooms.act(room, ana, { do: 'role', whom: bo.person.id, role: 'member' });
        await rooms.act(room, ana, { do: 'role', whom: bo.person.id, role: 'guest' });
      }
      const who = what === 'nobody' ? undefined : bo;
      const answers = await everything(room, who);
      expect(answers).toEqual(await everything(newRoom(), who));
      expect(JSON.stringify(answers)).not.toContain('secret');
    },
  );
});

describe('D3 becoming private', () => {
  test('makes members of whoever has said something, and puts out the others who are there', async () => {
    const room = newRoom();
    const [ana, bo, cai] = [await enter(room, 'Ana'), await enter(room, 'Bo'), await enter(room, 'Cai')];
    const shy = await visit(room, await guest('Shy'));
    const out = await enter(room, 'Dee');
    for (const one of [bo, out]) one.says('hello');
    await ana.hears('said', ({ message }) => message.seq === 2);
    await rooms.act(room, ana.guest, { do: 'ban', whom: out.person.id });
    await rooms.act(room, ana.guest, { do: 'settings', visibility: 'private' });
    expect((await cai.closed).code).toBe(closeCodes.noRoom.code);
    expect((await shy.closed).code).toBe(closeCodes.noRoom.code);
    expect(await bo.hears('arrived', ({ person }) => person.id === bo.person.id)).toEqual({
      t: 'arrived',
      person: bo.as('member'),
      here: 2,
    });
    expect(await bo.hears('settings')).toMatchObject({ settings: { visibility: 'private' } });
    expect(cai.events.filter(({ t }) => t === 'settings')).toEqual([]);
    const overview = await rooms.overview(room, ana.guest);
    const members = 'members' in overview ? overview.members.map(({ name, role }) => [name, role]) : [];
    expect(members).toEqual([
      ['Ana', 'owner'],
      ['Bo', 'member'],
    ]);
  });
});

describe('D4 a ban', () => {
  const banned = async (how: { address?: boolean; forS?: number } = {}) => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const bo = await guest('Bo');
    const from = { ...cookieOf(bo.token), 'cf-connecting-ip': '203.0.113.7' };
    const { webSocket } = await upgrade(room, from);
    const socket = new Visitor(webSocket ?? expect.unreachable(), bo);
    await rooms.act(room, ana.guest, { do: 'ban', whom: bo.person.id, why: 'rude', ...how });
    return { room, ana, bo, socket };
  };
  const denied = { denied: 'banned', why: 'rude' };

  test('holds for open sockets, new ones, forms, actions and pages', async () => {
    const { room, ana, bo, socket } = await banned();
    expect(await socket.closed).toEqual({
      code: closeCodes.banned.code,
      reason: closeSentences[closeCodes.banned.code],
    });
    const again = await visit(room, bo);
    expect((await again.closed).code).toBe(closeCodes.banned.code);
    expect(await rooms.post(room, bo, { id: idOf(1), text: 'hi', after: 0 })).toEqual(denied);
    expect(await rooms.act(room, bo, { do: 'leave' })).toEqual(denied);
    expect(await rooms.glance(room, bo)).toEqual(denied);
    expect(await rooms.overview(room, bo)).toEqual(denied);
    expect(await rooms.audit(room, bo)).toEqual(denied);
    expect(await rooms.open(room, bo, {})).toEqual(denied);
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'said')).toEqual([]);
  });

  const from = '203.0.113.9';
  const other = { address: from };
  /** Bo has said something from there without a socket, or has closed it. */
  const gone: [string, (room: string, bo: Guest) => Promise<unknown>][] = [
    [
      'wrote by a form',
      (room, bo) => rooms.post(room, { ...bo, ...other }, { id: idOf(1), text: 'hi', after: 0 }),
    ],
    [
      'has closed the page',
      async (room, bo) => {
        const { webSocket } = await upgrade(room, { ...cookieOf(bo.token), 'cf-connecting-ip': from });
        const visitor = new Visitor(webSocket ?? expect.unreachable(), bo);
        visitor.send({ t: 'hello', v: protocolVersion, since: 0 });
        await visitor.hears('welcome');
        visitor.says('hi');
        await visitor.hearsText('hi');
        await visitor.leaves();
      },
    ],
  ];

  test.each(gone)('of the address of whoever %s is one', async (_, came) => {
    const [room, bo] = [newRoom(), await guest('Bo')];
    const ana = await enter(room, 'Ana');
    await came(room, bo);
    const ban = { do: 'ban', whom: bo.person.id, why: 'rude', address: true } as const;
    expect(await rooms.act(room, ana.guest, ban)).toEqual({ done: true, address: true });
    expect(await rooms.glance(room, other)).toEqual(denied);
  });

  test.each(gone)('whose address is not known any more says so, of whoever %s', async (_, came) => {
    const [room, bo] = [newRoom(), await guest('Bo')];
    const ana = await enter(room, 'Ana');
    await came(room, bo);
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    const ban = { do: 'ban', whom: bo.person.id, why: 'rude', address: true } as const;
    expect(await rooms.act(room, ana.guest, ban)).toEqual({ done: true, address: false });
    expect(await rooms.glance(room, other)).toHaveProperty('stretch');
    expect(await rooms.glance(room, bo)).toEqual(denied);
  });

  test('that was not of an address lets others from there in', async () => {
    const { room } = await banned();
    expect(await rooms.glance(room, { address: '203.0.113.7' })).toHaveProperty('stretch');
  });

  test('of an address holds for guests from there, whoever they say they are, and for nobody elsewhere', async () => {
    const { room, bo } = await banned({ address: true });
    const cai = await guest('Cai');
    const there = { ...cai, address: '203.0.113.7' };
    expect(await rooms.glance(room, there)).toEqual(denied);
    expect(await rooms.glance(room, { address: '203.0.113.7' })).toEqual(denied);
    const socket = await upgrade(room, { ...cookieOf(cai.token), 'cf-connecting-ip': '203.0.113.7' });
    const visitor = new Visitor(socket.webSocket ?? expect.unreachable(), cai);
    expect((await visitor.closed).code).toBe(closeCodes.banned.code);
    expect(await rooms.glance(room, { ...cai, address: '203.0.113.8' })).toHaveProperty('stretch');
    expect(await rooms.glance(room, { ...bo, address: '203.0.113.8' })).toEqual(denied);
  });

  test('of an address puts out whoever else is there from it, but not who is more than a guest', async () => {
    const room = newRoom();
    const from = async (who: Guest) => {
      const { webSocket } = await upgrade(room, {
        ...cookieOf(who.token),
        'cf-connecting-ip': '2001:db8::7',
      });
      return new Visitor(webSocket ?? expect.unreachable(), who);
    };
    const [ana, bo, cai, dee] = await Promise.all(['Ana', 'Bo', 'Cai', 'Dee'].map((name) => guest(name)));
    if (!ana || !bo || !cai || !dee) return expect.unreachable();
    await rooms.open(room, ana, {});
    const sockets = [await from(ana), await from(bo), await from(cai), await from(dee)];
    await rooms.act(room, ana, { do: 'role', whom: cai.person.id, role: 'member' });
    await rooms.act(room, ana, { do: 'ban', whom: bo.person.id, address: true });
    expect((await sockets[1]?.closed)?.code).toBe(closeCodes.banned.code);
    expect((await sockets[3]?.closed)?.code).toBe(closeCodes.banned.code);
    for (const still of [sockets[0], sockets[2]]) {
      still?.send({ t: 'hello', v: protocolVersion, since: 0 });
      await still?.hears('welcome');
    }
  });

  test('for a time ends by itself, and one that is lifted at once', async () => {
    const { room, ana, bo } = await banned({ forS: 60 });
    const now = Date.now();
    expect(await rooms.glance(room, bo)).toMatchObject({ until: expect.closeTo(now + 60_000, -4) });
    vi.spyOn(Date, 'now').mockReturnValue(now + 61_000);
    expect(await rooms.glance(room, bo)).toHaveProperty('stretch');
    vi.restoreAllMocks();
    await rooms.act(room, ana.guest, { do: 'unban', whom: bo.person.id });
    expect(await rooms.glance(room, bo)).toHaveProperty('stretch');
  });

  test('is kept with a hash that tells nothing of the address, here or elsewhere', async () => {
    const [one, other] = [await banned({ address: true }), await banned({ address: true })];
    const kept = (room: string) =>
      runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
        storage.sql.exec<{ address: string }>('SELECT address FROM sanctions').one(),
      );
    const hashes = [await kept(one.room), await kept(other.room)].map(({ address }) => address);
    expect(hashes).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ]);
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});

describe('D5 a session that ended while its person came in', () => {
  test('opens no socket, when the room was told before it is asked', async () => {
    const [room, ana] = [newRoom(), await guest('Ana')];
    const bo = await enter(room, 'Bo');
    await leftATrace(room, ana);
    const { arrive } = PersonObject.prototype;
    vi.spyOn(PersonObject.prototype, 'arrive').mockImplementationOnce(async function (
      this: PersonObject,
      ...asked
    ) {
      const arrival = await arrive.apply(this, asked);
      await rooms.signOut(ana, false);
      await ring(ana.person.id);
      return arrival;
    });
    const { webSocket } = await upgrade(room, cookieOf(ana.token));
    const socket = new Visitor(webSocket ?? expect.unreachable(), ana);
    expect((await socket.closed).code).toBe(closeCodes.signedOut.code);
    await bo.isUpToDate();
    expect(bo.events.filter(({ t }) => t === 'arrived')).toEqual([]);
    const open = await runInDurableObject(
      env.ROOM.getByName(room),
      (_, state) => state.getWebSockets().length,
    );
    expect(open).toBe(1);
  });

  test('opens none the minute after, and others of that person do', async () => {
    const [room, ana] = [newRoom(), await guest('Ana')];
    await enter(room, 'Bo');
    const [sid, epoch] = ['another-session', 0];
    await runInDurableObject(env.ROOM.getByName(room), (object) =>
      object.endSessions(ana.person.id, { sid }),
    );
    const asked = (session: SessionRef) =>
      runInDurableObject(env.ROOM.getByName(room), (object) => {
        const asks = JSON.stringify({ person: ana.person, session });
        const answer = object.fetch(
          new Request(site, { headers: { [requesterHeader]: encodeURIComponent(asks) } }),
        );
        return answer.headers.get(closeHeader);
      });
    expect(await asked({ sid, epoch })).toBe(String(closeCodes.signedOut.code));
    expect(await asked({ sid: 'the-one-they-have', epoch })).toBeNull();
  });
});

describe('D7 invites', () => {
  const privateRoom = async () => {
    const [room, ana] = [newRoom(), await guest('Ana')];
    await rooms.open(room, ana, { visibility: 'private', title: 'Chess' });
    const invites = async (how: { uses?: number; forS?: number } = {}) => {
      const made = await rooms.act(room, ana, { do: 'invite', ...how });
      return 'invite' in made && made.invite ? made.invite : expect.unreachable();
    };
    return { room, ana, invites };
  };
  const none = { denied: 'no-such-invite' };

  test('let in whoever has one, as a member, with the live socket of somebody who watches', async () => {
    const { room, ana, invites } = await privateRoom();
    const { token } = await invites();
    const [watching, bo] = [await enter(room, ana), await guest('Bo')];
    expect(await rooms.invitation(room, bo, token)).toEqual({
      room,
      title: 'Chess',
      by: ana.person,
      here: 1,
    });
    expect(await rooms.accept(room, bo, token)).toEqual({ done: true });
    const socket = await enter(room, bo);
    expect(await watching.hears('arrived')).toEqual({ t: 'arrived', person: socket.as('member'), here: 2 });
    expect(await rooms.audit(room, ana)).toMatchObject({
      entries: [{ action: 'accept', by: bo.person }, { action: 'invite' }, { action: 'made' }],
    });
  });

  test('are kept as a hash, and the token is nowhere', async () => {
    const { room, invites } = await privateRoom();
    const { token } = await invites();
    expect(token).toMatch(/^[\w-]{43}$/);
    const stored = await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
      JSON.stringify([
        ...storage.sql.exec('SELECT * FROM invites'),
        ...storage.sql.exec('SELECT * FROM audit'),
      ]),
    );
    expect(stored).not.toContain(token);
  });

  test('that are wrong, used up, revoked or over answer as in a room that does not exist', async () => {
    const { room, ana, invites } = await privateRoom();
    const bo = await guest('Bo');
    const [once, revoked, short] = [await invites({ uses: 1 }), await invites(), await invites({ forS: 60 })];
    expect(await rooms.accept(room, await guest('Cai'), once.token)).toEqual({ done: true });
    await rooms.act(room, ana, { do: 'revoke', invite: revoked.id });
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 61_000);
    const guesses = ['', 'a', 'A'.repeat(43), 'a'.repeat(1_000_000), revoked.id, 7 as unknown as string];
    for (const token of [once.token, revoked.token, short.token, ...guesses]) {
      for (const where of [room, newRoom(), 'not a room']) {
        expect(await rooms.invitation(where, bo, token)).toEqual(none);
        expect(await rooms.accept(where, bo, token)).toEqual(none);
      }
    }
    expect(await rooms.glance(room, bo)).toEqual({ denied: 'no-such-room' });
  });

  test('of two who come for the last use, one comes in', async () => {
    const { room, invites } = await privateRoom();
    const { token } = await invites({ uses: 3 });
    const people = await Promise.all(Array.from({ length: 10 }, (_, i) => guest(`Guest ${i}`)));
    const answers = await Promise.all(people.map((one) => rooms.accept(room, one, token)));
    expect(answers.filter((answer) => 'done' in answer)).toHaveLength(3);
    expect(answers.filter((answer) => 'denied' in answer)).toEqual(Array(7).fill(none));
  });

  test('are not used up by whoever is a member already, not even by the last use they took themselves', async () => {
    const { room, ana, invites } = await privateRoom();
    const { token } = await invites({ uses: 1 });
    expect(await rooms.accept(room, ana, token)).toEqual({ done: true });
    const bo = await guest('Bo');
    for (let i = 0; i < 3; i += 1) expect(await rooms.accept(room, bo, token)).toEqual({ done: true });
    expect(await rooms.accept(room, await guest('Cai'), token)).toEqual(none);
  });

  test('that are revoked put nobody out', async () => {
    const { room, ana, invites } = await privateRoom();
    const { id, token } = await invites();
    const bo = await guest('Bo');
    await rooms.accept(room, bo, token);
    const socket = await enter(room, bo);
    await rooms.act(room, ana, { do: 'revoke', invite: id });
    await socket.isUpToDate();
  });

  test('of whoever is no member any more are gone', async () => {
    const { room, ana, invites } = await privateRoom();
    const bo = await guest('Bo');
    await rooms.accept(room, bo, (await invites()).token);
    const made = await rooms.act(room, bo, { do: 'invite' });
    const token = 'invite' in made ? (made.invite?.token ?? '') : expect.unreachable();
    await rooms.act(room, ana, { do: 'kick', whom: bo.person.id });
    expect(await rooms.accept(room, bo, token)).toEqual(none);
  });

  test('are a hundred at most', async () => {
    const { room, ana } = await privateRoom();
    letEverybodyHurry();
    for (let i = 0; i < limits.invites; i += 1) {
      expect(await rooms.act(room, ana, { do: 'invite', forS: 60 })).toHaveProperty('invite');
    }
    expect(await rooms.act(room, ana, { do: 'invite' })).toEqual({ refused: 'too-many' });
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 61_000);
    expect(await rooms.act(room, ana, { do: 'invite' })).toHaveProperty('invite');
  });
});
