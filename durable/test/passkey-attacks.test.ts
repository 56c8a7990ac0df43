import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { sessionCookie } from '../../protocol/rooms.ts';
import { toBase64url } from '../auth/base64url.ts';
import { challengeCookie } from '../auth/challenge.ts';
import { PersonRecord } from '../person/person-record.ts';
import { Authenticator, type Twist } from './authenticator.ts';
import { Browser, failed } from './browser.ts';
import { pass } from './moving-clock.ts';
import { site } from './visitor.ts';
import { keptOf } from './who-and-where.ts';

describe('I10 whatever is wrong with the answer of a passkey, it is refused in one sentence, and nothing is kept', () => {
  const asks = async (twist: Twist, { waitMs = 0 } = {}) => {
    const ana = await Browser.ofClaimed('Ana');
    const { id } = await ana.person();
    const other = new Browser(ana.device);
    const options = await other.beginsToSignIn();
    const before = await keptOf(id);
    pass(waitMs);
    const answer = await other.posts('/api/passkeys/sign-in', {
      response: await ana.device.signs(options, twist),
    });
    await failed(answer);
    expect(await keptOf(id)).toEqual(before);
  };

  test('signed for another origin', () => asks({ origin: 'https://lull.example' }));
  test('signed for another site', () => asks({ rpId: 'lull.example' }));
  test('with another challenge', () => asks({ challenge: toBase64url(new Uint8Array(32)) }));
  test('after five minutes', () => asks({}, { waitMs: 5 * 60_000 + 1_000 }));
  test('for somebody else, who has no such passkey', async () => {
    const bo = await Browser.ofClaimed('Bo');
    const userHandle = toBase64url(new TextEncoder().encode((await bo.person()).id));
    await asks({ userHandle });
    expect(await bo.person()).toMatchObject({ name: 'Bo' });
  });
  test.each(['nobody-knows-them', 'no id at all', 'short'])('for nobody: %s', async (handle) => {
    await asks({ userHandle: toBase64url(new TextEncoder().encode(handle)) });
    if (handle === 'nobody-knows-them') expect(await keptOf(handle)).toEqual({});
  });

  test('signed by another key', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const [passkey] = ana.device.passkeys;
    const mallory = new Authenticator(site);
    await mallory.makes(await ana.beginsToKeep());
    const [theirs] = mallory.passkeys;
    if (passkey && theirs) mallory.passkeys.push({ ...passkey, keys: theirs.keys });
    const browser = new Browser(mallory);
    const response = await mallory.signs(await browser.beginsToSignIn());
    await failed(await browser.posts('/api/passkeys/sign-in', { response }));
  });

  test('with a counter that goes back or stands still: there is a copy of that passkey', async () => {
    const ana = await Browser.ofClaimed('Ana');
    await ana.signsIn();
    await ana.signsIn();
    for (const counter of [1, 2, 0]) {
      const response = await ana.device.signs(await ana.beginsToSignIn(), { counter });
      await failed(await ana.posts('/api/passkeys/sign-in', { response }));
    }
    const response = await ana.device.signs(await ana.beginsToSignIn(), { counter: 3 });
    expect((await ana.posts('/api/passkeys/sign-in', { response })).status).toBe(200);
  });

  test('for the second time, though its cookie was kept, and the passkey does not count', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const options = await ana.beginsToSignIn();
    const asked = ana.cookies.get(challengeCookie) ?? expect.unreachable();
    const response = await ana.device.signs(options, { counter: 0 });
    expect((await ana.posts('/api/passkeys/sign-in', { response })).status).toBe(200);
    ana.cookies.set(challengeCookie, asked);
    await failed(await ana.posts('/api/passkeys/sign-in', { response }));
    const mallory = new Browser();
    mallory.cookies.set(challengeCookie, asked);
    await failed(await mallory.posts('/api/passkeys/sign-in', { response }));
  });

  test('twice at once: one of them', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const options = await ana.beginsToSignIn();
    const response = await ana.device.signs(options, { counter: 0 });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => ana.posts('/api/passkeys/sign-in', { response })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403, 403, 403, 403]);
  });

  test('by two copies of a passkey at once: the counter is looked at again when both were found good', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const { id } = await ana.person();
    const [passkey = ''] = ana.device.passkeys.map(({ rawId }) => toBase64url(rawId));
    const copy = async (challenge: string) => {
      const answer = await ana.device.signs(await ana.beginsToSignIn());
      const expected = { challenge, expiresAtMs: Date.now() + 1_000, origin: site, rpId: 'lull.test' };
      return { newSid: `session-${challenge}`, answer, expected };
    };
    const copies = [await copy('one'), await copy('two')];
    await runInDurableObject(env.PERSON.getByName(id), (_, { storage }) => {
      const record = new PersonRecord(storage, () => Date.now());
      expect(copies.map((each) => record.signIn(passkey, 9, each))).toMatchObject([
        { name: 'Ana' },
        undefined,
      ]);
    });
  });

  test('without having been asked, by nobody, by a forged cookie, or for something else', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const options = await ana.beginsToSignIn();
    const asked = ana.cookies.get(challengeCookie) ?? '';
    const response = await ana.device.signs(options);
    ana.cookies.delete(challengeCookie);
    await failed(await ana.posts('/api/passkeys/sign-in', { response }));
    for (const forged of ['', 'a.b', `${asked.split('.')[0]}.AAAA`, ana.token]) {
      ana.cookies.set(challengeCookie, forged);
      await failed(await ana.posts('/api/passkeys/sign-in', { response }));
    }
    const { challenge } = await ana.beginsToKeep();
    const signed = await ana.device.signs(options, { challenge });
    await failed(await ana.posts('/api/passkeys/sign-in', { response: signed }));
  });

  test('and so it is when a passkey is made: for another origin, site or challenge, or too late', async () => {
    const ana = await Browser.ofGuest('Ana');
    const { id } = await ana.person();
    const twists: Twist[] = [
      { origin: 'https://lull.example' },
      { rpId: 'lull.example' },
      { challenge: toBase64url(new Uint8Array(32)) },
    ];
    for (const twist of twists) {
      const response = await ana.device.makes(await ana.beginsToKeep(), twist);
      await failed(await ana.posts('/api/passkeys/keep', { response }));
    }
    const response = await ana.device.makes(await ana.beginsToKeep());
    pass(5 * 60_000 + 1_000);
    await failed(await ana.posts('/api/passkeys/keep', { response }));
    expect(await keptOf(id)).toEqual({});
    expect(await ana.person()).toMatchObject({ kind: 'guest' });
  });

  test('made by somebody else than who began it: nobody is handed another one’s passkey', async () => {
    const [ana, mallory] = [await Browser.ofGuest('Ana'), await Browser.ofGuest('Mallory')];
    const response = await mallory.device.makes(await mallory.beginsToKeep());
    const asked = mallory.cookies.get(challengeCookie) ?? expect.unreachable();
    ana.cookies.set(challengeCookie, asked);
    await failed(await ana.posts('/api/passkeys/keep', { response }));
    const signedIn = new Browser(ana.device);
    signedIn.cookies.set(challengeCookie, asked);
    await failed(await signedIn.posts('/api/passkeys/keep', { response }));
  });

  test('kept for the second time, or by an earlier session', async () => {
    const ana = await Browser.ofGuest('Ana');
    const before = ana.token;
    const response = await ana.device.makes(await ana.beginsToKeep());
    const asked = ana.cookies.get(challengeCookie) ?? expect.unreachable();
    expect((await ana.posts('/api/passkeys/keep', { response })).status).toBe(200);
    ana.cookies.set(challengeCookie, asked);
    await failed(await ana.posts('/api/passkeys/keep', { response }));
    ana.cookies.set(sessionCookie, before);
    await failed(await ana.posts('/api/passkeys/keep', { response }));
  });

  test('an answer to one question does for no other', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const made = await ana.device.makes(await ana.beginsToKeep());
    const shape = { ...made, response: { ...made.response, authenticatorData: 'a', signature: 'a' } };
    expect((await ana.posts('/api/passkeys/sign-in', { response: shape })).status).toBe(400);
    const response = await ana.device.signs(await ana.beginsToSignIn());
    expect((await ana.posts('/api/passkeys/keep', { response })).status).toBe(400);
  });
});
