import { keepPreference } from '$lib/browser/cookies.ts';
import { type Reader, timeZoneCookie } from '$lib/reader.ts';

/**
 * The reader's way with dates, and what time it is. Starts from what the server knew, so that the first
 * paint is taken over as it is, and then asks the browser.
 */
export class ReaderState {
  #reader: Reader = $state.raw() as Reader;
  #now: number = $state() as number;
  readonly #clock: () => number;

  /** @param now when the server made the page; from then on `clock` tells the room's time */
  constructor(reader: Reader, now: number, clock: () => number) {
    this.#reader = reader;
    this.#now = now;
    this.#clock = clock;
  }

  get reader(): Reader {
    return this.#reader;
  }

  get now(): number {
    return this.#now;
  }

  look = (): void => {
    this.#now = this.#clock();
  };

  /** Follows the clock, and whoever travels, until called off. */
  watch = (): (() => void) => {
    const lookAround = () => {
      this.look();
      this.#lookWhere();
    };
    this.#lookWhere();
    const timer = setInterval(lookAround, 15_000);
    return () => clearInterval(timer);
  };

  #lookWhere(): void {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (timeZone === this.#reader.timeZone) return;
    this.#reader = { ...this.#reader, timeZone };
    keepPreference(timeZoneCookie, timeZone);
  }
}
