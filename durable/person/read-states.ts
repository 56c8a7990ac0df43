import type { Seq } from '../../protocol/message.ts';
import { mostUnread, type RoomReadState } from '../../protocol/read-state.ts';
import type { ReadNote, RoomHead, WaitingMessage } from '../rpc.ts';
import { arrangedAs, asOrdered } from './rooms-been-to.ts';
import type { Tables } from './tables.ts';

/** While nothing becomes read that was unread, how far somebody has read is written down at most this often. */
const everyMs = 60_000;
/** Of what is meant for somebody so much is kept, the newest of it. */
const mostWaiting = 200;

/**
 * How far a person has read in the rooms they have been in, and what is unread there. What a room has told of itself is kept here,
 * so that nobody has to wake it to know.
 */
export class ReadStates {
  readonly #tables: Tables;
  /** How far they have read where that is not written down yet, by room. Gone with the object: the room tells it once more at the end. */
  readonly #latest = new Map<string, Seq>();

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** A room they have been in goes on. Undefined where that is no news, or they have not been there. */
  hear(room: string, { since, upTo, at, said }: RoomHead): RoomReadState | undefined {
    const known = this.#of(room);
    if (!known || upTo <= known.head) return undefined;
    const readUpTo = this.upTo(room, known.readUpTo);
    if (readUpTo >= upTo) return undefined;
    const fresh = readUpTo <= since ? said : Math.min(said, upTo - readUpTo);
    const unread = Math.min(mostUnread, known.unread + fresh);
    this.#tables.change(
      'UPDATE rooms SET head = ?, head_at = ?, unread = ? WHERE room = ?',
      upTo,
      at,
      unread,
      room,
    );
    return this.stateOf(room);
  }

  /** Something was said there that is meant for them. */
  isMeant({ room, seq, is, at, thread }: WaitingMessage): RoomReadState | undefined {
    const known = this.#of(room);
    if (!known || (thread === undefined && this.upTo(room, known.readUpTo) >= seq)) return undefined;
    const add = 'INSERT OR REPLACE INTO waiting (room, seq, kind, at, thread) VALUES (?, ?, ?, ?, ?)';
    this.#tables.write(add, room, seq, is, at, thread ?? null);
    const beyond = 'SELECT at FROM waiting ORDER BY at DESC LIMIT 1 OFFSET ?';
    const [oldest] = this.#tables.read<{ at: number }>(beyond, mostWaiting);
    if (oldest) this.#tables.change('DELETE FROM waiting WHERE at <= ?', oldest.at);
    return this.stateOf(room);
  }

  /**
   * They have read up to there; the greatest place stays, unless they mark it unread from there on. Tells how it is now where that is
   * news; writes it down at once where something was unread, or they leave, and else once a minute.
   */
  read(room: string, { upTo, unread, isBack, isLast }: ReadNote, nowMs: number): RoomReadState | undefined {
    const known = this.#of(room);
    const before = this.upTo(room, known?.readUpTo ?? 0);
    if (!known || (!isBack && upTo < before)) return undefined;
    const clears = known.unread > unread || this.#waitingIn(room, upTo) > 0;
    const isDue = nowMs - known.writtenAt >= everyMs;
    const isNews = isBack ? upTo !== before : upTo > before || clears;
    // Of who was there and did not look, no room has told that there is more.
    const isMore = isLast && (upTo > known.readUpTo || unread > known.unread);
    if (!isNews && !isMore) return undefined;
    if (isBack || clears || isLast || isDue) {
      const set =
        'UPDATE rooms SET read_up_to = ?, head = max(head, ?), unread = ?, read_at = ? WHERE room = ?';
      this.#tables.change(set, upTo, upTo, unread, nowMs, room);
      this.#tables.change(`DELETE FROM waiting WHERE ${readInList}`, room, upTo);
      this.#latest.delete(room);
    } else this.#latest.set(room, upTo);
    const now = this.stateOf(room);
    return now && { ...now, unread };
  }

  /** They have read up to there in the thread of a message. */
  readThread(room: string, thread: Seq, upTo: Seq): RoomReadState | undefined {
    const before = this.stateOf(room);
    const read = 'DELETE FROM waiting WHERE room = ? AND thread = ? AND seq <= ?';
    this.#tables.change(read, room, thread, upTo);
    const now = this.stateOf(room);
    return now?.meant === before?.meant ? undefined : now;
  }

  /** All that waits for them in this room, or in every room, is read. Tells which rooms are another way now. */
  readAll(room?: string): RoomReadState[] {
    const rooms = (room === undefined ? this.#all() : [this.#of(room)]).flatMap((one) => one ?? []);
    const changed = rooms.filter((one) => one.unread > 0 || one.readUpTo < one.head || one.meant > 0);
    for (const { room: name } of changed) {
      // What was meant for them was told by itself, perhaps before the room told how far it goes.
      const newest = 'SELECT max(seq) FROM waiting WHERE waiting.room = rooms.room';
      const set = `read_up_to = max(read_up_to, head, coalesce((${newest}), 0)), unread = 0`;
      this.#tables.change(`UPDATE rooms SET ${set} WHERE room = ?`, name);
      this.#tables.change('DELETE FROM waiting WHERE room = ?', name);
    }
    return changed.flatMap(({ room: name }) => this.stateOf(name) ?? []);
  }

  /** The same of a room whose row says this: what was read since may not be written down yet. */
  upTo(room: string, written: Seq): Seq {
    return Math.max(written, this.#latest.get(room) ?? 0);
  }

  /** Undefined for a room they have not been in. */
  stateOf(room: string): RoomReadState | undefined {
    const known = this.#of(room);
    return known && toldOf({ ...known, readUpTo: this.upTo(room, known.readUpTo) });
  }

  /** Of the rooms where they have been last. */
  states(limit: number): RoomReadState[] {
    return this.#all(limit).map((one) => toldOf({ ...one, readUpTo: this.upTo(one.room, one.readUpTo) }));
  }

  /** What is meant for them and not read yet, the newest first. */
  waiting(limit: number): WaitingMessage[] {
    const find = 'SELECT room, seq, kind, at FROM waiting ORDER BY at DESC, seq DESC LIMIT ?';
    const rows = this.#tables.read<{ room: string; seq: Seq; kind: string; at: number }>(find, limit);
    return rows.map(({ kind, ...one }) => ({ ...one, is: kind === 'reply' ? 'reply' : 'mention' }));
  }

  /** These are not there any more, or not for them. */
  drop(room: string, seqs: readonly Seq[]): void {
    for (const seq of seqs) this.#tables.change('DELETE FROM waiting WHERE room = ? AND seq = ?', room, seq);
  }

  /** They have left it: nothing waits for them there. */
  leave(room: string): RoomReadState | undefined {
    const known = this.#of(room);
    this.#tables.change('DELETE FROM waiting WHERE room = ?', room);
    return known && { room, readUpTo: this.upTo(room, known.readUpTo), unread: 0, meant: 0, left: true };
  }

  forget(): void {
    this.#latest.clear();
    this.#tables.change('DELETE FROM waiting');
  }

  #of(room: string): Known | undefined {
    return this.#tables.read<Row>(`${select} AND room = ?`, room).map(knownOf)[0];
  }

  #all(limit = -1): Known[] {
    const latest = `${select} ORDER BY rooms.at DESC, room LIMIT ?`;
    return this.#tables.read<Row>(`SELECT * FROM (${latest}) ORDER BY ${asOrdered}`, limit).map(knownOf);
  }

  #waitingIn(room: string, upTo: Seq): number {
    const count = `SELECT count(*) AS n FROM waiting WHERE ${readInList}`;
    return this.#tables.read<{ n: number }>(count, room, upTo)[0]?.n ?? 0;
  }
}

/** What stands in threads alone is not read by reading in the room. */
const readInList = 'room = ? AND seq <= ? AND thread IS NULL';

type Known = RoomReadState & { head: Seq; writtenAt: number };

const select = `SELECT room, at, read_up_to, read_at, head, head_at, unread, place, muted,
  (SELECT count(*) FROM waiting WHERE waiting.room = rooms.room) AS meant FROM rooms WHERE has_left = 0`;
type Row = {
  room: string;
  read_up_to: Seq;
  read_at: number | null;
  head: Seq;
  head_at: number | null;
  unread: number;
  meant: number;
  place: number | null;
  muted: number;
};

const knownOf = ({
  room,
  read_up_to: readUpTo,
  read_at: writtenAt,
  head,
  head_at: at,
  unread,
  meant,
  ...row
}: Row): Known => ({
  room,
  readUpTo,
  writtenAt: writtenAt ?? 0,
  head,
  unread,
  meant,
  ...(at !== null && { at }),
  ...arrangedAs(row),
});

const toldOf = ({ head: _, writtenAt: __, ...state }: Known): RoomReadState => state;
