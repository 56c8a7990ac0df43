import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { sessionCookie } from '../../protocol/rooms.ts';
import { Browser } from './browser.ts';
import { watchRows } from './looking-inside.ts';
import { pass } from './moving-clock.ts';
import { guest, site } from './visitor.ts';
import { accountOf } from './who-and-where.ts';

const rooms = exports.default;

describe('I9 a passkey alone signs in on another device', () => {
  test('as the same person, with their preferences', async () => {
    const ana = await Browser.ofClaimed('Ana');
    await rooms.keepPreferences(ana.auth, { theme: 'light' });
    const other = new Browser(ana.device);
    expect(await other.beginsToSignIn()).toMatchObject({ rpId: 'lull.test', userVerification: 'preferred' });
    const person = await ana.person();
    expect(await other.signsIn()).toEqual({ person, preferences: { theme: 'light' } });
    expect(await other.person()).toEqual(person);
    expect(await ana.person()).toEqual(person);
  });

  test('and whoever that browser was before is signed out of it', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const other = new Browser(ana.device);
    other.cookies.set(sessionCookie, (await guest('Bo')).token);
    const before = other.auth;
    await other.signsIn();
    expect(await rooms.whoIs(before)).toBeUndefined();
    expect(await other.person()).toMatchObject({ name: 'Ana' });
  });

  test('again, in the same browser: the new session takes the place of the old one', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const before = ana.auth;
    await ana.signsIn();
    expect(await rooms.whoIs(before)).toBeUndefined();
    expect(await ana.person()).toMatchObject({ name: 'Ana' });
  });

  test('a passkey that does not count signs in again and again', async () => {
    const ana = await Browser.ofClaimed('Ana');
    for (let time = 0; time < 3; time += 1) {
      const response = await ana.device.signs(await ana.beginsToSignIn(), { counter: 0 });
      expect((await ana.posts('/api/passkeys/sign-in', { response })).status).toBe(200);
    }
  });

  test('for two rows written', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const other = new Browser(ana.device);
    const rows = await watchRows();
    await other.signsIn();
    expect(rows.written()).toBe(2);
  });

  test('and when it was last used is known', async () => {
    const ana = await Browser.ofClaimed('Ana');
    pass(60_000);
    await ana.signsIn();
    const [passkey] = (await accountOf(ana.auth))?.passkeys ?? [];
    expect((passkey?.usedAt ?? 0) - (passkey?.madeAt ?? 0)).toBeGreaterThanOrEqual(60_000);
  });
});

describe('I18 what goes over HTTP about a passkey', () => {
  const begin = (headers: Record<string, string>, body = '{"purpose":"sign-in"}', origin = site) =>
    exports.default.fetch(`${origin}/api/passkeys/begin`, { method: 'POST', body, headers });
  const json = { 'content-type': 'application/json' };

  test('a challenge stays five minutes with the browser, which shows it to nobody', async () => {
    const [cookie = ''] = (await begin(json)).headers.getSetCookie();
    expect(cookie.split('; ').slice(1).toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=300',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
    const plain = await begin(json, undefined, 'http://localhost:8788');
    expect(plain.headers.getSetCookie()[0]).not.toContain('Secure');
  });

  test('and goes once it was answered, when the session comes', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const response = await ana.device.signs(await ana.beginsToSignIn());
    const cookies = (await ana.posts('/api/passkeys/sign-in', { response })).headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.replace(/^(\w+)=[^;]+/, '$1=…'))).toEqual([
      'lull_session=…; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure',
      'lull_challenge=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
    ]);
  });

  test.each<[string, number, RequestInit, string]>([
    ['another method', 405, { method: 'PUT' }, 'begin'],
    ['another site', 403, { headers: { ...json, origin: 'https://evil.example' } }, 'begin'],
    ['a form', 415, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 'begin'],
    ['another purpose', 400, { body: '{"purpose":"steal"}' }, 'begin'],
    ['no JSON', 400, { body: 'keep' }, 'keep'],
    ['no answer', 400, { body: '{}' }, 'sign-in'],
    ['too much', 413, { body: JSON.stringify({ purpose: 'sign-in', more: 'x'.repeat(20_000) }) }, 'begin'],
  ])('%s is refused', async (_, status, init, last) => {
    const request = { method: 'POST', headers: json, body: '{"purpose":"sign-in"}', ...init };
    const answer = await exports.default.fetch(`${site}/api/passkeys/${last}`, request);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ sentence: expect.any(String) });
  });

  test('and too many tries from one address are asked to wait', async () => {
    const headers = { ...json, 'cf-connecting-ip': '203.0.113.7' };
    const answers = [];
    for (let n = 0; n < 32; n += 1) answers.push(await begin(headers));
    const last = answers.at(-1) ?? expect.unreachable();
    expect(last.status).toBe(429);
    expect(last.headers.get('retry-after')).toBe('60');
    expect((await begin({ ...json, 'cf-connecting-ip': '203.0.113.8' })).status).toBe(200);
  });
});
