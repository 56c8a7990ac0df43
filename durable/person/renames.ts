import type { Tables } from './tables.ts';

/** How often somebody may go by another name or face. */
const most = 6;
const withinMs = 60_000;

/** When somebody took other names and faces lately: each is heard in many rooms, and names are no way to talk. */
export class Renames {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /**
   * Counts another one; or says in how many milliseconds there may be one. Of whoever has been in no room, where nobody
   * hears it, nothing is counted.
   */
  take(nowMs: number): { retryAfterMs: number } | undefined {
    // One that lies ahead was counted before the clock was set back.
    this.#tables.change('DELETE FROM renames WHERE at <= ? OR at > ?', nowMs - withinMs, nowMs);
    const lately = this.#tables.read<{ at: number }>('SELECT at FROM renames ORDER BY at');
    const [first] = lately;
    if (first && lately.length >= most) return { retryAfterMs: first.at + withinMs - nowMs };
    this.#tables.change('INSERT INTO renames (at) VALUES (?)', nowMs);
    return undefined;
  }

  forget(): void {
    this.#tables.change('DELETE FROM renames');
  }
}
