import type { Person, PersonId, Seq } from '../../protocol/message.ts';
import type { Role } from '../../protocol/roles.ts';
import type { Denied, Standing } from '../../protocol/rooms.ts';
import type { Settings } from '../../protocol/settings.ts';
import { access } from './access.ts';
import type { History } from './history.ts';
import { Messages } from './messages.ts';
import { Moderation } from './moderation.ts';
import { type NamesInUse, takenName, troubleWithName } from './names.ts';
import { standingOf } from './overview.ts';
import { pinsOf } from './pinning.ts';
import { type PostingPolicy, postingPolicyOf } from './posting-policy.ts';
import { RateLimits } from './rate-limits.ts';
import type { Requester } from './requester.ts';
import type { RoomStore } from './store.ts';

/** A room that somebody made: its words, its store, and the rules that join them. */
export class Room {
  readonly store: RoomStore;
  readonly history: History;
  readonly messages: Messages;
  readonly moderation: Moderation;
  readonly #policy: PostingPolicy;
  readonly #now: () => number;

  /** @param rates how fast people were here, which is known only while the room is awake */
  constructor(
    store: RoomStore,
    history: History,
    now: () => number,
    rates: RateLimits = new RateLimits(now),
  ) {
    this.store = store;
    this.history = history;
    this.#policy = postingPolicyOf(store, history, rates, now);
    this.messages = new Messages(history, now, this.#policy);
    this.moderation = new Moderation(store, history, this.messages, now);
    this.#now = now;
  }

  get settings(): Settings {
    const kept = this.store.settings.read();
    if (!kept) throw new Error('A room that nobody made has no settings.');
    return kept.settings;
  }

  /** The places of what is pinned, the newest pin first; nothing where nothing is. */
  get pins(): { pins?: Seq[] } {
    const pins = pinsOf(this.history);
    return pins.length === 0 ? {} : { pins };
  }

  access(requester: Requester): { role: Role } | Denied {
    return access(this.store, requester, this.#now());
  }

  troubleWithName(person: Person, inUse: NamesInUse): Standing['name'] {
    return troubleWithName(person, this.store.people, inUse, this.#now());
  }

  /** False for whoever is muted, or has no right to write here now. Slow mode keeps nobody from it. */
  mayWrite(person: Person): boolean {
    return this.#policy.refusalToWrite(person, 'edit') === undefined;
  }

  standing(role: Role, person: Person | undefined, inUse: NamesInUse): Standing {
    const trouble = person && this.troubleWithName(person, inUse);
    const standing = standingOf(this.store, role, person, trouble, this.#now());
    if (!person || trouble !== 'name-taken') return standing;
    return { ...standing, taken: takenName(person, this.store.people, inUse, this.#now()) };
  }

  mutedUntil(person: PersonId): number | undefined {
    return this.store.sanctions.of(person, 'muted', this.#now())?.until;
  }
}
