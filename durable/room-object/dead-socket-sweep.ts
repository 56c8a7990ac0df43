import { closeCodes } from '../../protocol/close-codes.ts';
import { logFault } from '../log.ts';
import { attachmentOf } from './attachment.ts';
import type { Sockets } from './sockets.ts';

/** Looking at every line costs as much as a word. */
const sweepEveryMs = 1_000;

/** Gives up lines that died without a close, by an alarm that exists only while somebody is there to see them go. */
export class DeadSocketSweep {
  readonly #storage: DurableObjectStorage;
  readonly #sockets: Sockets;
  /** An alarm is known to be set. It may be set without this being known: the room may just have woken. */
  #isSet = false;
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(storage: DurableObjectStorage, sockets: Sockets) {
    this.#storage = storage;
    this.#sockets = sockets;
  }

  sweep(): void {
    const now = Date.now();
    // Whoever comes or looks sees none of the dead all the same: see `Sockets.present`.
    if (now >= this.#sweptAt && now < this.#sweptAt + sweepEveryMs) return;
    this.#sweptAt = now;
    for (const socket of this.#sockets.silent(now)) {
      const hasGreeted = attachmentOf(socket).is !== 'greeting';
      this.#sockets.close(socket, hasGreeted ? closeCodes.silent : closeCodes.noHello);
    }
  }

  async ring(): Promise<void> {
    this.#isSet = false;
    this.#sweptAt = Number.NEGATIVE_INFINITY;
    this.sweep();
    await this.#set();
  }

  /** Somebody came. */
  begin(): void {
    this.#set().catch((fault) => logFault('watch-fault', fault));
  }

  async #set(): Promise<void> {
    if (this.#isSet) return;
    const due = this.#sockets.nextDeath();
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
