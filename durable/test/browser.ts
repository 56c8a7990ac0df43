import { exports } from 'cloudflare:workers';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { expect } from 'vitest';
import type { Person } from '../../protocol/message.ts';
import { type Preferences, type RequestAuth, sessionCookie } from '../../protocol/rooms.ts';
import { Authenticator } from './authenticator.ts';
import { guest, site } from './visitor.ts';

/** One browser of one person: its cookies, and, unless it is given another, a device with passkeys. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly device: Authenticator;

  constructor(device = new Authenticator(site)) {
    this.device = device;
  }

  static async ofGuest(name: string): Promise<Browser> {
    const browser = new Browser();
    browser.cookies.set(sessionCookie, (await guest(name)).token);
    return browser;
  }

  static async ofClaimed(name: string): Promise<Browser> {
    const browser = await Browser.ofGuest(name);
    await browser.keepsTheName();
    return browser;
  }

  get auth(): RequestAuth {
    return { token: this.cookies.get(sessionCookie) };
  }

  /** The session's token. */
  get token(): string {
    return this.cookies.get(sessionCookie) ?? '';
  }

  async person(): Promise<Person> {
    const known = await exports.default.whoIs(this.auth);
    if (!known) throw new Error('Nobody is signed in here.');
    return known.person;
  }

  async posts(path: string, body: unknown, origin = site): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await exports.default.fetch(`${origin}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', cookie },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (set.includes('Max-Age=0;')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  async beginsToKeep(): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const answer = await this.posts('/api/passkeys/begin', { purpose: 'keep' });
    return (await answer.json<{ options: PublicKeyCredentialCreationOptionsJSON }>()).options;
  }

  async beginsToSignIn(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const answer = await this.posts('/api/passkeys/begin', { purpose: 'sign-in' });
    return (await answer.json<{ options: PublicKeyCredentialRequestOptionsJSON }>()).options;
  }

  /** The whole way: a passkey on this browser's device. */
  async keepsTheName(label?: string): Promise<Person> {
    const response = await this.device.makes(await this.beginsToKeep());
    const answer = await this.posts('/api/passkeys/keep', { response, ...(label ? { label } : {}) });
    if (!answer.ok) throw new Error(await answer.text());
    return asToday((await answer.json<{ person: Person }>()).person);
  }

  async signsIn(): Promise<{ person: Person; preferences: Preferences }> {
    const response = await this.device.signs(await this.beginsToSignIn());
    const answer = await this.posts('/api/passkeys/sign-in', { response });
    if (!answer.ok) throw new Error(await answer.text());
    const { person, preferences } = await answer.json<{ person: Person; preferences: Preferences }>();
    return { person: asToday(person), preferences };
  }
}

/** Without what a page of the version before reads in it. */
function asToday({ guest, ...person }: Person & { guest?: boolean }): Person {
  expect(guest).toBe(person.kind === 'guest');
  return person;
}

/** The answer that whatever is wrong with a passkey gets. */
export async function failed(answer: Response): Promise<void> {
  expect(answer.status).toBe(403);
  expect(await answer.json()).toEqual({
    sentence: 'That did not work. Begin again, with a passkey of this site.',
  });
  expect(answer.headers.getSetCookie()).toEqual([]);
}
