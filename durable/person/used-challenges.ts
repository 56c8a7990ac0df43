import type { Tables } from './tables.ts';

/** Challenges that were answered, until they would have expired: none is answered twice. */
export class UsedChallenges {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Neither used before nor expired. */
  isOpen(challenge: string, expiresAtMs: number, nowMs: number): boolean {
    const used = this.#tables.read('SELECT 1 AS used FROM used_challenges WHERE challenge = ?', challenge);
    return nowMs <= expiresAtMs && used.length === 0;
  }

  use(challenge: string, expiresAtMs: number, nowMs: number): void {
    this.#tables.change('DELETE FROM used_challenges WHERE expires_at < ?', nowMs);
    this.#tables.write(
      'INSERT INTO used_challenges (challenge, expires_at) VALUES (?, ?)',
      challenge,
      expiresAtMs,
    );
  }

  forget(): void {
    this.#tables.change('DELETE FROM used_challenges');
  }
}
