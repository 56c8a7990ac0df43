import type { MessageId, Seq } from '../protocol/message.ts';
import type { Reason } from '../protocol/refusals.ts';

/** Something the person said that the room has not confirmed. */
export type Unsent = {
  id: MessageId;
  text: string;
  /** When it was said here, in milliseconds since 1970. */
  at: number;
  /** What had been seen when it was first sent: a resend repeats it, so that the room can find the first. */
  after?: Seq;
} & ({ is: 'queued' } | { is: 'sending' } | { is: 'failed'; reason: Reason });

/** What waits to be confirmed, in the order it was said. A message leaves when the room has said it. */
export class Outbox {
  #unsent: readonly Unsent[];

  /** @param left what an earlier chat in this room could not send: nobody knows how much of it arrived. */
  constructor(left: readonly Unsent[] = []) {
    this.#unsent = left;
    this.requeue();
  }

  get unsent(): readonly Unsent[] {
    return this.#unsent;
  }

  add(id: MessageId, text: string, at: number): void {
    this.#unsent = [...this.#unsent, { is: 'queued', id, text, at }];
  }

  /** Everything that may go now, oldest first, marked as under way. */
  takeQueued(seen: Seq): (Unsent & { after: Seq })[] {
    const taken: (Unsent & { after: Seq })[] = [];
    this.#unsent = this.#unsent.map((unsent) => {
      if (unsent.is !== 'queued') return unsent;
      const sending = { ...unsent, is: 'sending' as const, after: unsent.after ?? seen };
      taken.push(sending);
      return sending;
    });
    return taken;
  }

  /** The line was lost: nobody knows what arrived, so all of it goes again, under the same ids. */
  requeue(): void {
    this.#unsent = this.#unsent.map((unsent) =>
      unsent.is === 'sending' ? { ...unsent, is: 'queued' } : unsent,
    );
  }

  /** The room has said it, or the person thought better of it. */
  release(id: MessageId): void {
    if (this.find(id)) this.#unsent = this.#unsent.filter((unsent) => unsent.id !== id);
  }

  refuse(id: MessageId, reason: Reason): void {
    this.#unsent = this.#unsent.map((unsent) =>
      unsent.id === id ? { ...unsent, is: 'failed', reason } : unsent,
    );
  }

  find(id: MessageId): Unsent | undefined {
    return this.#unsent.find((unsent) => unsent.id === id);
  }
}
