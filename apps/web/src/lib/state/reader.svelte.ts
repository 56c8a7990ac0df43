import { keepPreference } from '$lib/browser/cookies.ts';
import { type Reader, timeZoneCookie } from '$lib/reader.ts';

/**
 * The reader's way with dates, and what time it is. Starts from what the server knew, so that the first
 * paint is taken over as it is, and then asks the browser.
 */
export class ReaderState {
  #reader: Reader = $state.raw({ locale: 'en-GB', timeZone: 'UTC', theme: 'auto' });
  #now = $state(0);
  readonly #clock: () => number;

  constructor(reader: Reader, clock: () => number) {
    this.#reader = reader;
    this.#clock = clock;
    this.#now = clock();
  }

  get reader(): Reader {
    return this.#reader;
  }

  get now(): number {
    return this.#now;
  }

  /** Follows the clock until called off. */
  watch = (): (() => void) => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (timeZone !== this.#reader.timeZone) {
      this.#reader = { ...this.#reader, timeZone };
      keepPreference(timeZoneCookie, timeZone);
    }
    const look = () => (this.#now = this.#clock());
    look();
    const timer = setInterval(look, 15_000);
    return () => clearInterval(timer);
  };
}
