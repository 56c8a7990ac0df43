import type { Account } from '../../protocol/rooms.ts';
import type { Tables } from './tables.ts';

export type RoomBeenTo = Account['rooms'][number];

/** Being in a room is written down at most this often: it is to order a list, not to follow anybody. */
const everyMs = 10 * 60 * 1000;

/** Where a person has been: who must hear of it when they have another name, sign out or leave for good. */
export class RoomsBeenTo {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  enter(room: string, nowMs: number): 'new' | 'known' {
    const [known] = this.#tables.read<{ at: number }>('SELECT at FROM rooms WHERE room = ?', room);
    if (known && nowMs - known.at < everyMs) return 'known';
    this.#tables.write(
      `INSERT INTO rooms (room, at, read_up_to) VALUES (?, ?, 0)
       ON CONFLICT (room) DO UPDATE SET at = excluded.at`,
      room,
      nowMs,
    );
    return known ? 'known' : 'new';
  }

  /** They were not let in when they came first, and have not been there since. */
  leaveOut(room: string, since: number): void {
    this.#tables.change('DELETE FROM rooms WHERE room = ? AND at = ? AND read_up_to = 0', room, since);
  }

  /** The latest first. */
  latest(limit: number): RoomBeenTo[] {
    return this.#tables.read<Row>(`${select} ORDER BY at DESC, room LIMIT ?`, limit).map(roomOf);
  }

  /** In the order of their names, those after this one. */
  after(room: string, limit: number): RoomBeenTo[] {
    return this.#tables.read<Row>(`${select} WHERE room > ? ORDER BY room LIMIT ?`, room, limit).map(roomOf);
  }

  all(): string[] {
    return this.#tables.read<{ room: string }>('SELECT room FROM rooms').map(({ room }) => room);
  }

  forget(): void {
    this.#tables.change('DELETE FROM rooms');
  }
}

const select = 'SELECT room, at, read_up_to FROM rooms';
type Row = { room: string; at: number; read_up_to: number };
const roomOf = ({ room, at, read_up_to: readUpTo }: Row): RoomBeenTo => ({ room, at, readUpTo });
