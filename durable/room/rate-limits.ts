import { limits } from '../../protocol/limits.ts';
import type { ActId, PersonId, Seq } from '../../protocol/message.ts';
import type { Act } from '../../protocol/up.ts';

/** Not yet: when the same could be accepted, and whether there have been too many refusals to hear more. */
export type TooFast = { retryAfterMs: number; tooMany: boolean };

/**
 * How fast one person may act in one room. Lives in memory alone: a room that slept has nothing to hold against
 * anybody.
 */
export class RateLimits {
  readonly #now: () => number;
  /** Whoever acted last comes last, so that those who can be forgotten come first. */
  readonly #people = new Map<string, Pace>();

  /** @param now milliseconds since whenever, by a clock that may be set back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Undefined when the act may go on; else how long to wait, and whether to close the socket for good measure. */
  act(person: PersonId, act: ActId, from: From = {}): TooFast | undefined {
    return this.#of(person).act(act, from, this.#now());
  }

  /** The same for what is not sent again by itself, such as a form: it keeps no turn, and waits for none. */
  once(person: PersonId): TooFast | undefined {
    return this.#of(person).once(this.#now());
  }

  /** An act that was refused will not be sent again: it holds up nobody any more. False when it held up nobody. */
  cancel(person: PersonId, act: ActId, { session = '' }: From = {}): boolean {
    return this.#people.get(person)?.cancel(act, session) ?? false;
  }

  /** A line has ended, and with it whatever was on its way by it. */
  lineEnded(person: PersonId, line: object): void {
    this.#people.get(person)?.lineEnded(line);
  }

  /** A refusal that has nothing to do with how fast it came, and counts like one that had. */
  refuse(person: PersonId): TooFast {
    return this.#of(person).refuse(this.#now());
  }

  /** The same for a page of history; `payer` is a person, or an address that people without a name share. */
  page(payer: string): TooFast | undefined {
    return this.#of(payer).page(this.#now());
  }

  /** The same for a search, which looks at more than a page does. */
  search(payer: string): TooFast | undefined {
    return this.#of(payer).search(this.#now());
  }

  /** The same for going by another name than before, which costs as much as an act. */
  name(person: PersonId, name: string, before: string): TooFast | undefined {
    return this.#of(person).name(name, before, this.#now());
  }

