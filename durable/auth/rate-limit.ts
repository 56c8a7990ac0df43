import type { Denied } from '../../protocol/rooms.ts';
import type { Env } from '../env.ts';
import { isLoopback, networkOf } from './address.ts';

/** What is counted, each by itself. */
export type Counted = 'connect' | 'guest' | 'create' | 'invite' | 'passkey' | 'rename' | 'export' | 'find';

const busy: Denied = { denied: 'busy', retryAfterS: 60 };

/**
 * The denial when too much of this has come from an address within a minute. Counted by the platform, where the
 * request came in, and not to the last one. The address itself is kept nowhere.
 */
export async function rateLimited(
  env: Pick<Env, 'CONNECTS' | 'TRIES'>,
  what: Counted,
  address: string | undefined,
): Promise<Denied | undefined> {
  if (address === undefined || isLoopback(address)) return undefined;
  const limiter = what === 'connect' || what === 'guest' ? env.CONNECTS : env.TRIES;
  const { success } = await limiter.limit({ key: `${what} ${networkOf(address)}` });
  return success ? undefined : busy;
}
