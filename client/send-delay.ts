import type { Settings } from '../protocol/settings.ts';

/** Why a room asks for patience. What is refused with one of these is kept, and goes by itself when it may. */
export type Patience = 'too-fast' | 'slow';

/**
 * Until when a room will not take what is sent: because it said so, or because it is in slow mode and this person
 * has just said something. Times are by the clock that measures how long something takes, but for those of messages.
 */
export class SendDelay {
  readonly #elapsed: () => number;
  /** How far the room's clock is ahead of that one; undefined before the room has said it. */
  #roomAheadMs: number | undefined;
  readonly #refusedUntil: Record<Patience, number> = { 'too-fast': 0, slow: 0 };
  #slowMs = 0;
  /** When this person last said something, by the room's clock. */
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** @param at what time it is now, by the room's clock */
  itIs(at: number): void {
    this.#roomAheadMs = at - this.#elapsed();
  }

  /** A message of this person's own. */
  said(at: number): void {
    this.#saidAt = Math.max(this.#saidAt, at);
  }

  /** Somebody else sits here now. */
  forgetWhatWasSaid(): void {
    this.#saidAt = Number.NEGATIVE_INFINITY;
  }

  /** How slow the room is for this person; 0 for not at all. What it asked for before that does not hold any more. */
  slowTo(slowS: Settings['slowS']): void {
    if (slowS * 1_000 === this.#slowMs) return;
    this.#slowMs = slowS * 1_000;
    this.#refusedUntil.slow = 0;
  }

  get isSlow(): boolean {
    return this.#slowMs > 0;
  }

  refused(reason: Patience, retryAfterMs: number): void {
    const until = this.#elapsed() + retryAfterMs;
    this.#refusedUntil[reason] = Math.max(this.#refusedUntil[reason], until);
  }

  /** How long nothing at all may be sent. */
  get actMs(): number {
    return Math.max(0, ...Object.values(this.#refusedUntil).map((until) => until - this.#elapsed()));
  }

  /** How long nothing may be said. */
  get sayMs(): number {
    if (this.#roomAheadMs === undefined) return this.actMs;
    const slowMs = this.#saidAt + this.#slowMs - this.#elapsed() - this.#roomAheadMs;
    // The room's clock may have been set back since.
    return Math.max(this.actMs, Math.min(slowMs, this.#slowMs));
  }
}
