/** How long something still lasts, by the room's clock, counted down by the second. */
export class Countdown {
  readonly #until: () => number | undefined;
  readonly #now: () => number;
  #leftMs: number = $state() as number;

  /** @param until when it ends, in milliseconds since 1970; undefined for nothing to wait for */
  constructor(until: () => number | undefined, now: () => number) {
    this.#until = until;
    this.#now = now;
    this.#leftMs = this.#left();
  }

  /** Whole seconds that are still to wait, the one that has begun among them. */
  get seconds(): number {
    return Math.ceil(this.#leftMs / 1_000);
  }

  /** To be called in an effect: follows the end, wherever it moves. */
  follow = (): (() => void) => {
    this.#until();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const left = this.#left();
      this.#leftMs = left;
      // Each step ends just after a whole second, when one less is to wait.
      if (left > 0) timer = setTimeout(look, (left % 1_000 || 1_000) + 1);
    };
    look();
    return () => clearTimeout(timer);
  };

  #left(): number {
    const until = this.#until();
    return until === undefined ? 0 : Math.max(0, until - this.#now());
  }
}
