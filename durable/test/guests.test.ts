import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { sessionCookie } from '../../protocol/rooms.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { sessionIn, tokenIn } from '../auth/session.ts';
import { sign } from '../auth/signed-claims.ts';
import { RoomObject } from '../room-object/room-object.ts';
import { requesterHeader } from '../rpc.ts';
import { base64url, signed } from './forgery.ts';
import { cookieOf, enter, guest, site, upgrade, Visitor } from './visitor.ts';

const anas = {
  id: 'ana-0000000',
  name: 'Ana',
  guest: true,
  sid: 'ana-session',
  epoch: 0,
  at: Math.floor(Date.now() / 1000),
};
const whoIs = async (token: string) => (await exports.default.whoIs({ token }))?.person;

const post = (body: string, headers: Record<string, string> = {}, origin = site) =>
  exports.default.fetch(`${origin}/api/guest`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('G1 a guest is a random id and a name, signed', () => {
  test('and their token says who they are', async () => {
    const { person, token } = await guest('  Ana  Maria ');
    expect(person).toEqual({ id: expect.stringMatching(/^[\w-]{21}$/), name: 'Ana Maria', kind: 'guest' });
    expect(await whoIs(token)).toEqual(person);
    expect((await guest('Ana Maria')).person.id).not.toBe(person.id);
  });

  test('in letters of any script', async () => {
    const { person, token } = await guest('陈 🌙');
    expect(await whoIs(token)).toEqual(person);
  });

  test('the holder of a token keeps the id under another name', async () => {
    const ana = await guest('Ana');
    const renamed = await guest('Bo', ana.token);
    expect(renamed.person).toEqual({ ...ana.person, name: 'Bo' });
    expect(await whoIs(renamed.token)).toEqual(renamed.person);
  });

  test('the holder of a forged one becomes somebody new', async () => {
    const forged = await signed('another key that is long enough to sign', JSON.stringify(anas));
    expect((await guest('Ana', forged)).person.id).not.toBe('ana-0000000');
  });
});

describe('G2 a token that the Worker did not sign is nobody', () => {
  const claims = JSON.stringify(anas);
  const tamper = ([body, signature]: string[], other: string) => [
    [other, signature].join('.'),
    [body, base64url(new TextEncoder().encode(other))].join('.'),
    `${body}.`,
    `.${signature}`,
  ];

  test('the key of the tests signs as the Worker does', async () => {
    expect(await whoIs(await signed(env.GUEST_KEY, claims))).toMatchObject({
      id: 'ana-0000000',
    });
  });

  test('no other claims under its signature, no other signature under its claims', async () => {
    const { token } = await guest('Ana');
    const other = base64url(new TextEncoder().encode(claims));
    for (const forged of tamper(token.split('.'), other)) expect(await whoIs(forged)).toBeUndefined();
  });

  test('nor one with a blank in it, by which claims of another kind would pass for these', async () => {
    const asSession = { ...anas, purpose: 'sign-in', challenge: 'asked' };
    const challenge = await sign(env.GUEST_KEY, 'challenge', asSession);
    const { token } = await guest('Ana');
    for (const forged of [`challenge ${challenge}`, ` ${token}`, `${token} `, token.replace('.', ' .')]) {
      expect(await sessionIn([env.GUEST_KEY], forged, Date.now())).toBeUndefined();
    }
  });

  test('no other key', async () => {
    const forged = await signed('another key that is long enough to sign', claims);
    expect(await whoIs(forged)).toBeUndefined();
  });

  test.each([
    '',
    '.',
    '..',
    'a',
    'a.b',
    'a.b.c',
    '%%.%%',
    '\u0000.\u0000',
    `${'a'.repeat(100_000)}.${'b'.repeat(43)}`,
  ])('no garbage: %.20j', async (token) => {
    expect(await whoIs(token)).toBeUndefined();
  });

  test.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['no JSON', 'Ana'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no name', JSON.stringify({ ...anas, name: undefined })],
    ['an id of other characters', JSON.stringify({ ...anas, id: 'ana 000000' })],
    ['no session', JSON.stringify({ ...anas, sid: undefined })],
    ['an epoch that is none', JSON.stringify({ ...anas, epoch: -1 })],
    ['no text at all', new Uint8Array([0xff, 0xfe, 0x00])],
  ])('and no claims that are none, even signed: %s', async (_, other) => {
    expect(await whoIs(await signed(env.GUEST_KEY, other))).toBeUndefined();
  });

  test('a key too short to be one is a fault, not a weak signature', async () => {
    await expect(sessionIn(['short'], (await guest('Ana')).token, 0)).rejects.toThrow('GUEST_KEY');
  });
});

