import { nanoid } from 'nanoid';
import * as v from 'valibot';
import { PersonId } from '../../protocol/message.ts';
import { sessionCookie, sessionCookieSeconds } from '../../protocol/rooms.ts';
import type { Keys } from './keys.ts';
import { claimsIn, sign } from './signed-claims.ts';

/**
 * What a session's token says. The name is a guest's own; of somebody with a passkey it is empty, since the Person
 * object knows it. `at` is when the token was made, in seconds since 1970.
 */
const Claims = v.object({
  id: PersonId,
  name: v.string(),
  guest: v.boolean(),
  sid: v.pipe(v.string(), v.regex(/^[\w-]{10,36}$/)),
  epoch: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type Session = v.InferOutput<typeof Claims>;

/** `byFormerKey`: it was signed before the key was rotated. */
export type PresentedSession = Session & { byFormerKey: boolean };

/** An older token is replaced by a fresh one when there is an opportunity. */
const freshSeconds = 7 * 24 * 60 * 60;

export const newSessionId = () => nanoid();

export function tokenFor(key: string, session: Session): Promise<string> {
  return sign(key, 'session', session);
}

/**
 * What this token says; undefined when we did not sign it, or so long ago that it is worth nothing any more. Whether
 * the session has been ended since, only the Person object knows.
 */
export async function sessionIn(
  keys: Keys,
  token: string,
  nowMs: number,
): Promise<PresentedSession | undefined> {
  const signed = await claimsIn(keys, 'session', token);
  const read = v.safeParse(Claims, signed?.claims);
  if (!read.success || nowMs / 1000 - read.output.at > sessionCookieSeconds) return undefined;
  return { ...read.output, byFormerKey: signed?.by !== keys[0] };
}

export function isFresh({ at, byFormerKey }: PresentedSession, nowMs: number): boolean {
  return !byFormerKey && nowMs / 1000 - at <= freshSeconds;
}

export function tokenIn(cookieHeader: string | null, name: string = sessionCookie): string | undefined {
  const found = cookieHeader
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([known]) => known === name);
  return found?.slice(1).join('=');
}
