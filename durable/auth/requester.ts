import type { Env } from '../env.ts';
import type { Knock } from '../rpc.ts';
import { hiddenAddress } from './address.ts';
import type { Identity } from './identity.ts';

export type { Knock } from '../rpc.ts';

/** What a room is told about whoever is asking. */
export async function knockOf(
  env: Pick<Env, 'GUEST_KEY'>,
  room: string,
  known: Identity | undefined,
  address: string | undefined,
): Promise<Knock> {
  return {
    ...(known ? { person: known.person, session: known.session } : {}),
    ...(address === undefined ? {} : { address: await hiddenAddress(env.GUEST_KEY, room, address) }),
  };
}
