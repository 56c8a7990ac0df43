import * as v from 'valibot';
import { PersonId } from '../../protocol/message.ts';
import type { Keys } from './keys.ts';
import { claimsIn, sign } from './signed-claims.ts';

/**
 * What a browser was asked to sign with a passkey: kept by the browser itself, in a cookie that its scripts do not
 * see. `keep` is bound to the session that began it, so that nobody can hand a passkey to somebody else.
 */
// `at` is in seconds since 1970.
const asked = { challenge: v.string(), at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) };
const Challenge = v.variant('purpose', [
  v.object({ purpose: v.literal('keep'), ...asked, id: PersonId, sid: v.string() }),
  v.object({ purpose: v.literal('sign-in'), ...asked }),
]);
export type Challenge = v.InferOutput<typeof Challenge>;

export const challengeCookie = 'lull_challenge';
export const challengeSeconds = 5 * 60;

export function tokenForChallenge(key: string, challenge: Challenge): Promise<string> {
  return sign(key, 'challenge', challenge);
}

/** Undefined when we did not ask this. Whether it is too late for an answer, the Person object decides. */
export async function challengeIn(keys: Keys, token: string | undefined): Promise<Challenge | undefined> {
  if (token === undefined) return undefined;
  const read = v.safeParse(Challenge, (await claimsIn(keys, 'challenge', token))?.claims);
  return read.success ? read.output : undefined;
}
