import { logFault } from '../log.ts';
import type { Room } from '../room/room.ts';
import type { KeptSettings } from '../room/store.ts';
import { dropListed, keepListed } from './listing.ts';

/** The lobby is told of a word that is so much newer than the last one it knows of: at once after a silence. */
const everyMs = 10 * 60 * 1000;
/** What is noted: the time of the last word that the lobby knows of, or one of these. */
const notToldYet = 0;
const toldOfNoWord = 1;

/**
 * Keeps what the lobby says of a room in step with it: at once when its settings change and at the first word after a
 * silence, at most every ten minutes for those that follow. Who comes is no word. What fails is tried again at the next occasion, be that a word or somebody who comes.
 *
 * That the lobby may hold the room is written down before it is told, and that it does not, after: whatever breaks in
 * between, no private room stays listed without the room knowing that it has to tell once more.
 */
export class LobbyNotice {
  readonly #kv: KVNamespace;
  /** The room's address, where the runtime knows it. */
  readonly #name: string | undefined;
  #isUnderWay = false;
  /** Meanwhile the room has become another way. */
  #isStale = false;

  constructor(kv: KVNamespace, name: string | undefined) {
    this.#kv = kv;
    this.#name = name;
  }

  /** What there is to tell the lobby, under way; undefined when there is nothing. */
  occasion(room: Room, why: 'settings' | 'words' = 'words'): Promise<void> | undefined {
    const kept = room.store.settings.read();
    const address = kept?.room || this.#name;
    if (!kept || !address) return undefined;
    if (why === 'settings') {
      this.#isStale = true;
      // Written down, so that it is told again whatever breaks before it was.
      if (kept.listing) note(room, notToldYet);
    }
    return this.#isUnderWay || !this.#isDue(room, kept) ? undefined : this.#tell(room, address);
  }

  #isDue(room: Room, { settings, listing }: KeptSettings): boolean {
    if (settings.visibility !== 'listed') return listing !== undefined;
    if (this.#isStale || listing === undefined || listing === notToldYet) return true;
    // The first costs nothing, and is most often enough.
    return Date.now() - listing >= everyMs && (lastWordAt(room) ?? 0) - listing >= everyMs;
  }

  async #tell(room: Room, address: string): Promise<void> {
    this.#isUnderWay = true;
    try {
      do {
        this.#isStale = false;
        await (room.settings.visibility === 'listed' ? this.#keep(room, address) : this.#drop(room, address));
      } while (this.#isStale);
    } catch (fault) {
      logFault('listing-fault', fault);
    } finally {
      this.#isUnderWay = false;
    }
  }

  async #keep(room: Room, address: string): Promise<void> {
    if (room.store.settings.read()?.listing !== notToldYet) note(room, notToldYet);
    const { title, topic } = room.settings;
    const at = lastWordAt(room);
    await keepListed(this.#kv, { room: address, title, topic, at });
    if (!this.#isStale) note(room, at ?? toldOfNoWord);
  }

  async #drop(room: Room, address: string): Promise<void> {
    await dropListed(this.#kv, address);
    note(room, undefined);
  }
}

function lastWordAt({ history }: Room): number | undefined {
  return history.before(history.head() + 1, 1)[0]?.at;
}

function note(room: Room, listing: number | undefined): void {
  const kept = room.store.settings.read();
  if (kept) room.store.settings.write({ ...kept, listing });
}
