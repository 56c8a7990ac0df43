import type { Message, Person } from '../../protocol/message.ts';
import { logFault } from '../log.ts';
import type { People } from '../room/store.ts';
import type { Audience } from './audience.ts';
import type { FirstTraces } from './first-traces.ts';

/**
 * Whoever is mentioned while they are present is known to the room from then on, so that the mention has a name after they have
 * gone. It is a trace of them: their Person object hears of it first (I4), and nothing waits for that.
 */
export class MentionedPeople {
  readonly #people: People;
  readonly #audience: Pick<Audience, 'connected'>;
  readonly #traces: Pick<FirstTraces, 'of'>;

  constructor(people: People, audience: Pick<Audience, 'connected'>, traces: Pick<FirstTraces, 'of'>) {
    this.#people = people;
    this.#audience = audience;
    this.#traces = traces;
  }

  /** Of a message that was written and told just now. It never throws. */
  note({ mentions = [] }: Message): void {
    for (const person of mentions) {
      this.#note(person).catch((fault) => logFault('mention-fault', fault));
    }
  }

  async #note(mentioned: Person): Promise<void> {
    if (this.#people.known(mentioned.id)) return;
    // Of whoever is nobody's any more nothing would be forgotten again.
    if (!(await this.#traces.of(mentioned.id))) return;
    // Meanwhile they may have said something, or go by another name.
    if (this.#people.known(mentioned.id)) return;
    this.#people.note(this.#audience.connected(mentioned.id)?.person ?? mentioned);
  }
}
