/**
 * Chance from a seed, so that a run can be had again: mulberry32, by Tommy Ettinger, in the public domain. Good
 * enough to choose faults with, and for nothing that must be hard to guess.
 */
export class Random {
  readonly #seed: number;
  #state: number;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#state = this.#seed;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** A whole number from one up to and with another. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from.');
    return picked;
  }

  /**
   * Chance of its own for one part of the run. It depends on the seed and the label alone: how much another
   * part draws, which may hang on the network, moves nothing here.
   */
  fork(label: string): Random {
    // FNV-1a over the label, begun at the seed.
    let hash = (0x811c9dc5 ^ this.#seed) >>> 0;
    for (const letter of label) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    return new Random(hash);
  }
}
