import type { Seq } from '../protocol/message.ts';

/** A page of the room's list, or of a thread: the one just before a seq. */
export type WantedPage = { before: Seq; thread?: Seq };

/** Pages of history that a person wants to see until they are answered. */
export class HistoryRequests {
  readonly #wanted = new Map<string, WantedPage>();
  /** Those asked for on the present connection. */
  readonly #asked = new Set<string>();

  want(page: WantedPage): void {
    this.#wanted.set(keyOf(page), page);
  }

  /** What is wanted and not yet asked for; from now on it counts as asked. */
  takeUnasked(): WantedPage[] {
    const unasked = [...this.#wanted].filter(([key]) => !this.#asked.has(key));
    for (const [key] of unasked) this.#asked.add(key);
    return unasked.map(([, page]) => page);
  }

  answered(page: WantedPage): void {
    this.#wanted.delete(keyOf(page));
    this.#asked.delete(keyOf(page));
  }

  /** The room wants to be asked later. */
  refused(page: WantedPage): void {
    this.#asked.delete(keyOf(page));
  }

  /** The line was lost, and the answers with it. */
  askAgain(): void {
    this.#asked.clear();
  }
}

const keyOf = ({ before, thread }: WantedPage): string => `${thread ?? ''} ${before}`;
