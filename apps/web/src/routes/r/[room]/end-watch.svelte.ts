import type { ReadingPlace } from '$lib/state/room.svelte.ts';
import type { Seq } from '$protocol/message.ts';
import { goTo, nearEndPx } from './reading-place.ts';

/**
 * Knows whether the reader is at the end of a reversed scroller, and what came while they were not. There,
 * scrollTop is 0 at the end and falls below it on the way up.
 */
export class EndWatch {
  away = $state(false);
  missed = $state(0);
  #log: HTMLElement | undefined;

  attach = (log: HTMLElement): (() => void) => {
    this.#log = log;
    const look = () => {
      this.away = Math.abs(log.scrollTop) > nearEndPx;
      if (!this.away) this.missed = 0;
    };
    log.addEventListener('scroll', look, { passive: true });
    return () => log.removeEventListener('scroll', look);
  };

  passed(messages: number): void {
    if (this.away) this.missed += messages;
  }

  focus(): void {
    this.#log?.focus({ preventScroll: true });
  }

  goTo(place: ReadingPlace, fetch: ((before: Seq) => void) | undefined): void {
    if (this.#log) goTo(this.#log, place, fetch);
  }

  go(): void {
    this.#log?.scrollTo({ top: 0 });
  }
}
