import type { Reacted } from '../protocol/down.ts';
import type { ActId, Change, Message, PersonId, Seq, ThreadStretch } from '../protocol/message.ts';
import { type PersonLookup, Timeline } from './timeline.ts';

/**
 * The thread that somebody looks into: a timeline of its own, which begins with the message that the thread hangs on, and hears
 * all that the room's hears, since its coverage goes by the same places. What was said while the line was gone is not replayed to
 * it; the page that is asked for then closes the gap.
 */
export class FollowedThread {
  readonly #people: PersonLookup;
  #followed: { root: Seq; timeline: Timeline } | undefined;

  constructor(people: PersonLookup) {
    this.#people = people;
  }

  /** The place of the message that it hangs on; undefined while none is followed. */
  get root(): Seq | undefined {
    return this.#followed?.root;
  }

  get timeline(): Timeline | undefined {
    return this.#followed?.timeline;
  }

  /** Follows a thread from now on, in place of another. */
  follow(root: Seq): Timeline {
    if (this.#followed?.root === root) return this.#followed.timeline;
    const timeline = new Timeline(this.#people);
    this.#followed = { root, timeline };
    return timeline;
  }

  /** It is not looked into any more. Of another that has taken its place, nothing. */
  leave(timeline: Timeline): void {
    if (this.timeline === timeline) this.#followed = undefined;
  }

  /** Files a page of it; of another than is followed by now, nothing. */
  add({ root, ...page }: ThreadStretch): void {
    if (this.root !== root.seq) return;
    // Nothing of it is older than what it hangs on.
    this.timeline?.add({ after: 0, upTo: root.seq, messages: [root] });
    this.timeline?.add(page);
  }

  said(message: Message, quoted: Message | undefined): void {
    if (message.inThread === this.root) this.timeline?.said(message, quoted);
    else this.pass(message.seq, message.id);
  }

  // What is not held is brought by a page, which comes on the same line and in its turn: it need not be remembered until then.
  renew(change: Change): void {
    if (this.timeline?.quoted(change.message.seq)) this.timeline.renew(change);
  }

  changed(change: Change, id: ActId): void {
    this.renew(change);
    if (change.seq > change.message.seq) this.pass(change.seq, id);
  }

  reacted(event: Reacted, you: PersonId | undefined): void {
    if (this.timeline?.quoted(event.message.seq)) this.timeline.reacted(event, you);
    else this.pass(event.seq, event.id);
  }

  pass(seq: Seq, id: ActId | undefined): void {
    this.timeline?.pass(seq, id);
  }

  clear(): void {
    this.timeline?.clear();
  }
}
