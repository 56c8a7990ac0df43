import type { Look } from './look.ts';

/** For tests: a tab whose person looks at it when told to. */
export class FakeLook implements Look {
  #seen: boolean;
  readonly #callbacks = new Set<() => void>();

  constructor(seen = false) {
    this.#seen = seen;
  }

  get watchers(): number {
    return this.#callbacks.size;
  }

  isSeen = () => this.#seen;

  onSeen(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => void this.#callbacks.delete(callback);
  }

  begin(): void {
    this.#seen = true;
    for (const callback of this.#callbacks) callback();
  }
}
