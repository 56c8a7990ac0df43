import type { PersonId } from '../../protocol/message.ts';
import type { SessionRef } from '../room/requester.ts';
import type { Ended } from '../rpc.ts';

const rememberedMs = 60_000;

/**
 * Sessions that ended a moment ago. Whoever comes in was looked at by the Worker before they reach the room, and may have signed
 * out in between. In memory alone: a room that has nobody on the way to it may forget.
 */
export class EndedSessions {
  readonly #now: () => number;
  #ended: { person: PersonId; which: Ended; at: number }[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  note(person: PersonId, which: Ended): void {
    const from = this.#now() - rememberedMs;
    this.#ended = [...this.#ended.filter(({ at }) => at > from), { person, which, at: this.#now() }];
  }

  has(person: PersonId, session: SessionRef): boolean {
    return this.#ended.some((one) => one.person === person && isOver(session, one.which));
  }
}

export function isOver({ sid, epoch }: SessionRef, which: Ended): boolean {
  return 'sid' in which ? sid === which.sid : epoch < which.before;
}
