import type { Denied } from '../../protocol/rooms.ts';
import { type Challenge, challengeCookie, challengeIn, challengeSeconds } from '../auth/challenge.ts';
import { identify, type KnownRequester } from '../auth/identity.ts';
import { keysOf } from '../auth/keys.ts';
import type { Expected } from '../auth/passkeys.ts';
import { tokenIn } from '../auth/session.ts';
import type { Env } from '../env.ts';
import { notDone } from './answers.ts';
import { authOf } from './request-auth.ts';
import { sentence } from './sentence.ts';

/** One sentence for whatever is wrong, so that nobody learns by trying which passkeys and persons there are. */
export const failure = 'That did not work. Begin again, with a passkey of this site.';
export const failed = () => sentence(403, failure);

export const tooMuch = (busy: Denied) =>
  notDone(busy, 'Too many tries came from your address. Wait a minute.');

export function whoAsks(request: Request, env: Env): Promise<KnownRequester | undefined> {
  return identify(env, authOf(request));
}

export function challengeOf(request: Request, env: Env): Promise<Challenge | undefined> {
  const token = tokenIn(request.headers.get('cookie'), challengeCookie);
  return challengeIn(keysOf(env), token);
}

export function expectedOf(request: Request, { challenge, at }: Challenge): Expected {
  const { origin, hostname: rpId } = new URL(request.url);
  return { challenge, expiresAtMs: (at + challengeSeconds) * 1000, origin, rpId };
}
