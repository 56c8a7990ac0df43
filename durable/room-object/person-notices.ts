import type { PersonId } from '../../protocol/message.ts';
import { logFault } from '../log.ts';
import type { PersonCalls } from '../rpc.ts';

/**
 * What a room tells the Person objects of those who have been here. Nobody waits for it, and a call that fails is logged and not tried
 * again. A room that does not know its address tells nobody.
 */
export class PersonNotices {
  readonly #personOf: (id: PersonId) => PersonCalls;
  readonly #address: () => string | undefined;
  readonly #later: (work: Promise<unknown>) => void;

  /** @param later keeps the room awake until something is done */
  constructor(
    personOf: (id: PersonId) => PersonCalls,
    address: () => string | undefined,
    later: (work: Promise<unknown>) => void,
  ) {
    this.#personOf = personOf;
    this.#address = address;
    this.#later = later;
  }

  /** @param call is given their object and the room's address */
  tell(id: PersonId, call: (person: PersonCalls, room: string) => Promise<unknown>): void {
    const room = this.#address();
    if (room === undefined) return;
    const telling = async () => {
      try {
        await call(this.#personOf(id), room);
      } catch (fault) {
        logFault('unread-fault', fault);
      }
    };
    this.#later(telling());
  }
}
