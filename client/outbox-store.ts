import type { ActId, PersonId, Seq } from '../protocol/message.ts';
import type { WireReason } from '../protocol/refusals.ts';
import type { ActBody } from '../protocol/up.ts';

/**
 * Why it was not done. `other-name`: it was written by somebody else than whoever sits here now, who must decide about it.
 * `unknown`: the room has a reason that this build does not know.
 */
export type FailReason = WireReason | 'other-name' | 'unknown';

/** An act that the room has not confirmed. `sending` is known to the tab that sends, and told to the others. */
export type Unsent = {
  id: ActId;
  /** Who did it. */
  by: PersonId;
  /** When it was done here, in milliseconds since 1970. */
  at: number;
  /** What had been seen when it was first sent: a resend repeats it, so that the room can find the first. */
  after?: Seq;
} & ActBody &
  ({ is: 'queued' } | { is: 'sending' } | { is: 'failed'; reason: FailReason });

/**
 * Where the unsent acts of one room outlive the page. All tabs of a browser share it, and each call is one
 * transaction among them, in the order of the calls. A call rejects when the browser does not keep it, or takes so
 * long that it may be kept yet, or has lost what it kept before.
 * `test/store-rules.ts` holds the rules that each implementation keeps.
 */
export type OutboxStore = {
  /** All that is kept, in the order it was added. Nothing is ever `sending` here. */
  load(): Promise<Unsent[]>;
  /** Adds it at the end; does nothing for an id that is there. */
  add(unsent: Unsent): Promise<void>;
  /**
   * To be called before these are sent for the first time. Gives `after` to those that have none yet, and
   * returns those that are still kept, in order: what is missing was sent or discarded by another tab.
   */
  stamp(ids: readonly ActId[], after: Seq): Promise<Unsent[]>;
  /** Marks it failed, if it is still kept. */
  fail(id: ActId, reason: FailReason): Promise<void>;
  /** Takes one out and adds another at the end; false, and nothing done, when the one was gone already. */
  replace(id: ActId, unsent: Unsent): Promise<boolean>;
  remove(id: ActId): Promise<void>;
  /** Tells the other tabs which of these are under way now. Kept nowhere. */
  tellSending(ids: readonly ActId[]): void;
  /** Calls back whenever another tab changed something or told something; returns how to stop. */
  watch(heard: { changed(): void; sending(ids: readonly ActId[]): void }): () => void;
  /**
   * Asks to be the one tab that sends for this person. Calls `begin` once it is, perhaps at once, and `end` if another tab takes
   * over, after which it waits for its turn again. Returns how to hand on and ask no more.
   */
  lead(by: PersonId, turn: { begin(): void; end(): void }): () => void;
};
