import { limits } from '../../protocol/limits.ts';
import type { Tables } from './tables.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The rooms that a person made within the last day. */
export class RoomsFounded {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** False for one more than a day allows. The same room is counted once. */
  found(room: string, nowMs: number): boolean {
    const made = this.since(nowMs - dayMs);
    if (made.some((known) => known.room === room)) return true;
    if (made.length >= limits.roomsADay) return false;
    this.#tables.together(() => {
      this.#tables.change('DELETE FROM founded_rooms WHERE at <= ?', nowMs - dayMs);
      this.#tables.write('INSERT INTO founded_rooms (room, at) VALUES (?, ?)', room, nowMs);
    });
    return true;
  }

  /** The oldest first. */
  since(ms: number): { room: string; at: number }[] {
    return this.#tables.read('SELECT room, at FROM founded_rooms WHERE at > ? ORDER BY at, room', ms);
  }

  forget(): void {
    this.#tables.change('DELETE FROM founded_rooms');
  }
}
