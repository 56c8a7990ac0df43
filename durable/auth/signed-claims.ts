import { fromBase64url, toBase64url } from './base64url.ts';
import type { Keys } from './keys.ts';

/** What a signature is good for. It holds for nothing else, though one key makes them all. */
export type SignedFor = 'session' | 'challenge';

// A blank is in no base64url, and only base64url is read, so no claims of one kind pass for those of another.
const before: Record<SignedFor, string> = { session: '', challenge: 'challenge ' };
const token = /^([\w-]+)\.([\w-]+)$/;

/** `<base64url of the claims as JSON>.<base64url of its HMAC-SHA256>` */
export async function sign(key: string, what: SignedFor, claims: unknown): Promise<string> {
  const body = toBase64url(new TextEncoder().encode(JSON.stringify(claims)));
  const signature = await crypto.subtle.sign('HMAC', await hmacKey(key), signedBytes(what, body));
  return `${body}.${toBase64url(new Uint8Array(signature))}`;
}

/** The claims of this token, and by which of the keys they are signed; undefined when we did not sign it for this. */
export async function claimsIn(
  keys: Keys,
  what: SignedFor,
  presented: string,
): Promise<{ claims: unknown; by: string } | undefined> {
  const [, body, signature] = token.exec(presented) ?? [];
  if (body === undefined || signature === undefined) return undefined;
  const bytes = fromBase64url(signature);
  const by = bytes && (await signerOf(keys, bytes, signedBytes(what, body)));
  if (by === undefined) return undefined;
  try {
    return { claims: JSON.parse(new TextDecoder().decode(fromBase64url(body))), by };
  } catch {
    return undefined;
  }
}

async function signerOf(keys: Keys, signature: Uint8Array, signed: Uint8Array): Promise<string | undefined> {
  for (const key of keys) {
    // verify compares in constant time.
    if (await crypto.subtle.verify('HMAC', await hmacKey(key), signature, signed)) return key;
  }
  return undefined;
}

function signedBytes(what: SignedFor, body: string): Uint8Array {
  return new TextEncoder().encode(before[what] + body);
}

const imported = new Map<string, Promise<CryptoKey>>();

function hmacKey(secret: string): Promise<CryptoKey> {
  if (secret.length < 32) throw new Error('The secret GUEST_KEY is missing or shorter than 32 characters.');
  const known = imported.get(secret);
  if (known) return known;
  const bytes = new TextEncoder().encode(secret);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
  imported.set(secret, key);
  return key;
}