describe('G5 the room believes the Worker, not the client, about who is asking', () => {
  test('whatever headers come with a good cookie', async () => {
    const mallory = await guest('Mallory');
    await exports.default.open('guests', { token: mallory.token }, {});
    const ana = JSON.stringify({ person: { id: 'ana-0000000', name: 'Ana', kind: 'claimed' } });
    const headers = { ...cookieOf(mallory.token), [requesterHeader]: encodeURIComponent(ana) };
    const { webSocket } = await upgrade('guests', headers);
    const socket = new Visitor(webSocket ?? expect.unreachable(), mallory);
    socket.send({ t: 'hello', v: protocolVersion, since: 0 });
    expect((await socket.hears('welcome')).you).toMatchObject(mallory.person);
  });

  test('and is told of a browser’s headers only what makes an upgrade', async () => {
    const cleo = await guest('Cleo');
    await exports.default.open('guests', { token: cleo.token }, {});
    const told: string[] = [];
    const fetch = RoomObject.prototype.fetch;
    vi.spyOn(RoomObject.prototype, 'fetch').mockImplementation(function (this: RoomObject, request: Request) {
      told.push(...new Headers(request.headers).keys());
      return fetch.call(this, request);
    });
    const own = { 'cf-connecting-ip': '203.0.113.9', referer: site, 'user-agent': 'a browser' };
    const { status } = await upgrade('guests', { ...cookieOf(cleo.token), ...own });
    vi.restoreAllMocks();
    expect(status).toBe(101);
    expect(told.filter((name) => !name.startsWith('sec-websocket-'))).toEqual(['upgrade', requesterHeader]);
  });
});

describe('G3 POST /api/guest sets the cookie', () => {
  test('which a browser keeps to itself, and which opens a socket', async () => {
    const answer = await post('{"name":"Ana"}');
    const { person } = await answer.json<{ person: { name: string } }>();
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(person.name).toBe('Ana');
    expect(cookie.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Max-Age=31536000',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
    const token = tokenIn(cookie.split(';')[0] ?? null) ?? '';
    const ana = await enter('guests', {
      person: (await whoIs(token)) ?? expect.unreachable(),
      token,
    });
    expect((await ana.hears('welcome')).you).toMatchObject({ name: person.name, kind: 'guest' });
  });

  test('without Secure on a machine that serves plain HTTP', async () => {
    const answer = await post('{"name":"Ana"}', {}, 'http://localhost:8788');
    expect(answer.headers.get('set-cookie')).not.toContain('Secure');
  });

  test('and renames whoever has one', async () => {
    const ana = await guest('Ana');
    const answer = await post('{"name":"Bo"}', cookieOf(ana.token));
    expect(await answer.json()).toEqual({ person: { ...ana.person, name: 'Bo', guest: true } });
  });

  test.each(['application/json; charset=utf-8', 'Application/JSON'])('as %s', async (type) => {
    expect((await post('{"name":"Ana"}', { 'content-type': type })).status).toBe(200);
  });
});

describe('G4 the cookie is found among others', () => {
  test.each<[string | null, string | undefined]>([
    [`${sessionCookie}=a.b`, 'a.b'],
    [`x=1; ${sessionCookie}=a.b;y=2`, 'a.b'],
    [`x${sessionCookie}=a.b`, undefined],
    [`${sessionCookie}=a=b`, 'a=b'],
    [sessionCookie, ''],
    ['', undefined],
    [null, undefined],
  ])('%j', (header, token) => {
    expect(tokenIn(header)).toBe(token);
  });
});