  /** Whether somebody may call everybody who is here once more. An act that was counted is not counted again. */
  call(person: PersonId, act: ActRef): boolean {
    return this.#of(person).call(act, this.#now());
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

/** How long the name under which somebody came is known after they have gone: the next one is another, or the same. */
const nameMs = 10_000;

/**
 * Where an act comes from. Order is kept among the acts of one `session`, which all tabs of a browser share; `line` is
 * the connection, where there is one. `seen` is the newest seq its sender had seen, `head` the newest there is.
 */
export type From = { session?: string; line?: object; seen?: Seq; head?: Seq };

/** What tells an act from every other of its person: under the same id, with another `after`, another thing can be said. */
export type ActRef = Pick<Act, 't' | 'id' | 'after'>;

class Pace {
  readonly #acts = new Bucket(limits.actsAtOnce, limits.actsPerSecond);
  readonly #pages = new Bucket(limits.pagesAtOnce, limits.pagesPerSecond);
  readonly #searches = new Bucket(limits.searchesAtOnce, limits.searchesPerSecond);
  readonly #calls = new Bucket(limits.hereAtOnce, limits.herePerHour / 3_600);
  /** Which acts were counted last, as many as can be in one turn. */
  #called: readonly ActRef[] = [];
  readonly #queues = new Map<string, Queue>();
  #name: string | undefined;
  #namedAt = Number.NEGATIVE_INFINITY;

  act(act: ActId, from: From, now: number): TooFast | undefined {
    const queue = this.#queues.get(from.session ?? '') ?? new Queue();
    this.#queues.set(from.session ?? '', queue);
    const refused = queue.isNext(act, from, now) ? this.#acts.take(now) : this.#acts.refuse(now);
    if (refused) queue.refused(act, from, now, refused.retryAfterMs);
    else queue.accepted(act);
    return refused;
  }

  once(now: number): TooFast | undefined {
    return this.#acts.take(now);
  }

  cancel(act: ActId, session: string): boolean {
    return this.#queues.get(session)?.drop((turn) => turn.act === act) ?? false;
  }

  lineEnded(line: object): void {
    for (const queue of this.#queues.values()) queue.drop((turn) => turn.line === line);
  }

  page(now: number): TooFast | undefined {
    return this.#pages.take(now);
  }

  search(now: number): TooFast | undefined {
    return this.#searches.take(now);
  }

  refuse(now: number): TooFast {
    return this.#acts.refuse(now);
  }

  // A turn that could not be written is decided anew.
  call(act: ActRef, now: number): boolean {
    const isAct = ({ t, id, after }: ActRef) => t === act.t && id === act.id && after === act.after;
    if (this.#called.some(isAct)) return true;
    if (this.#calls.take(now)) return false;
    this.#called = [...this.#called, act].slice(-limits.hereAtOnce);
    return true;
  }

  name(name: string, before: string, now: number): TooFast | undefined {
    const refused = name === before ? undefined : this.#acts.take(now);
    this.#name = refused ? before : name;
    this.#namedAt = now;
    return refused;
  }

  get lately(): string | undefined {
    return this.#name;
  }

  isForgettable(now: number): boolean {
    for (const [session, queue] of this.#queues) if (queue.isEmptyAt(now)) this.#queues.delete(session);
    const isNamed = this.#namedAt <= now && now < this.#namedAt + nameMs;
    const buckets = [this.#acts, this.#pages, this.#searches, this.#calls];
    return !isNamed && this.#queues.size === 0 && buckets.every((bucket) => bucket.isFull(now));
  }
}

/** An act that was refused, from when it could be accepted for all its sender knows, and what there was by then. */
type Turn = { act: ActId; since: number; line: object | undefined; head: Seq };

/** How long the first of those that were refused keeps its turn, from when it could have been accepted. */
const turnMs = 10_000;
/** As many as one client has under way, and another that takes over from it. */
const mostTurns = limits.actsUnderWay * 2;

/**
 * The acts of one session that were refused, in that order, each until it is accepted. Behind an act that was refused
 * there are others on the same line, sent before their sender knew. Were one of those accepted, it would overtake the
 * first; so they are refused as well, and then each has its turn. It takes them all: where another tab takes over, the
 * one whose turn it is may come in the midst of them.
 *
 * A sender may also have given them up: when the first has not come again in time, when a new act shows that its sender
 * has heard of the refusal and goes on without, or when more of them wait than anybody has under way.
 */
class Queue {
  #turns: readonly Turn[] = [];
  /** The latest that went on. It may come to nothing, and be sent again: then it is still before all the others. */
  #latest: ActId | undefined;

  isNext(act: ActId, { line, seen }: From, now: number): boolean {
    if (this.isEmptyAt(now)) this.#turns = [];
    if (act === this.#latest || this.#turns.some((turn) => turn.act === act)) {
      return act === this.#latest || this.#turns[0]?.act === act;
    }
    // Frames keep their order on a line: whoever has seen what came after the refusal has seen the refusal.
    if (line && seen !== undefined) this.drop((turn) => turn.line === line && seen > turn.head);
    if (this.#turns.length >= mostTurns) this.#turns = [];
    return this.#turns.length === 0;
  }

  refused(act: ActId, { line, head = 0 }: From, now: number, retryAfterMs: number): void {
    const isFirst = this.#turns.length === 0 || this.#turns[0]?.act === act || act === this.#latest;
    const turn = { act, since: now + (isFirst ? retryAfterMs : 0), line, head };
    const at = this.#turns.findIndex((other) => other.act === act);
    if (act === this.#latest) this.#turns = [turn, ...this.#turns.filter((other) => other.act !== act)];
    else this.#turns = at === -1 ? [...this.#turns, turn] : this.#turns.with(at, turn);
  }

  accepted(act: ActId): void {
    this.drop((turn) => turn.act === act);
    this.#latest = act;
  }

  drop(isGone: (turn: Turn) => boolean): boolean {
    const before = this.#turns.length;
    this.#turns = this.#turns.filter((turn) => !isGone(turn));
    return this.#turns.length < before;
  }

  // One that begins too late was given before the clock was set back.
  isEmptyAt(now: number): boolean {
    const [first] = this.#turns;
    return !first || now > first.since + turnMs || first.since > now + turnMs;
  }
}

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
