import type { PersonId } from '../../protocol/message.ts';

const rememberedMs = 60 * 60 * 1000;
const most = 10_000;

/**
 * Where people came from lately, as hashes that tell nothing in another room: so that a ban of an address finds one also
 * of whoever wrote by a form, or has just closed the page. In memory alone: a room that slept has forgotten it.
 */
export class RecentAddresses {
  readonly #now: () => number;
  /** Whoever came last comes last. */
  readonly #known = new Map<PersonId, { address: string; at: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  note(person: PersonId, address: string | undefined): void {
    if (address === undefined) return;
    this.#known.delete(person);
    this.#known.set(person, { address, at: this.#now() });
    for (const id of this.#known.keys()) {
      if (this.of(id) !== undefined && this.#known.size <= most) break;
      this.#known.delete(id);
    }
  }

  of(person: PersonId): string | undefined {
    const known = this.#known.get(person);
    return known && this.#now() - known.at < rememberedMs ? known.address : undefined;
  }
}
