import { limits } from '../../protocol/limits.ts';
import type { ActId, PersonId } from '../../protocol/message.ts';

/** Not yet: when the same could be accepted, and whether there have been too many refusals to hear more. */
export type TooFast = { retryAfterMs: number; tooMany: boolean };

/**
 * How fast one person may act in one room. Lives in memory alone: a room that slept has nothing to hold against
 * anybody.
 */
export class Paces {
  readonly #now: () => number;
  /** Whoever acted last comes last, so that those who can be forgotten come first. */
  readonly #people = new Map<string, Pace>();

  /** @param now milliseconds since whenever, by a clock that may be set back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Undefined when the act may go on; else how long to wait, and whether to close the socket for good measure. */
  act(person: PersonId, act: ActId): TooFast | undefined {
    return this.#of(person).act(act, this.#now());
  }

  /** The same for a page of history; `payer` is a person, or an address that people without a name share. */
  page(payer: string): TooFast | undefined {
    return this.#of(payer).page(this.#now());
  }

  /** The same for going by another name than before, which costs as much as an act. */
  name(person: PersonId, name: string, before: string): TooFast | undefined {
    return this.#of(person).name(name, before, this.#now());
  }

  /** By which name somebody went lately. */
  nameOf(person: PersonId): string | undefined {
    return this.#people.get(person)?.lately;
  }

  /** Of how many people anything is known. */
  get size(): number {
    return this.#people.size;
  }

  #of(person: string): Pace {
    const pace = this.#people.get(person) ?? new Pace();
    this.#people.delete(person);
    for (const [id, other] of this.#people) {
      if (!other.isForgettable(this.#now())) break;
      this.#people.delete(id);
    }
    this.#people.set(person, pace);
    return pace;
  }
}

/** How long an act that was refused keeps its turn, from when it could have been accepted. */
const turnMs = 10_000;
const mostTurns = limits.actsUnderWay * 2;

class Pace {
  readonly #acts = new Bucket(limits.actsAtOnce, limits.actsPerSecond);
  readonly #pages = new Bucket(limits.pagesAtOnce, limits.pagesPerSecond);
  /** Acts that were refused, in that order, each until its sender seems to have gone. */
  #turns: readonly Turn[] = [];
  /** The latest that went on. It may come to nothing, and be sent again: then it is still before all the others. */
  #latest: ActId | undefined;
  #name: string | undefined;

  // Behind an act that was refused there are others on the same line, sent before their sender knew. Were one of those
  // accepted, it would overtake the first; so they are refused as well, and then each has its turn. It takes them all:
  // where another tab takes over, the one whose turn it is may come in the midst of them.
  act(act: ActId, now: number): TooFast | undefined {
    const turns = this.#turnsAt(now);
    const isLatest = act === this.#latest;
    const isNext = isLatest || this.#isNext(turns, act, now);
    const refused = isNext ? this.#acts.take(now) : this.#acts.refuse(now);
    if (refused) {
      const turn = { act, since: now + (isNext ? refused.retryAfterMs : 0) };
      this.#turns = isLatest
        ? [turn, ...turns.filter((other) => other.act !== act)]
        : this.#queued(turns, turn, now);
    } else {
      this.#turns = turns.filter((other) => other.act !== act);
      this.#latest = act;
    }
    return refused;
  }

  page(now: number): TooFast | undefined {
    return this.#pages.take(now);
  }

  name(name: string, before: string, now: number): TooFast | undefined {
    const refused = name === before ? undefined : this.#acts.take(now);
    this.#name = refused ? before : name;
    return refused;
  }

  get lately(): string | undefined {
    return this.#name;
  }

  isForgettable(now: number): boolean {
    return this.#turnsAt(now).length === 0 && this.#acts.isFull(now) && this.#pages.isFull(now);
  }

  // A turn that is over holds up nobody, but keeps its place while others stand behind it: their sender may have been
  // slow with all of them, and then sends them again in order.
  #turnsAt(now: number): readonly Turn[] {
    return this.#turns.every((turn) => this.#isOver(turn, now)) ? [] : this.#turns;
  }

  #isNext(turns: readonly Turn[], act: ActId, now: number): boolean {
    const at = turns.findIndex((turn) => turn.act === act);
    return turns.length === 0 || (at !== -1 && turns.slice(0, at).every((turn) => this.#isOver(turn, now)));
  }

  #queued(turns: readonly Turn[], turn: Turn, now: number): readonly Turn[] {
    const at = turns.findIndex(({ act }) => act === turn.act);
    if (at !== -1) return turns.with(at, turn);
    const kept = turns.length < mostTurns ? turns : turns.filter((other) => !this.#isOver(other, now));
    return kept.length < mostTurns ? [...kept, turn] : turns;
  }

  // One that begins too late was given before the clock was set back.
  #isOver({ since }: Turn, now: number): boolean {
    return now > since + turnMs || since > now + this.#acts.tokenMs;
  }
}

/** An act that was refused, and from when it could be accepted for all its sender knows. */
type Turn = { act: ActId; since: number };

/**
 * A token bucket, kept as the moment at which it will be full again (the generic cell rate algorithm): whole
 * milliseconds, which never add up to a hair less than a token.
 */
class Bucket {
  readonly tokenMs: number;
  readonly #wholeMs: number;
  #fullAt = Number.NEGATIVE_INFINITY;
  #refusals = 0;

  constructor(atOnce: number, perSecond: number) {
    this.tokenMs = 1_000 / perSecond;
    this.#wholeMs = this.tokenMs * atOnce;
  }

  take(now: number): TooFast | undefined {
    const fullAt = this.#fullFrom(now);
    if (fullAt + this.tokenMs > now + this.#wholeMs) return this.refuse(now);
    this.#fullAt = fullAt + this.tokenMs;
    this.#refusals = 0;
    return undefined;
  }

  /** Whatever is in it. */
  refuse(now: number): TooFast {
    this.#refusals += 1;
    this.#fullAt = this.#fullFrom(now);
    const nextMs = this.#fullAt + this.tokenMs - this.#wholeMs - now;
    // There may be a token, and it is another's: then it is worth asking again once there could be one more.
    const retryAfterMs = nextMs > 0 ? Math.ceil(nextMs) : this.tokenMs;
    return { retryAfterMs, tooMany: this.#refusals > limits.refusalsInARow };
  }

  isFull(now: number): boolean {
    return this.#fullFrom(now) === now;
  }

  // No fuller than full; and by a clock that was set back, no emptier than empty.
  #fullFrom(now: number): number {
    return Math.min(Math.max(this.#fullAt, now), now + this.#wholeMs);
  }
}
