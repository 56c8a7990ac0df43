import type { Reacted } from '../protocol/down.ts';
import type { ActId, Change, Message, PersonId, Seq, ThreadStretch } from '../protocol/message.ts';
import { type PersonLookup, Timeline } from './timeline.ts';

/** More than somebody goes back and forth between. */
const mostFollowed = 8;

/**
 * The threads that somebody has looked into. Each is a timeline of its own, which begins with the message that the thread hangs
 * on, and hears all that the room's hears: its coverage goes by the same places. What was said while the line was gone is not
 * replayed to it; the page that is asked for then closes the gap.
 */
export class FollowedThreads {
  readonly #threads = new Map<Seq, Timeline>();
  readonly #people: PersonLookup;

  constructor(people: PersonLookup) {
    this.#people = people;
  }

  get roots(): Seq[] {
    return [...this.#threads.keys()];
  }

  get(root: Seq): Timeline | undefined {
    return this.#threads.get(root);
  }

  /** Follows a thread from now on, and those before it that somebody looked into last. */
  follow(root: Seq): Timeline {
    const thread = this.#threads.get(root) ?? new Timeline(this.#people);
    // The latest stands last.
    this.#threads.delete(root);
    this.#threads.set(root, thread);
    const [eldest] = this.#threads.keys();
    if (this.#threads.size > mostFollowed && eldest !== undefined) this.#threads.delete(eldest);
    return thread;
  }

  /** Files a page of a thread, if that is followed. */
  add({ root, ...page }: ThreadStretch): void {
    const thread = this.#threads.get(root.seq);
    // Nothing of it is older than what it hangs on.
    thread?.add({ after: 0, upTo: root.seq, messages: [root] });
    thread?.add(page);
  }

  said(message: Message, quoted: Message | undefined): void {
    for (const [root, thread] of this.#threads) {
      if (message.inThread === root) thread.said(message, quoted);
      else thread.pass(message.seq, message.id);
    }
  }

  // What is not held is brought by a page, which comes on the same line and in its turn: it need not be remembered until then.

  renew(change: Change): void {
    for (const thread of this.#threads.values()) if (thread.quoted(change.message.seq)) thread.renew(change);
  }

  changed(change: Change, id: ActId): void {
    this.renew(change);
    if (change.seq > change.message.seq) this.pass(change.seq, id);
  }

  reacted(event: Reacted, you: PersonId | undefined): void {
    for (const thread of this.#threads.values()) {
      if (thread.quoted(event.message.seq)) thread.reacted(event, you);
      else thread.pass(event.seq, event.id);
    }
  }

  pass(seq: Seq, id: ActId | undefined): void {
    for (const thread of this.#threads.values()) thread.pass(seq, id);
  }

  clear(): void {
    for (const thread of this.#threads.values()) thread.clear();
  }
}
