import { countsFor, type PersonId, type Seq } from '../../protocol/message.ts';
import { mostUnread } from '../../protocol/read-state.ts';
import type { Read, ReadThread } from '../../protocol/up.ts';
import type { Room } from '../room/room.ts';
import { attachmentOf } from './attachment.ts';
import type { PersonNotices } from './person-notices.ts';
import type { Sockets } from './sockets.ts';

/** A socket's reads go on to the Person object at most this often; what comes in between goes with the next, or at its end. */
const betweenMs = 1_000;

/**
 * How far those who are here have read. It stands in the attachments of their sockets, which cost no row; their other devices in the room
 * hear of it at once, and their Person object keeps it. Of a guest who left no trace here nothing is kept (I4).
 */
export class ReadMarks {
  readonly #room: Room;
  readonly #sockets: Sockets;
  readonly #notices: PersonNotices;

  constructor(room: Room, sockets: Sockets, notices: PersonNotices) {
    this.#room = room;
    this.#sockets = sockets;
    this.#notices = notices;
  }

  /** Nobody has read what was not said yet. */
  read(socket: WebSocket, { upTo: said, unread: isBack }: Read): void {
    const upTo = Math.min(said, this.#room.history.head());
    const { person, readToldAt = 0 } = attachmentOf(socket);
    const theirs = this.#sockets.of(person.id);
    if (!isBack && theirs.some((one) => (attachmentOf(one).readUpTo ?? 0) >= upTo)) return;
    const now = Date.now();
    const isDue = isBack || now - readToldAt >= betweenMs;
    for (const one of isBack ? theirs : []) this.#sockets.noteRead(one, { readUpTo: upTo, saidAt: 0 });
    this.#sockets.noteRead(socket, { readUpTo: upTo, ...(isDue && { readToldAt: now }) });
    this.#sockets.tellOthersOf(socket, { t: 'read', upTo, ...(isBack && { unread: true }) });
    if (isDue) this.#keep(socket, person.id, upTo, isBack ? { isBack } : {});
  }

  /** Of what stands in a thread alone nothing is kept here. */
  readThread(socket: WebSocket, { thread, upTo }: ReadThread): void {
    const { unnoted, session, person } = attachmentOf(socket);
    if (unnoted) return;
    this.#notices.tell(person.id, (object, room) => object.noteThreadRead(session, room, thread, upTo));
  }

  /** Its person said something at this place: kept at the end of its line, unless they read on. */
  said(socket: WebSocket, seq: Seq): void {
    this.#sockets.noteRead(socket, { saidAt: seq });
  }

  /** A line has ended: what was read by it and not kept yet is kept now. */
  ended(socket: WebSocket): void {
    const { person, readUpTo = 0, saidAt = 0 } = attachmentOf(socket);
    const upTo = Math.max(readUpTo, saidAt);
    if (upTo > 0) this.#keep(socket, person.id, upTo, { isLast: true });
  }

  #keep(socket: WebSocket, id: PersonId, upTo: Seq, how: { isBack?: true; isLast?: true }): void {
    const { unnoted, session } = attachmentOf(socket);
    if (unnoted) return;
    const unread = this.#unreadAfter(upTo, id);
    this.#notices.tell(id, (person, room) => person.noteRead(session, room, { upTo, unread, ...how }));
  }

  #unreadAfter(upTo: Seq, id: PersonId): number {
    const { history } = this.#room;
    if (upTo >= history.head()) return 0;
    return history.after(upTo, mostUnread).filter((message) => countsFor(id, message)).length;
  }
}
