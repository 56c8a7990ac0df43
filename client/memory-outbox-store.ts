import type { ActId, PersonId, Seq } from '../protocol/message.ts';
import { atRest } from './at-rest.ts';
import type { FailReason, OutboxStore, Unsent } from './outbox-store.ts';

type Heard = Parameters<OutboxStore['watch']>[0];
type Turn = Parameters<OutboxStore['lead']>[1];

/** One tab's store, and how to say that its person has just begun to look at that tab: then it takes the lead. */
export type MemoryOutboxStore = OutboxStore & { lookAt(): void };

/**
 * The store of one room in memory, for a browser that keeps nothing and for tests. Every store it hands out is
 * another tab over the same acts.
 */
export class MemoryOutboxStores {
  #kept: Unsent[] = [];
  readonly #tabs = new Map<symbol, Heard>();
  /** The tabs of each person that want to send, in the order they asked. Whose turn it is comes first. */
  readonly #turns = new Map<PersonId, Turn[]>();

  open(): MemoryOutboxStore {
    const tab = Symbol('tab');
    let lookAt = () => {};
    const tell = (news: (heard: Heard) => void) => {
      for (const [other, heard] of this.#tabs) if (other !== tab) news(heard);
    };
    const change = async <T>(act: () => T): Promise<T> => {
      const before = this.#kept;
      const result = act();
      if (this.#kept !== before) tell((heard) => heard.changed());
      return result;
    };
    return {
      load: async () => [...this.#kept],
      add: (unsent) => change(() => this.#add(unsent)),
      stamp: (ids, after) => change(() => this.#stamp(ids, after)),
      fail: (id, reason) => change(() => this.#fail(id, reason)),
      replace: (id, unsent) =>
        change(() => {
          const there = this.#has(id);
          this.#remove(id);
          if (there) this.#add(unsent);
          return there;
        }),
      remove: (id) => change(() => this.#remove(id)),
      tellSending: (ids) => tell((heard) => heard.sending(ids)),
      watch: (heard) => {
        this.#tabs.set(tab, heard);
        return () => void (this.#tabs.get(tab) === heard && this.#tabs.delete(tab));
      },
      lead: (by, turn) => {
        lookAt = () => this.#takeOver(by, turn);
        return this.#lead(by, turn);
      },
      lookAt: () => lookAt(),
    };
  }

  #has(id: ActId): boolean {
    return this.#kept.some((one) => one.id === id);
  }

  #add(unsent: Unsent): void {
    if (!this.#has(unsent.id)) this.#kept = [...this.#kept, atRest(unsent)];
  }

  #stamp(ids: readonly ActId[], after: Seq): Unsent[] {
    const wanted = ({ id }: Unsent) => ids.includes(id);
    if (this.#kept.some((one) => wanted(one) && one.after === undefined)) {
      this.#kept = this.#kept.map((one) => (wanted(one) ? { ...one, after: one.after ?? after } : one));
    }
    return this.#kept.filter(wanted);
  }

  #fail(id: ActId, reason: FailReason): void {
    if (!this.#has(id)) return;
    this.#kept = this.#kept.map((one) => (one.id === id ? { ...one, is: 'failed', reason } : one));
  }

  #remove(id: ActId): void {
    if (this.#has(id)) this.#kept = this.#kept.filter((one) => one.id !== id);
  }

  #turnsOf(by: PersonId): Turn[] {
    return this.#turns.get(by) ?? [];
  }

  #lead(by: PersonId, turn: Turn): () => void {
    this.#turns.set(by, [...this.#turnsOf(by), turn]);
    if (this.#turnsOf(by)[0] === turn) turn.begin();
    return () => {
      const [leader, ...queue] = this.#turnsOf(by);
      this.#turns.set(
        by,
        this.#turnsOf(by).filter((other) => other !== turn),
      );
      if (leader === turn) queue[0]?.begin();
    };
  }

  #takeOver(by: PersonId, turn: Turn): void {
    const [leader, ...queue] = this.#turnsOf(by);
    if (!leader || !queue.includes(turn)) return;
    this.#turns.set(by, [turn, ...queue.filter((other) => other !== turn), leader]);
    leader.end();
    turn.begin();
  }
}
