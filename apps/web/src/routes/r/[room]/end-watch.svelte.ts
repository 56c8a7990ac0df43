import { nearEndPx } from './reading-place.ts';

/**
 * Knows whether the reader is at the end of a reversed scroller, and what came while they were not. There,
 * scrollTop is 0 at the end and falls below it on the way up.
 */
export class EndWatch {
  away = $state(false);
  missed = $state(0);
  #log: HTMLElement | undefined;
  readonly #isToEnd: () => boolean;

  /** @param isToEnd whether nothing is left out below */
  constructor(isToEnd: () => boolean) {
    this.#isToEnd = isToEnd;
  }

  attach = (log: HTMLElement): (() => void) => {
    this.#log = log;
    log.addEventListener('scroll', this.look, { passive: true });
    return () => log.removeEventListener('scroll', this.look);
  };

  look = (): void => {
    if (!this.#log) return;
    this.away = !this.#isToEnd() || Math.abs(this.#log.scrollTop) > nearEndPx;
    if (!this.away) this.missed = 0;
  };

  passed(messages: number): void {
    if (this.away) this.missed += messages;
  }

  focus(): void {
    this.#log?.focus({ preventScroll: true });
  }

  go(): void {
    this.#log?.scrollTo({ top: 0 });
  }
}
