import { limits } from '../../protocol/limits.ts';
import type { KnownListed } from '../../protocol/rooms.ts';
import { logFault } from '../log.ts';
import { everyListed } from './listing.ts';

const everyMs = 60 * 1000;

/**
 * What the lobby says of rooms that somebody knows, for every page of a room. The list is read at most once a minute by each isolate of
 * the Worker, whoever asks; no room is asked, and so none is woken.
 */
export class KnownListedRooms {
  readonly #now: () => number;
  #readAt = Number.NEGATIVE_INFINITY;
  #rooms: ReadonlyMap<string, KnownListed> = new Map();

  constructor(now: () => number) {
    this.#now = now;
  }

  async among(kv: KVNamespace, rooms: unknown): Promise<KnownListed[]> {
    if (!Array.isArray(rooms)) return [];
    if (this.#now() - this.#readAt >= everyMs) await this.#read(kv);
    return rooms.slice(0, limits.roomsKnown).flatMap((room) => this.#rooms.get(room) ?? []);
  }

  async #read(kv: KVNamespace): Promise<void> {
    // Before it is read: whoever asks meanwhile gets what was known, since a request cannot wait for another's reading.
    this.#readAt = this.#now();
    try {
      const listed = await everyListed(kv);
      this.#rooms = new Map(
        listed.map(({ room, title, at, words }) => [
          room,
          { room, title, ...(at === undefined ? {} : { at }), ...(words && { words }) },
        ]),
      );
    } catch (fault) {
      logFault('listing-fault', fault);
    }
  }
}
