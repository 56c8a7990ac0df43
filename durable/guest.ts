import { nanoid } from 'nanoid';
import * as v from 'valibot';
import { type Person, PersonId } from '../protocol/message.ts';
import type { Refusal } from '../protocol/refusals.ts';
import { guestCookie, type Introduction } from '../protocol/rooms.ts';
import { tidyName } from '../protocol/words.ts';

const Claims = v.object({ id: PersonId, name: v.string() });

/**
 * A new guest, or the one who holds `token` under a new name, with the signed token that proves it:
 * `<base64url of the claims as JSON>.<base64url of their HMAC-SHA256>`.
 */
export async function introduce(
  key: string,
  token: string | undefined,
  rawName: string,
): Promise<Introduction | Refusal> {
  const tidied = tidyName(rawName);
  if ('refused' in tidied) return tidied;
  const known = token === undefined ? undefined : await guestOf(key, token);
  const person: Person = { id: known?.id ?? nanoid(), name: tidied.name, guest: true };
  const claims = toBase64url(new TextEncoder().encode(JSON.stringify({ id: person.id, name: person.name })));
  const signature = await crypto.subtle.sign('HMAC', await hmacKey(key), new TextEncoder().encode(claims));
  return { person, token: `${claims}.${toBase64url(new Uint8Array(signature))}` };
}

/** Who holds this token; undefined when it is not one that `introduce` made with this key. */
export async function guestOf(key: string, token: string): Promise<Person | undefined> {
  const [claims, signature, ...rest] = token.split('.');
  if (claims === undefined || signature === undefined || rest.length > 0) return undefined;
  const bytes = fromBase64url(signature);
  const signed = new TextEncoder().encode(claims);
  // verify compares in constant time.
  if (!bytes || !(await crypto.subtle.verify('HMAC', await hmacKey(key), bytes, signed))) return undefined;
  const read = v.safeParse(Claims, claimsIn(claims));
  return read.success ? { ...read.output, guest: true } : undefined;
}

function claimsIn(signed: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(fromBase64url(signed)));
  } catch {
    return undefined;
  }
}

export function tokenIn(cookieHeader: string | null): string | undefined {
  const found = cookieHeader
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === guestCookie);
  return found?.slice(1).join('=');
}

let imported: { from: string; key: Promise<CryptoKey> } | undefined;

function hmacKey(secret: string): Promise<CryptoKey> {
  if (secret.length < 32) throw new Error('The secret GUEST_KEY is missing or shorter than 32 characters.');
  if (imported?.from !== secret) {
    const bytes = new TextEncoder().encode(secret);
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    imported = {
      from: secret,
      key: crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']),
    };
  }
  return imported.key;
}

function toBase64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64url(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
