import { limits } from '../protocol/limits.ts';
import type { ActId } from '../protocol/message.ts';
import type { Patience } from './send-delay.ts';

/**
 * What was sent on the present line and not yet answered. Each act is answered once, in the order they were sent.
 *
 * What went after an act that the room did not want yet is refused as well, and must go again after it. So once all
 * that is under way has been answered, those go one by one, each when the room has taken the one before.
 */
export class InFlight {
  readonly ids = new Set<ActId>();
  /** What the room did not want yet, and has not taken since. */
  readonly #postponed = new Map<ActId, Patience>();

  /**
   * How many more may be sent now.
   * @param isUnsent whether an act still waits. It may have been discarded, or done by another tab.
   */
  free(isUnsent: (id: ActId) => boolean): number {
    for (const id of this.#postponed.keys()) if (!isUnsent(id)) this.#postponed.delete(id);
    const most = this.#postponed.size > 0 ? 1 : limits.actsUnderWay;
    return Math.max(0, most - this.ids.size);
  }

  sent(ids: readonly ActId[]): void {
    for (const id of ids) this.ids.add(id);
  }

  /** The room has taken it, or will never take it. */
  answered(id: ActId): void {
    this.ids.delete(id);
    this.#postponed.delete(id);
  }

  /** The room wants it later. */
  postponed(id: ActId, why: Patience): void {
    this.ids.delete(id);
    this.#postponed.set(id, why);
  }

  /** Whether the room keeps a turn for it, behind which everything else waits. */
  hasTurn(id: ActId): boolean {
    return this.#postponed.get(id) === 'too-fast';
  }

  /** The line is lost, and the answers with it. */
  lost(): void {
    this.ids.clear();
  }
}
