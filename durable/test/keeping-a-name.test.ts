import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { sessionCookie } from '../../protocol/rooms.ts';
import { toBase64url } from '../auth/base64url.ts';
import { tokenOf } from '../auth/identity.ts';
import { Authenticator } from './authenticator.ts';
import { Browser, failed } from './browser.ts';
import { watchRows } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { site } from './visitor.ts';
import { accountOf, isIn, known, letRooms } from './who-and-where.ts';

const rooms = exports.default;

describe('I8 whoever keeps a name stays who they are', () => {
  test('with the same id, name, rooms and preferences, and is a guest no more', async () => {
    const ana = await Browser.ofGuest('Ana');
    const before = await ana.person();
    const room = newRoom();
    await isIn(room, ana.auth);
    await rooms.keepPreferences(ana.auth, { theme: 'dark' });
    const kept = await ana.keepsTheName('Phone');
    expect(kept).toEqual({ ...before, kind: 'claimed' });
    const { passkeys, ...account } = (await accountOf(ana.auth)) ?? expect.unreachable();
    expect(account).toEqual({
      person: kept,
      rooms: [{ room, at: expect.any(Number), readUpTo: 0 }],
      preferences: { theme: 'dark' },
    });
    expect(passkeys).toMatchObject([{ label: 'Phone' }]);
  });

  test('in a new session: the one from before has ended', async () => {
    const ana = await Browser.ofGuest('Ana');
    const before = ana.auth;
    await ana.keepsTheName();
    expect(await rooms.whoIs(before)).toBeUndefined();
    expect(await ana.person()).toMatchObject({ name: 'Ana', kind: 'claimed' });
  });

  test('for four rows written, once there are tables', async () => {
    const ana = await Browser.ofGuest('Ana');
    await rooms.keepPreferences(ana.auth, {});
    const rows = await watchRows();
    await ana.keepsTheName();
    expect(rows.written()).toBe(4);
  });

  test('and the rooms hear of it', async () => {
    const rename = vi.fn(async () => {});
    letRooms({ rename });
    const [ana, room] = [await Browser.ofGuest('Ana'), newRoom()];
    await isIn(room, ana.auth);
    const kept = await ana.keepsTheName();
    expect(rename.mock.calls).toEqual([[room, kept]]);
  });

  test('whatever the passkey is called, which its owner can say later', async () => {
    const ana = await Browser.ofGuest('Ana');
    await ana.keepsTheName('\u0000'.repeat(100));
    expect(await accountOf(ana.auth)).toMatchObject({ passkeys: [{ label: '' }] });
  });

  test('a name that has become reserved is not kept', async () => {
    const ana = await Browser.ofGuest('Ana');
    const { id } = await ana.person();
    const { session } = await known(ana.auth);
    const person = { id, name: 'Admin', kind: 'guest' as const };
    ana.cookies.set(sessionCookie, await tokenOf(env, { person, session }));
    const answer = await ana.posts('/api/passkeys/begin', { purpose: 'keep' });
    expect([answer.status, await answer.json()]).toMatchObject([422, { reason: 'reserved' }]);
  });

  test('nobody keeps the name of nobody', async () => {
    await failed(await new Browser().posts('/api/passkeys/begin', { purpose: 'keep' }));
  });

  test('what the browser is asked: a discoverable passkey for this site and this person', async () => {
    const ana = await Browser.ofGuest('Ana');
    const { id } = await ana.person();
    expect(await ana.beginsToKeep()).toMatchObject({
      rp: { id: 'lull.test', name: 'Lull' },
      user: { id: toBase64url(new TextEncoder().encode(id)), name: 'Ana' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    });
  });
});

describe('I11 a person can have several passkeys', () => {
  const two = async () => {
    const ana = await Browser.ofClaimed('Ana');
    const key = new Browser(new Authenticator(site));
    key.cookies.set(sessionCookie, ana.token);
    await key.keepsTheName('Key');
    return { ana, key };
  };

  test('each of which signs in, and their session stays the same', async () => {
    const { ana, key } = await two();
    expect(key.token && (await key.person())).toEqual(await ana.person());
    expect((await known(key.auth)).session).toEqual((await known(ana.auth)).session);
    for (const device of [ana.device, key.device]) {
      expect((await new Browser(device).signsIn()).person).toEqual(await ana.person());
    }
  });

  test('and no device is asked for a second one', async () => {
    const { ana } = await two();
    const ids = (await accountOf(ana.auth))?.passkeys.map(({ id }) => id);
    expect((await ana.beginsToKeep()).excludeCredentials?.map(({ id }) => id)).toEqual(ids);
  });

  test('name them', async () => {
    const { ana } = await two();
    const [first] = (await accountOf(ana.auth))?.passkeys ?? [];
    const id = first?.id ?? expect.unreachable();
    expect(await rooms.namePasskey(ana.auth, id, '  My \u202e phone ')).toEqual({ done: true });
    expect((await accountOf(ana.auth))?.passkeys.map(({ label }) => label)).toEqual(['My phone', 'Key']);
    expect(await rooms.namePasskey(ana.auth, id, ' ')).toEqual({ refused: 'empty' });
    expect(await rooms.namePasskey(ana.auth, id, 'x'.repeat(65))).toEqual({ refused: 'too-long' });
    expect(await rooms.namePasskey(ana.auth, 'another', 'Mine')).toEqual({ refused: 'no-such-passkey' });
  });

  test('and remove them, but not the last', async () => {
    const { ana, key } = await two();
    const [first, second] = (await accountOf(ana.auth))?.passkeys ?? [];
    expect(await rooms.removePasskey(ana.auth, 'another')).toEqual({ refused: 'no-such-passkey' });
    expect(await rooms.removePasskey(ana.auth, first?.id ?? '')).toEqual({ done: true });
    const response = await ana.device.signs(await ana.beginsToSignIn());
    await failed(await ana.posts('/api/passkeys/sign-in', { response }));
    expect(await rooms.removePasskey(ana.auth, second?.id ?? '')).toEqual({ refused: 'last-passkey' });
    expect(await new Browser(key.device).signsIn()).toMatchObject({ person: { name: 'Ana' } });
  });

  test('nobody else’s', async () => {
    const { ana } = await two();
    const bo = await Browser.ofClaimed('Bo');
    const [first] = (await accountOf(ana.auth))?.passkeys ?? [];
    const id = first?.id ?? expect.unreachable();
    expect(await rooms.removePasskey(bo.auth, id)).toEqual({ refused: 'no-such-passkey' });
    expect(await rooms.namePasskey(bo.auth, id, 'Mine')).toEqual({ refused: 'no-such-passkey' });
    expect((await accountOf(ana.auth))?.passkeys).toHaveLength(2);
  });

  test(`${limits.passkeys} at most`, async () => {
    const ana = await Browser.ofClaimed('Ana');
    for (let n = 1; n < limits.passkeys; n += 1) await ana.keepsTheName();
    const answer = await ana.posts('/api/passkeys/begin', { purpose: 'keep' });
    expect([answer.status, await answer.json()]).toMatchObject([422, { reason: 'too-many' }]);
  });
});
