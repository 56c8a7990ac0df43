import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { Message } from '../../protocol/message.ts';
import { enter } from '../auth/identity.ts';
import { Browser } from './browser.ts';
import { pass } from './moving-clock.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, guest, site } from './visitor.ts';
import { isIn, known, letRooms, noteRead } from './who-and-where.ts';

const get = (token: string, headers: Record<string, string> = {}, method = 'GET') =>
  exports.default.fetch(`${site}/api/you/export`, { method, headers: { ...cookieOf(token), ...headers } });

const wordsOf = (id: string, count: number) => (after: number, limit: number) =>
  Array.from(
    { length: count },
    (_, i): Message => ({
      seq: i + 1,
      id: `message-${i + 1}`,
      by: { id, name: 'Ana', kind: 'guest' },
      text: `"${i + 1}" </script> 🌙`,
      at: i,
    }),
  )
    .filter(({ seq }) => seq > after)
    .slice(0, limit);

describe('I15 a person can take along everything that is kept about them', () => {
  test('themselves, passkeys without anything secret, rooms, and all their words', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const person = await ana.person();
    await rooms.keepPreferences(ana.auth, { theme: 'dark' });
    const [been, made] = [[newRoom(), newRoom()].toSorted(), newRoom()];
    for (const room of been) await isIn(room, ana.auth);
    await noteRead(await known(ana.auth), been[1] ?? '', 3);
    await env.PERSON.getByName(person.id).found(made);
    const words = wordsOf(person.id, 450);
    const asked = vi.fn(async (room: string, _: string, after: number, limit: number) =>
      room === been[1] ? words(after, limit) : [],
    );
    const deeds = Array.from({ length: 1_200 }, (_, i) => ({ n: 1_200 - i, at: i, action: 'kick' as const }));
    letRooms({
      wordsOf: asked,
      recordOf: async (room) => ({ role: `of ${room}` }),
      auditAbout: async (room, _, before = 1_201, limit) =>
        room === been[1] ? deeds.filter(({ n }) => n < before).slice(0, limit) : [],
    });

    const answer = await get(ana.token);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="lull.json"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(await answer.json()).toEqual({
      person,
      passkeys: [
        {
          id: expect.any(String),
          publicKey: expect.stringMatching(/^[\w-]+$/),
          counter: 0,
          transports: ['internal'],
          label: '',
          madeAt: expect.any(Number),
          usedAt: expect.any(Number),
        },
      ],
      preferences: { theme: 'dark' },
      signedOutEverywhere: 0,
      sessionsEndedAt: [expect.any(Number)],
      roomsMadeLately: [{ room: made, at: expect.any(Number) }],
      rooms: been.map((room, n) => ({
        room,
        at: expect.any(Number),
        readUpTo: n === 1 ? 3 : 0,
        kept: { role: `of ${room}` },
        done: n === 1 ? deeds : [],
        words: n === 1 ? words(0, 1_000) : [],
      })),
      complete: true,
    });
    // In pages: never all of somebody's words at once.
    expect(asked.mock.calls.filter(([room]) => room === been[1])).toHaveLength(4);
  });

  test('a guest as well, of however many rooms', async () => {
    letRooms({ wordsOf: async () => [], recordOf: async () => ({}), auditAbout: async () => [] });
    const ana = await guest('Ana');
    const who = await known(ana);
    const been = Array.from({ length: 120 }, newRoom);
    for (const room of been) await enter(env, who, room);
    const { rooms: exported } = await (await get(ana.token)).json<{ rooms: { room: string }[] }>();
    expect(exported.map(({ room }) => room)).toEqual(been.toSorted());
  });

  test.each(['recordOf', 'wordsOf'])('and is told when a room could not be read: %s', async (broken) => {
    const fails = async (room: string) => {
      if (room === bad) throw new Error('The room does not answer.');
    };
    const [bad, good] = [newRoom(), newRoom()];
    letRooms({
      recordOf: async (room) => (broken === 'recordOf' && (await fails(room))) || {},
      wordsOf: async (room) => (broken === 'wordsOf' && (await fails(room))) || [],
    });
    const ana = await guest('Ana');
    for (const room of [bad, good]) await isIn(room, ana);
    const exported = await (await get(ana.token)).json<{ rooms: { room: string }[]; complete: boolean }>();
    expect(exported.complete).toBe(false);
    expect(exported.rooms.find(({ room }) => room === bad)).toMatchObject({ unreadable: true });
    expect(exported.rooms.find(({ room }) => room === good)).toMatchObject({ kept: {}, words: [] });
  });

  test('nobody takes along what is somebody else’s', async () => {
    const ana = await guest('Ana');
    const status = async (...asked: Parameters<typeof get>) => (await get(...asked)).status;
    expect(await status('a.b')).toBe(401);
    expect(await status(ana.token, { origin: 'https://evil.example' })).toBe(403);
    expect(await status(ana.token, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status(ana.token, { 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await status(ana.token, { 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await status(ana.token, { 'sec-fetch-site': 'none' })).toBe(200);
    expect(await status(ana.token, {}, 'POST')).toBe(405);
    pass(366 * 24 * 60 * 60 * 1000);
    expect(await status(ana.token)).toBe(401);
  });
});

const rooms = exports.default;
