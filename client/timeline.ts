import type { Reacted } from '../protocol/down.ts';
import { isKnownOtherwise } from '../protocol/known-otherwise.ts';
import {
  type ActId,
  type Change,
  changedBy,
  type Message,
  type Person,
  type PersonId,
  type Seq,
  type Stretch,
  versionOf,
  withThread,
} from '../protocol/message.ts';
import { reactedBy } from '../protocol/reactions.ts';

/** Where something was said that is not held: after one seq, or from the room's beginning, to before another. */
export type Gap = { after: Seq; before: Seq };

/** What was told of a message, and what it is then. It tells nothing to one that has seen its place. */
type Step = { seq: Seq; made(message: Message): Message; isOfThread?: boolean };

/** Whoever was heard or heard of, under the name they were last heard with. */
export type PersonLookup = {
  get(id: PersonId): Person | undefined;
  set(id: PersonId, person: Person): void;
};

/**
 * The part of a room's history that this client holds, in the room's order. It knows exactly what it does
 * not hold, so that a gap is always shown as one. In whatever order it is told, it ends up the same: a place is
 * held or not, and of two states of a message the newer one stays.
 */
export class Timeline {
  #messages: readonly Message[] = [];
  /** Ascending, never touching: what is covered without a hole, as (after, upTo]. */
  #covered: readonly { after: Seq; upTo: Seq }[] = [];
  /** The id of the act at the newest seq, where it was told. */
  #upToId: ActId | undefined;
  /** What was told of messages that are not held, for when a page brings one as it was before. */
  readonly #ahead = new Map<Seq, Step[]>();
  /** What messages reply to that is not held, as far as it came with them. */
  readonly #quoted = new Map<Seq, Message>();
  readonly #people: PersonLookup;
  #gaps: readonly Gap[] | undefined;

  /** @param people where those who were heard of are kept, for whoever wants to know of each change of it */
  constructor(people: PersonLookup = new Map()) {
    this.#people = people;
  }

  /** A new list with every change of it, and the same one until then. So is what it holds. */
  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** The newest seq seen: everything up to it is held, but for the gaps. */
  get upTo(): Seq {
    return this.#covered.at(-1)?.upTo ?? 0;
  }

  /** The id of the act there: a room that has another one was restored to an earlier day meanwhile. */
  get upToId(): ActId | undefined {
    return this.#upToId;
  }

  /** Oldest first. A page asked for with a gap's `before` makes it smaller from its newer end. */
  get gaps(): readonly Gap[] {
    this.#gaps ??= this.#findGaps();
    return this.#gaps;
  }

