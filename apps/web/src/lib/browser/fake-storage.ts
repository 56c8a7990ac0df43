/** For tests: what `localStorage` is, with the troubles it has in real browsers. */
export class FakeStorage {
  /** `full`: writing throws. `forbidden`: everything does. */
  trouble: 'none' | 'full' | 'forbidden' = 'none';
  readonly #items = new Map<string, string>();

  get size(): number {
    return this.#items.size;
  }

  getItem(key: string): string | null {
    this.#fail('forbidden');
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#fail('full', 'forbidden');
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#fail('forbidden');
    this.#items.delete(key);
  }

  #fail(...when: string[]): void {
    if (when.includes(this.trouble)) throw new DOMException('no', 'QuotaExceededError');
  }
}
