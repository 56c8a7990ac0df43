import { dropListed, keepListed } from './listing.ts';
import { logFault } from './log.ts';
import type { KeptSettings } from './room/books.ts';
import type { House } from './room/house.ts';

/** How often words alone renew what the lobby says of a room. */
const everyMs = 10 * 60 * 1000;

/**
 * Keeps what the lobby says of a room in step with it: at once when its settings change, at most every ten minutes
 * for words. What fails is tried again at the next occasion, be that a word or somebody who comes.
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
  occasion(house: House, why: 'settings' | 'words' = 'words'): Promise<void> | undefined {
    const kept = house.books.settings.read();
    const room = kept?.room || this.#name;
    if (!kept || !room) return undefined;
    if (why === 'settings') {
      this.#isStale = true;
      // Written down, so that it is told again whatever breaks before it was.
      if (kept.listing) note(house, 0);
    }
    return this.#isUnderWay || !this.#isDue(kept) ? undefined : this.#tell(house, room);
  }

  #isDue({ settings, listing }: KeptSettings): boolean {
    if (settings.visibility !== 'listed') return listing !== undefined;
    return this.#isStale || listing === undefined || Date.now() - listing >= everyMs;
  }

  async #tell(house: House, room: string): Promise<void> {
    this.#isUnderWay = true;
    try {
      do {
        this.#isStale = false;
        await (house.settings.visibility === 'listed' ? this.#keep(house, room) : this.#drop(house, room));
      } while (this.#isStale);
    } catch (fault) {
      logFault('listing-fault', fault);
    } finally {
      this.#isUnderWay = false;
    }
  }

  async #keep(house: House, room: string): Promise<void> {
    const at = Date.now();
    if (house.books.settings.read()?.listing === undefined) note(house, 0);
    const { title, topic } = house.settings;
    const [last] = house.history.before(house.history.head() + 1, 1);
    await keepListed(this.#kv, { room, title, topic, at: last?.at });
    if (!this.#isStale) note(house, at);
  }

  async #drop(house: House, room: string): Promise<void> {
    await dropListed(this.#kv, room);
    note(house, undefined);
  }
}

function note(house: House, listing: number | undefined): void {
  const kept = house.books.settings.read();
  if (kept) house.books.settings.write({ ...kept, listing });
}
