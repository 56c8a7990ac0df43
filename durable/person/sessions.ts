import { sessionCookieSeconds } from '../../protocol/rooms.ts';
import type { SessionRef } from '../room/requester.ts';
import type { Profile } from './profile.ts';
import type { Tables } from './tables.ts';

/** Which of a person's sessions have ended. Whatever else the Worker signed is still good. */
export class Sessions {
  readonly #tables: Tables;
  readonly #profile: Profile;

  constructor(tables: Tables, profile: Profile) {
    this.#tables = tables;
    this.#profile = profile;
  }

  hold({ sid, epoch }: SessionRef): boolean {
    if (this.#profile.isForgotten || epoch !== this.#profile.epoch) return false;
    return this.#tables.read('SELECT 1 AS ended FROM ended_sessions WHERE sid = ?', sid).length === 0;
  }

  /** Whether it holds, or the one does that took its place: what was opened under it stays open. */
  goOn({ sid, epoch }: SessionRef): boolean {
    const [ended] = this.#tables.read<{ heir: string | null }>(
      'SELECT heir FROM ended_sessions WHERE sid = ?',
      sid,
    );
    return this.hold({ sid: ended?.heir ?? sid, epoch });
  }

  /**
   * This session goes on as another in the same browser. What is open under it stays open, and is closed once its
   * heir is signed out.
   */
  passOn(sid: string, heir: string, nowMs: number): void {
    this.#tables.change('UPDATE ended_sessions SET heir = ? WHERE heir = ?', heir, sid);
    this.#end(sid, heir, nowMs);
  }

  /** Brings all sids under which something may be open: this one, and those that it took the place of. */
  signOut(sid: string, nowMs: number): string[] {
    const inherited = this.#tables.read<{ sid: string }>(
      'SELECT sid FROM ended_sessions WHERE heir = ?',
      sid,
    );
    this.#end(sid, null, nowMs);
    return [sid, ...inherited.map((row) => row.sid)];
  }

  /** Brings the epoch before which every session has ended now. */
  signOutEverywhere(): number {
    return this.#tables.together(() => {
      const epoch = this.#profile.nextEpoch();
      // The epoch tells of them all.
      this.forget();
      return epoch;
    });
  }

  /** When they ended, in milliseconds since 1970. */
  endedAt(): number[] {
    return this.#tables.read<{ at: number }>('SELECT at FROM ended_sessions ORDER BY at').map(({ at }) => at);
  }

  forget(): void {
    this.#tables.change('DELETE FROM ended_sessions');
  }

  #end(sid: string, heir: string | null, nowMs: number): void {
    this.#tables.together(() => {
      // By then the token has expired by itself.
      this.#tables.change('DELETE FROM ended_sessions WHERE at < ?', nowMs - sessionCookieSeconds * 1000);
      this.#tables.write(
        'INSERT OR REPLACE INTO ended_sessions (sid, heir, at) VALUES (?, ?, ?)',
        sid,
        heir,
        nowMs,
      );
    });
  }
}
