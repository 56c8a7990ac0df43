import type { Message, Person, Seq, Stretch } from '../protocol/message.ts';

/** Where something was said that is not held: after one seq, or from the room's beginning, to before another. */
export type Gap = { after: Seq; before: Seq };

/**
 * The part of a room's history that this client holds, in the room's order. It knows exactly what it does
 * not hold, so that a gap is always shown as one.
 */
export class Timeline {
  #messages: Message[] = [];
  /** Ascending, never touching: what is covered without a hole, as (after, upTo]. */
  #covered: { after: Seq; upTo: Seq }[] = [];
  readonly #people = new Map<string, Person>();

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** The newest seq seen: everything up to it is held, but for the gaps. */
  get upTo(): Seq {
    return this.#covered.at(-1)?.upTo ?? 0;
  }

  /** Oldest first. A page asked for with a gap's `before` makes it smaller from its newer end. */
  get gaps(): Gap[] {
    return this.#covered
      .map(({ after }, i) => ({ after: this.#covered[i - 1]?.upTo ?? 0, before: after + 1 }))
      .filter(({ after, before }) => before > after + 1);
  }

  /** Files a page or a replay, and returns the messages in it that are new here. */
  add({ after, upTo, messages }: Stretch): Message[] {
    const fresh = messages.filter((message) => !this.#holds(message.seq));
    this.#cover(after, upTo);
    this.#insert(fresh);
    return fresh;
  }

  /** Files what was just said. Only right while nothing can have been missed since the last stretch. */
  said(message: Message): boolean {
    const fresh = this.add({
      after: Math.min(this.upTo, message.seq - 1),
      upTo: message.seq,
      messages: [message],
    });
    return fresh.length > 0;
  }

  /** Forgets everything: the room that answers is not the one that was seen. */
  clear(): void {
    this.#messages = [];
    this.#covered = [];
  }

  /** A person under the name they were last heard with, which may be newer than a message's own. */
  named(person: Person): Person {
    return this.#people.get(person.id) ?? person;
  }

  /** From now on everything this person said stands under this name. */
  meet(person: Person): void {
    this.#people.set(person.id, person);
  }

  #holds(seq: Seq): boolean {
    return this.#covered.some(({ after, upTo }) => after < seq && seq <= upTo);
  }

  #cover(after: Seq, upTo: Seq): void {
    const apart = this.#covered.filter((one) => one.upTo < after || one.after > upTo);
    const touching = this.#covered.filter((one) => !apart.includes(one));
    const joined = {
      after: Math.min(after, ...touching.map((one) => one.after)),
      upTo: Math.max(upTo, ...touching.map((one) => one.upTo)),
    };
    this.#covered = [...apart, joined].sort((a, b) => a.after - b.after);
  }

  // New arrays, because those who render compare by identity. The common cases are one end or the other.
  #insert(fresh: Message[]): void {
    const [first] = fresh;
    if (!first) return;
    const newest = (this.#messages.at(-1)?.seq ?? 0) < first.seq;
    this.#messages = newest
      ? [...this.#messages, ...fresh]
      : [...fresh, ...this.#messages].sort((a, b) => a.seq - b.seq);
    for (const { by } of newest ? fresh : []) this.meet(by);
  }
}
