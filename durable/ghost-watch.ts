import { closeCodes } from '../protocol/close-codes.ts';
import { attachmentOf } from './attachment.ts';
import { logFault } from './log.ts';
import type { Sockets } from './sockets.ts';

/** Gives up lines that died without a close, by an alarm that exists only while somebody is there to see them go. */
export class GhostWatch {
  readonly #storage: DurableObjectStorage;
  readonly #sockets: Sockets;
  /** An alarm is known to be set. It may be set without this being known: the room may just have woken. */
  #isSet = false;

  constructor(storage: DurableObjectStorage, sockets: Sockets) {
    this.#storage = storage;
    this.#sockets = sockets;
  }

  sweep(): void {
    for (const socket of this.#sockets.silent(Date.now())) {
      const hasGreeted = attachmentOf(socket).is !== 'greeting';
      this.#sockets.dismiss(socket, hasGreeted ? closeCodes.silent : closeCodes.noHello);
    }
  }

  async ring(): Promise<void> {
    this.#isSet = false;
    this.sweep();
    await this.#set();
  }

  /** Somebody came. */
  begin(): void {
    this.#set().catch((fault) => logFault('watch-fault', fault));
  }

  async #set(): Promise<void> {
    if (this.#isSet) return;
    const due = this.#sockets.nextDeath(Date.now());
    if (due === undefined) return;
    this.#isSet = true;
    try {
      if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(due);
    } catch (fault) {
      this.#isSet = false;
      throw fault;
    }
  }
}
