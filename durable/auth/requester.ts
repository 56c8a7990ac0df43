import type { Env } from '../env.ts';
import type { Requester } from '../room/requester.ts';
import { hiddenAddress } from './address.ts';
import type { KnownRequester } from './identity.ts';

/** What a room is told about whoever is asking. */
export async function requesterOf(
  env: Pick<Env, 'GUEST_KEY'>,
  room: string,
  known: KnownRequester | undefined,
  address: string | undefined,
): Promise<Requester> {
  return {
    ...(known ? { person: known.person, session: known.session } : {}),
    ...(address === undefined ? {} : { address: await hiddenAddress(env.GUEST_KEY, room, address) }),
  };
}
