import type { Seq } from '../../protocol/message.ts';
import { logFault } from '../log.ts';
import type { Room } from '../room/room.ts';
import type { KeptSettings } from '../room/store.ts';
import { dropListed, keepListed } from './listing.ts';
import { lobbyEntryOf, standsAsSaid } from './lobby-entry.ts';

/** The lobby is told of a word that is so much newer than the last one it knows of: at once after a silence. */
const everyMs = 10 * 60 * 1000;
/** What is noted: the time of the last word that the lobby knows of, or one of these. */
const notToldYet = 0;
const toldOfNoWord = 1;

/** Why the lobby may have something to be told: what its entry says is wrong now, or may be out of date. */
export type Occasion = 'wrong' | 'news';

/**
 * Keeps what the lobby says of a room in step with it: at once when its settings change, when somebody in it is forgotten,
 * when the words that the lobby repeats are changed or taken away, and at the first word after a silence; at most every ten
 * minutes for what follows. Nothing waits for that with a timer: what was not told yet is told with the next word, or when
 * somebody comes, goes or looks. What fails is tried again at the next such occasion.
 *
 * That the lobby may hold the room is written down before it is told, and that it does not, after: whatever breaks in
 * between, no private room stays listed without the room knowing that it has to tell once more.
 */
export class LobbyNotice {
  readonly #kv: KVNamespace;
  /** The room's address, where the runtime knows it. */
  readonly #name: string | undefined;
  readonly #here: () => number;
  #isUnderWay = false;
  /** Meanwhile the room has become another way. */
  #isStale = false;

  /** @param here how many people are present */
  constructor(kv: KVNamespace, name: string | undefined, here: () => number) {
    this.#kv = kv;
    this.#name = name;
    this.#here = here;
  }

  /** What there is to tell the lobby, under way; undefined when there is nothing. */
  occasion(room: Room, why: Occasion = 'news'): Promise<void> | undefined {
    const kept = room.store.settings.read();
    const address = kept?.room || this.#name;
    if (!kept || !address) return undefined;
    if (why === 'wrong') {
      this.#isStale = true;
      // Written down, so that it is told again whatever breaks before it was.
      if (kept.listing) note(room, { listing: notToldYet });
    }
    return this.#isUnderWay || !this.#isDue(room, kept) ? undefined : this.#tell(room, address);
  }

  #isDue(room: Room, kept: KeptSettings): boolean {
    if (kept.settings.visibility !== 'listed') return kept.listing !== undefined;
    return this.#isStale || this.#isNews(room, kept) || repeatsWhatIsGone(room, kept);
  }

  #isNews(room: Room, { listing }: KeptSettings): boolean {
    if (listing === undefined || listing === notToldYet) return true;
    // The first costs nothing, and is most often enough.
    return Date.now() - listing >= everyMs && (lastWordAt(room) ?? 0) > listing;
  }

  async #tell(room: Room, address: string): Promise<void> {
    this.#isUnderWay = true;
    try {
      do {
        const kept = room.store.settings.read();
        if (kept?.settings.visibility === 'listed') await this.#keep(room, address, kept);
        else await this.#drop(room, address);
      } while (this.#isOverdue(room));
    } catch (fault) {
      logFault('listing-fault', fault);
    } finally {
      this.#isUnderWay = false;
    }
  }

  /** What the lobby was just told has become wrong meanwhile. */
  #isOverdue(room: Room): boolean {
    const kept = room.store.settings.read();
    return this.#isStale || (kept !== undefined && repeatsWhatIsGone(room, kept));
  }

  async #keep(room: Room, address: string, kept: KeptSettings): Promise<void> {
    // Words that went are not followed by others before those are due: or whoever says and takes back in turn would have
    // the lobby told each time.
    const isDue = this.#isStale || this.#isNews(room, kept);
    this.#isStale = false;
    const { of, ...entry } = lobbyEntryOf(room, this.#here(), isDue);
    note(room, { listing: notToldYet, ...(of ? { listedWords: of.seq } : {}) });
    await keepListed(this.#kv, { room: address, ...entry });
    if (this.#isStale) return;
    note(room, { listing: isDue ? (entry.at ?? toldOfNoWord) : kept.listing, listedWords: of?.seq });
  }

  async #drop(room: Room, address: string): Promise<void> {
    this.#isStale = false;
    await dropListed(this.#kv, address);
    note(room, { listing: undefined, listedWords: undefined });
  }
}

function repeatsWhatIsGone({ history }: Room, { listedWords }: KeptSettings): boolean {
  return listedWords !== undefined && !standsAsSaid(history.at(listedWords));
}

function lastWordAt({ history }: Room): number | undefined {
  return history.before(history.head() + 1, 1)[0]?.at;
}

function note(room: Room, more: Pick<KeptSettings, 'listing'> & { listedWords?: Seq | undefined }): void {
  const kept = room.store.settings.read();
  if (!kept) return;
  const { listedWords, ...rest } = { ...kept, ...more };
  room.store.settings.write({ ...rest, ...(listedWords === undefined ? {} : { listedWords }) });
}
