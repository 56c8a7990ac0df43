import { nanoid } from 'nanoid';
import type { InviteToken } from '../room/inviting.ts';
import { toBase64url } from './base64url.ts';

/** As long as nobody could guess: 256 bits. */
const tokenBytes = 32;
const longestToken = 128;

export async function newInviteToken(): Promise<InviteToken> {
  const token = toBase64url(crypto.getRandomValues(new Uint8Array(tokenBytes)));
  return { id: nanoid(), token, hash: await sha256(token) };
}

/** What a room may know an invite by; undefined for what cannot be a token at all. */
export async function hashOf(token: unknown): Promise<string | undefined> {
  if (typeof token !== 'string' || token === '' || token.length > longestToken) return undefined;
  return sha256(token);
}

// Random tokens of this length need neither salt nor a slow hash.
async function sha256(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return toBase64url(new Uint8Array(digest));
}