  #findGaps(): Gap[] {
    const gaps: Gap[] = [];
    for (const [i, { after }] of this.#covered.entries()) {
      const gap = { after: this.#covered[i - 1]?.upTo ?? 0, before: after + 1 };
      const last = gaps.at(-1);
      // Between two gaps without a message between them there is nothing to show.
      if (last && !this.#isBetween(last.before, gap.after))
        gaps[gaps.length - 1] = { ...gap, after: last.after };
      else if (gap.before > gap.after + 1) gaps.push(gap);
    }
    return gaps;
  }

  /** Files a page or a replay, and returns the messages in it that are new here. */
  add({ after, upTo, upToId, messages, quoted = [] }: Stretch): Message[] {
    const fresh = messages.filter(({ seq }) => !this.#holds(seq));
    for (const message of messages) if (this.#holds(message.seq)) this.#replace(message);
    this.#cover(after, upTo, upToId);
    this.#insert(fresh.map((message) => caughtUp(message, this.#ahead.get(message.seq))));
    for (const { seq } of fresh) this.#ahead.delete(seq);
    for (const { seq } of fresh) this.#quoted.delete(seq);
    for (const message of quoted) this.#quote(message);
    for (const { by, mentions = [], reactions = [], thread } of [...messages, ...quoted]) {
      this.#meetAll([by, ...mentions, ...reactions.flatMap((one) => one.by), ...(thread?.by ?? [])]);
    }
    return fresh;
  }

  /** Files what was just said; false when it is held already. */
  said(message: Message, quoted?: Message): boolean {
    const { seq, id } = message;
    const stretch = { after: seq - 1, upTo: seq, upToId: id, messages: [message] };
    return this.add({ ...stretch, ...(quoted && { quoted: [quoted] }) }).length > 0;
  }

  /** Files what was just changed, by the act with this id. The change has a place of its own in the order. */
  changed(change: Change, id: ActId): void {
    this.renew(change);
    // A change that changed nothing has none: to cover the message's own would be to hold what is not here.
    if (change.seq > change.message.seq) this.pass(change.seq, id);
  }

  /** Something happened at this place, by the act with this id, of which nothing is known. */
  pass(seq: Seq, id: ActId | undefined): void {
    this.#cover(seq - 1, seq, id);
  }

  /** A message that another replies to: whole where it is held, else with the beginning of its text. */
  quoted(seq: Seq): Message | undefined {
    return this.find(seq) ?? this.#quoted.get(seq);
  }

  #quote(message: Message): void {
    const { seq } = message;
    const known = this.#quoted.get(seq);
    if (this.#holds(seq) || (known && versionOf(known) >= versionOf(message))) return;
    this.#quoted.set(seq, caughtUp(message, this.#ahead.get(seq)));
  }

  /** What is no longer as it was of a message, whether that is held or not. */
  renew(change: Change): void {
    const { seq, mentions = [], reactions = [], thread } = change;
    // Of what hangs on it the latest is all there is to know.
    const isOfThread =
      thread !== undefined && change.text === undefined && !change.deleted && !change.reactions;
    this.#take(change.message.seq, { seq, made: (message) => changedBy(message, change), isOfThread });
    this.#meetAll([...mentions, ...reactions.flatMap(({ by }) => by), ...(thread?.by ?? [])]);
  }

  /** Files that somebody reacted, or took it back, at its own place in the order. */
  reacted(event: Reacted, you?: PersonId): void {
    const { seq, id, message } = event;
    this.#take(message.seq, { seq, made: (held) => reactedBy(held, event, you) });
    this.meet(event.by);
    this.pass(seq, id);
  }

  #take(seq: Seq, step: Step): void {
    const held = this.find(seq);
    const quoted = this.#quoted.get(seq);
    if (quoted) this.#quoted.set(seq, step.made(quoted));
    if (held) return this.#replace(step.made(held));
    const known = this.#ahead.get(seq) ?? [];
    this.#ahead.set(seq, [...known.filter((one) => !(step.isOfThread && one.isOfThread)), step]);
  }

  /** Forgets everything: the room that answers is not the one that was seen, or too much of it has changed. */
  clear(): void {
    this.#messages = [];
    this.#covered = [];
    this.#gaps = undefined;
    this.#upToId = undefined;
    this.#ahead.clear();
    this.#quoted.clear();
  }

  /** A message that is held. */
  find(seq: Seq): Message | undefined {
    const message = this.#messages[indexOfSeq(this.#messages, seq)];
    return message?.seq === seq ? message : undefined;
  }

  /** A person under the name they were last heard with, which may be newer than a message's own. */
  named(person: Person): Person {
    return this.#people.get(person.id) ?? person;
  }

  /** From now on everything this person said, and every mention of them, stands under this name; for good, under none. */
  meet(person: Person): void {
    const known = this.#people.get(person.id);
    if (known?.left || (known && isSamePerson(known, person))) return;
    const { role: _, ...rest } = person;
    this.#people.set(person.id, rest);
  }

  #meetAll(people: readonly Person[]): void {
    for (const person of people) this.meet(person);
  }

  /** Puts a newer state in the place of one that is held. */
  #replace(message: Message): void {
    const at = indexOfSeq(this.#messages, message.seq);
    const held = this.#messages[at];
    if (held?.seq !== message.seq) return;
    const newer =
      versionOf(message) > versionOf(held)
        ? withThread(message, held.thread)
        : withThread(held, message.thread);
    if (newer !== held) this.#messages = this.#messages.with(at, newer);
  }

  #holds(seq: Seq): boolean {
    return this.#covered.some(({ after, upTo }) => after < seq && seq <= upTo);
  }

  #isBetween(from: Seq, upTo: Seq): boolean {
    return (this.#messages[indexOfSeq(this.#messages, from)]?.seq ?? Number.POSITIVE_INFINITY) <= upTo;
  }

  #cover(after: Seq, upTo: Seq, upToId: ActId | undefined): void {
    // A resend is answered with the message as it stands, whose latest change may be another act's.
    if (upTo > this.upTo) this.#upToId = upToId;
    const apart = this.#covered.filter((one) => one.upTo < after || one.after > upTo);
    const touching = this.#covered.filter((one) => !apart.includes(one));
    const joined = {
      after: Math.min(after, ...touching.map((one) => one.after)),
      upTo: Math.max(upTo, ...touching.map((one) => one.upTo)),
    };
    this.#covered = [...apart, joined].sort((a, b) => a.after - b.after);
    this.#gaps = undefined;
  }

  // New arrays, because those who render compare by identity. The common cases are one end or the other.
  #insert(fresh: Message[]): void {
    const [first] = fresh;
    if (!first) return;
    this.#gaps = undefined;
    const newest = (this.#messages.at(-1)?.seq ?? 0) < first.seq;
    this.#messages = newest
      ? [...this.#messages, ...fresh]
      : [...fresh, ...this.#messages].sort((a, b) => a.seq - b.seq);
  }
}

/** Where in a list of messages that seq stands, or would: how many stand before it. */
export function indexOfSeq(messages: readonly Message[], seq: Seq): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether somebody is known as before. Their role here is the roster's to tell: what they said comes without it. */
function isSamePerson(one: Person, other: Person): boolean {
  return !isKnownOtherwise(one, other) && one.left === other.left;
}

function caughtUp(message: Message, steps: readonly Step[] = []): Message {
  const inOrder = steps.toSorted((one, other) => one.seq - other.seq);
  return inOrder.reduce((made, step) => step.made(made), message);
}
