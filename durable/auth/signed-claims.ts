import { fromBase64url, toBase64url } from './base64url.ts';

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

/** The claims of this token; undefined when we did not sign it for this. */
export async function claimsIn(key: string, what: SignedFor, presented: string): Promise<unknown> {
  const [, body, signature] = token.exec(presented) ?? [];
  if (body === undefined || signature === undefined) return undefined;
  const bytes = fromBase64url(signature);
  // verify compares in constant time.
  if (!bytes || !(await crypto.subtle.verify('HMAC', await hmacKey(key), bytes, signedBytes(what, body)))) {
    return undefined;
  }
  try {
    return JSON.parse(new TextDecoder().decode(fromBase64url(body)));
  } catch {
    return undefined;
  }
}

function signedBytes(what: SignedFor, body: string): Uint8Array {
  return new TextEncoder().encode(before[what] + body);
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
