import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import type { Down, Event } from '../protocol/down.ts';
import { heartbeat } from '../protocol/limits.ts';
import type { Person } from '../protocol/message.ts';
import { attach, attachmentOf } from './attachment.ts';

/**
 * Everyone connected to one room. The sockets themselves are the roster: they outlive the room's sleep, a
 * list in memory would not.
 */
export class Sockets {
  readonly #state: DurableObjectState;

  constructor(state: DurableObjectState) {
    this.#state = state;
  }

  /** Each person once, however many tabs they have open. */
  present(nowMs: number): Person[] {
    const people = new Map<string, Person>();
    // Newest sockets come first, and the newest name is the one that counts.
    for (const socket of this.#joined()) {
      const { person } = attachmentOf(socket);
      if (!people.has(person.id) && this.#deadAt(socket) > nowMs) people.set(person.id, person);
    }
    return [...people.values()].reverse();
  }

  /** Those whose line has died without a close, or who never said hello. */
  silent(nowMs: number): WebSocket[] {
    return this.#state
      .getWebSockets()
      .filter((socket) => attachmentOf(socket).is !== 'gone' && this.#deadAt(socket) <= nowMs);
  }

  /** When the next of those present would be found dead; undefined when nobody else is there to see it. */
  nextDeath(nowMs: number): number | undefined {
    if (this.present(nowMs).length < 2) return undefined;
    return Math.min(...this.#joined().map((socket) => this.#deadAt(socket)));
  }

  /** Nobody is connected, or only those who are on their way out. */
  get isEmpty(): boolean {
    return this.#state.getWebSockets().every((socket) => attachmentOf(socket).is === 'gone');
  }

  /** Marks the socket as present, and says whether that is news to the others. */
  join(socket: WebSocket): { news: boolean } {
    const { person } = attachmentOf(socket);
    const before = this.#joined()
      .map((other) => attachmentOf(other).person)
      .find(({ id }) => id === person.id);
    attach(socket, { ...attachmentOf(socket), is: 'joined' });
    const sockets = this.#state.getWebSockets();
    // Only those older than this one: a later tab may have said hello before it, under a newer name.
    renameIn(sockets.slice(sockets.indexOf(socket) + 1), person);
    return { news: before?.name !== person.name };
  }

  /** Gives a person the name they are heard under now in all their tabs, and says whether that is news. */
  rename(person: Person): { news: boolean } {
    return { news: renameIn(this.#state.getWebSockets(), person) };
  }

  /** Marks the socket as gone, and says whether that was the last trace of a person who was present. */
  leave(socket: WebSocket): { news: boolean } {
    const { person, is } = attachmentOf(socket);
    if (is === 'gone') return { news: false };
    attach(socket, { ...attachmentOf(socket), is: 'gone' });
    const remains = this.#joined().some((other) => attachmentOf(other).person.id === person.id);
    return { news: is === 'joined' && !remains };
  }

  send(socket: WebSocket, ...events: Down): void {
    sendFrame(socket, JSON.stringify(events));
  }

  /** One frame, written once, for everyone present but the one who need not hear it. */
  broadcast(event: Event, except?: WebSocket): void {
    const frame = JSON.stringify([event] satisfies Down);
    for (const socket of this.#joined()) {
      if (socket !== except) sendFrame(socket, frame);
    }
  }

  close(socket: WebSocket, { code, sentence }: CloseCode): void {
    closeSocket(socket, code, sentence);
  }

  // The runtime answers pings while the room sleeps, and notes when.
  #deadAt(socket: WebSocket): number {
    const askedAt = this.#state.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    return Math.max(askedAt, attachmentOf(socket).openedAt) + heartbeat.silentMs;
  }

  /**
   * The runtime does not answer a close by itself, and a browser waits seconds for the answer. The codes
   * that nobody may send are answered by a plain 1000.
   */
  answerClose(socket: WebSocket, code: number): void {
    const sendable = code >= 1000 && code < 5000 && ![1004, 1005, 1006, 1015].includes(code);
    closeSocket(socket, sendable ? code : 1000, '');
  }

  #joined(): WebSocket[] {
    return this.#state.getWebSockets().filter((socket) => attachmentOf(socket).is === 'joined');
  }
}

// Someone has one name in a room. A tab left open under an old one would write that back into the history.
function renameIn(sockets: WebSocket[], person: Person): boolean {
  const stale = sockets.filter((socket) => {
    const { id, name } = attachmentOf(socket).person;
    return id === person.id && name !== person.name;
  });
  for (const socket of stale) attach(socket, { ...attachmentOf(socket), person });
  return stale.some((socket) => attachmentOf(socket).is === 'joined');
}

// A socket that is already closing throws. It is no reason to keep the words from everybody after it; but whoever
// lacks a frame must come back for it.
function sendFrame(socket: WebSocket, frame: string): void {
  try {
    socket.send(frame);
  } catch {
    const { code, sentence } = closeCodes.fault;
    closeSocket(socket, code, sentence);
  }
}

function closeSocket(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {}
}
