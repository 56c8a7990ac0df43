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

  /** `back`: they had left it. */
  enter(room: string, nowMs: number): 'new' | 'known' | 'back' {
    const find = 'SELECT at, has_left FROM rooms WHERE room = ?';
    const [known] = this.#tables.read<{ at: number; has_left: number }>(find, room);
    if (known && !known.has_left && nowMs - known.at < everyMs) return 'known';
    this.#tables.write(
      `INSERT INTO rooms (room, at, read_up_to) VALUES (?, ?, 0)
       ON CONFLICT (room) DO UPDATE SET at = excluded.at, has_left = 0`,
      room,
      nowMs,
    );
    return known ? (known.has_left ? 'back' : 'known') : 'new';
  }

  /** They were not let in when they came first, and have not been there since. */
  leaveOut(room: string, since: number): void {
    this.#tables.change('DELETE FROM rooms WHERE room = ? AND at = ? AND read_up_to = 0', room, since);
  }

  /** These stand first from now on, in this order, and no others. Tells which rooms stand elsewhere by that. */
  order(rooms: readonly string[]): string[] {
    const before = new Map(this.latest(-1).map(({ room, place }) => [room, place]));
    const ordered = [...new Set(rooms)].filter((room) => before.has(room));
    const places = new Map(ordered.map((room, place) => [room, place]));
    const moved = [...before].flatMap(([room, place]) => (place === places.get(room) ? [] : room));
    for (const room of moved) {
      this.#tables.change('UPDATE rooms SET place = ? WHERE room = ?', places.get(room) ?? null, room);
    }
    return moved;
  }

  mute(room: string, isMuted: boolean): void {
    const set = 'UPDATE rooms SET muted = ?1 WHERE room = ?2 AND muted <> ?1 AND has_left = 0';
    this.#tables.change(set, Number(isMuted), room);
  }

  leave(room: string): void {
    const set =
      'UPDATE rooms SET has_left = 1, place = NULL, muted = 0, unread = 0 WHERE room = ? AND has_left = 0';
    this.#tables.change(set, room);
  }

  /** The latest that they have not left: the ordered ones in their order, then the latest first. */
  latest(limit: number): RoomBeenTo[] {
    const latest = `${select} WHERE has_left = 0 ORDER BY at DESC, room LIMIT ?`;
    return this.#tables.read<Row>(`SELECT * FROM (${latest}) ORDER BY ${asOrdered}`, limit).map(roomOf);
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

/** Those that have a place first, in their order, and then the latest first. */
export const asOrdered = 'place IS NULL, place, at DESC, room';

const select = 'SELECT room, at, read_up_to, place, muted, has_left FROM rooms';
type Row = {
  room: string;
  at: number;
  read_up_to: number;
  place: number | null;
  muted: number;
  has_left: number;
};
const roomOf = ({ room, at, read_up_to: readUpTo, ...row }: Row): RoomBeenTo => ({
  room,
  at,
  readUpTo,
  ...arrangedAs(row),
  ...(row.has_left && { left: true as const }),
});

/** What somebody made of a room, as its row says. */
export const arrangedAs = ({ place, muted }: { place: number | null; muted: number }) => ({
  ...(muted && { muted: true as const }),
  ...(place !== null && { place }),
});
