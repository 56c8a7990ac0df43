import { limits } from '../../protocol/limits.ts';
import type { Person, Seq, Stretch } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Verdict } from '../../protocol/rooms.ts';
import type { Say } from '../../protocol/up.ts';
import { tidyText } from '../../protocol/words.ts';
import type { History } from './history.ts';

/** The rules of a room: what becomes of what is said, and what somebody who joins is shown. */
export class Room {
  readonly #history: History;
  readonly #now: () => number;

  constructor(history: History, now: () => number) {
    this.#history = history;
    this.#now = now;
  }

  receive(by: Person, say: Omit<Say, 't'>): Verdict {
    const head = this.#history.head();
    // Beyond this the search for an earlier copy would cost more than a message may.
    if (head - say.after > limits.resendScanMessages) return { refused: 'too-old' };
    // Who saw more than there is knew this room before it was restored to an earlier day.
    const after = say.after > head ? Math.max(0, head - limits.resendScanMessages) : say.after;
    const earlier = this.#history.copyOf(say.id, by.id, after);
    if (earlier) return { said: earlier, again: true };
    const tidied = tidyText(say.text);
    if ('refused' in tidied) return tidied;
    const said = this.#history.append({ id: say.id, by, text: tidied.text, at: this.#now() });
    return { said, again: false };
  }

  /** Everything after `since`; when that is more than a page, the newest page, whose `after` says so. */
  since(since: Seq): Stretch {
    const head = this.#history.head();
    // A client that saw more than there is knew a room that was since restored to an earlier day.
    if (since === 0 || since > head) return this.newest();
    const missed = this.#history.after(since, limits.pageMessages + 1);
    if (missed.length > limits.pageMessages) return this.newest();
    return { after: since, upTo: head, messages: missed };
  }

  newest(): Stretch {
    return this.#pageUpTo(this.#history.head());
  }

  page(before: Seq): Stretch | Refusal {
    if (before < 1 || before > this.#history.head() + 1) return { refused: 'no-such-page' };
    return this.#pageUpTo(before - 1);
  }

  #pageUpTo(upTo: Seq): Stretch {
    // One more than a page, only to know whether anything older exists.
    const found = this.#history.before(upTo + 1, limits.pageMessages + 1);
    const messages = found.slice(-limits.pageMessages);
    const oldest = messages[0];
    const after = oldest && found.length > messages.length ? oldest.seq - 1 : 0;
    return { after, upTo, messages };
  }
}
