import { closeCodes, retryAfterReason } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import type { Person, PersonId } from '../../protocol/message.ts';
import { logFault } from '../log.ts';
import type { SessionRef } from '../room/requester.ts';
import type { PersonCalls } from '../rpc.ts';
import { attachmentOf } from './attachment.ts';
import type { Sockets } from './sockets.ts';

type Enter = (person: PersonId, session: SessionRef) => ReturnType<PersonCalls['enter']>;

/**
 * Of a guest who only listens and looks nothing is kept, also not that they are here. Before they leave their first trace in
 * the room (a word, or something done to them) their Person object writes down that they have been here, so that it can be told
 * to them, and forgotten. What would leave the trace waits for that.
 */
export class FirstTraces {
  readonly #sockets: Sockets;
  readonly #enter: Enter;
  readonly #meet: (person: Person) => void;
  readonly #waiting = new Map<WebSocket, (() => void)[]>();

  /**
   * @param enter asks the Person object
   * @param meet is told of whoever is somebody else by now: they kept their name meanwhile
   */
  constructor(sockets: Sockets, enter: Enter, meet: (person: Person) => void) {
    this.#sockets = sockets;
    this.#enter = enter;
    this.#meet = meet;
  }

  /** Whether what comes from this socket next has to wait. */
  isWaiting(socket: WebSocket): boolean {
    return this.#waiting.has(socket);
  }

  /** Leaves a trace of whoever this socket is of: at once, or as soon as it is theirs. Never when their session has ended. */
  leave(socket: WebSocket, trace: () => void): void {
    const waiting = this.#waiting.get(socket);
    if (waiting && waiting.length >= limits.refusalsInARow) {
      return this.#sockets.close(socket, closeCodes.tooFast, retryAfterReason(1));
    }
    if (waiting) waiting.push(trace);
    else if (!attachmentOf(socket).unnoted) trace();
    else this.#wait(socket, trace);
  }

  /**
   * Somebody else is about to leave a trace of this person. False when it could not be told to them: their session has ended, or
   * their object does not answer. Whoever is put out for good reasons is so all the same.
   */
  async of(person: PersonId): Promise<boolean> {
    const unnoted = this.#sockets.of(person).find((socket) => attachmentOf(socket).unnoted);
    if (!unnoted) return true;
    try {
      const known = await this.#enter(person, attachmentOf(unnoted).session);
      if (known) this.#sockets.note(person);
      return known !== undefined;
    } catch (fault) {
      logFault('trace-fault', fault);
      return false;
    }
  }

  #wait(socket: WebSocket, trace: () => void): void {
    this.#waiting.set(socket, [trace]);
    const { person, session } = attachmentOf(socket);
    this.#enter(person.id, session)
      .then((known) => {
        if (!known) return this.#sockets.close(socket, closeCodes.signedOut);
        this.#sockets.note(person.id);
        const { name } = known;
        if (name !== undefined) this.#meet({ id: person.id, kind: 'claimed', ...known, name });
        for (const leave of this.#waiting.get(socket) ?? []) leave();
      })
      .catch((fault) => {
        logFault('trace-fault', fault);
        this.#sockets.close(socket, closeCodes.fault);
      })
      .finally(() => this.#waiting.delete(socket));
  }
}
