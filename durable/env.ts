import type { PersonObject } from './person/person-object.ts';
import type { RoomObject } from './room-object/room-object.ts';

/** What durable/wrangler.toml binds. */
export type Env = {
  ROOM: DurableObjectNamespace<RoomObject>;
  PERSON: DurableObjectNamespace<PersonObject>;
  /** Listed rooms by address; all that the lobby shows stands in the metadata. */
  LISTED: KVNamespace;
  /** By address: sockets that are opened, and people who come for the first time. */
  CONNECTS: RateLimit;
  /** By address: rooms that are made or looked for, invites and passkeys that are tried, names that are changed, exports. */
  TRIES: RateLimit;
  /** Signs sessions and hides addresses. */
  GUEST_KEY: string;
  /** The key before that, as long as what it signed is to hold. */
  GUEST_KEY_BEFORE?: string;
};
