import type { Seq } from '../protocol/message.ts';

/** Pages of history that a person wants to see, each named by its `before`, until they are answered. */
export class HistoryRequests {
  readonly #wanted = new Set<Seq>();
  /** Those asked for on the present connection. */
  readonly #asked = new Set<Seq>();

  want(before: Seq): void {
    this.#wanted.add(before);
  }

  /** What is wanted and not yet asked for; from now on it counts as asked. */
  takeUnasked(): Seq[] {
    const unasked = [...this.#wanted].filter((before) => !this.#asked.has(before));
    for (const before of unasked) this.#asked.add(before);
    return unasked;
  }

  answered(before: Seq): void {
    this.#wanted.delete(before);
    this.#asked.delete(before);
  }

  /** The room wants to be asked later. */
  refused(before: Seq): void {
    this.#asked.delete(before);
  }

  /** The line was lost, and the answers with it. */
  askAgain(): void {
    this.#asked.clear();
  }
}
