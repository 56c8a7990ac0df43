import type { CloseCode } from '../protocol/close-codes.ts';
import { closeCodes } from '../protocol/close-codes.ts';
import type { Down, Event } from '../protocol/down.ts';
import { heartbeat, limits } from '../protocol/limits.ts';
import type { Person, PersonId } from '../protocol/message.ts';
import { isAtLeast, type Role } from '../protocol/roles.ts';
import { addressPayer } from './address.ts';
import { type Attachment, attach, attachmentOf } from './attachment.ts';
import type { Knock } from './calls.ts';
import { skeletonOf } from './room/names.ts';

/**
 * Everyone connected to one room. The sockets themselves are the roster: they outlive the room's sleep, a
 * list in memory would not.
 */
export class Sockets {
  readonly #state: DurableObjectState;
  /** What a large room has still to be told of who came and went: of each person the latest. */
  readonly #untold = new Map<PersonId, Event>();
  readonly #livesUntil = new WeakMap<WebSocket, number>();

  constructor(state: DurableObjectState) {
    this.#state = state;
  }

  /** Each person once, however many tabs they have open, with what they are in the room. */
  present(nowMs: number): Person[] {
    const people = new Map<string, Person>();
    // Newest sockets come first, and the newest name is the one that counts.
    for (const socket of this.#joined()) {
      const { person, role } = attachmentOf(socket);
      if (!people.has(person.id) && this.#isAlive(socket, nowMs)) people.set(person.id, { ...person, role });
    }
    return [...people.values()].reverse();
  }

  /** What is known of everybody who is connected, be they present or about to be; the newest sockets first. */
  open(nowMs: number): Attachment[] {
    return this.#open()
      .filter((socket) => this.#isAlive(socket, nowMs))
      .map(attachmentOf)
      .filter(({ listens }) => !listens);
  }

  /** Whether one more may only listen: of this person, or from this address, and in all. */
  mayListen({ person, address }: Knock): boolean {
    const listeners = this.#open()
      .map(attachmentOf)
      .filter(({ listens }) => listens);
    if (listeners.length >= limits.listeners) return false;
    const id = person?.id ?? addressPayer(address);
    const beside = address || person ? listeners.filter((other) => other.person.id === id) : [];
    return beside.length < limits.listenersOfOne;
  }

  of(person: PersonId): WebSocket[] {
    return this.#open().filter((socket) => attachmentOf(socket).person.id === person);
  }

  /** As whom somebody is present, by the newest of their sockets. */
  joinedAs(person: PersonId): Person | undefined {
    const socket = this.#joined().find((one) => attachmentOf(one).person.id === person);
    return socket && attachmentOf(socket).person;
  }

  all(): WebSocket[] {
    return this.#open();
  }

  /** Those whose line has died without a close, or who never said hello. */
  silent(nowMs: number): WebSocket[] {
    return this.#open().filter((socket) => !this.#isAlive(socket, nowMs));
  }

  /** When the next of those present would be found dead; undefined when nobody else is there to see it. */
  nextDeath(nowMs: number): number | undefined {
    if (this.present(nowMs).length < 2) return undefined;
    return Math.min(...this.#joined().map((socket) => this.#deadAt(socket)));
  }

  /**
   * Notes who has opened the socket. Until its hello it counts as nobody. For whoever has no name, and only listens, stands
   * who shares their address: with those they are put out, and pay for pages.
   */
  greet(socket: WebSocket, knock: Knock, role: Role, openedAt: number): void {
    const { address, listens, session = { sid: '', epoch: 0 } } = knock;
    const person = knock.person ?? { id: addressPayer(address), name: '', guest: true };
    const skeleton = skeletonOf(person.name);
    const more = { ...(address === undefined ? {} : { address }), ...(listens ? { listens } : {}) };
    attach(socket, { person, role, session, skeleton, is: 'greeting', openedAt, ...more });
  }

  /** From now on it hears what is told to everybody. */
  listen(socket: WebSocket): void {
    attach(socket, { ...attachmentOf(socket), is: 'listening' });
  }

  /** Marks the socket as present, under this name, and says whether that is news to the others. */
  join(socket: WebSocket, person: Person): { news: boolean } {
    const before = this.#joined()
      .map((other) => attachmentOf(other).person)
      .find(({ id }) => id === person.id);
    attach(socket, { ...attachmentOf(socket), person, skeleton: skeletonOf(person.name), is: 'joined' });
    const sockets = this.#state.getWebSockets();
    // Only those older than this one: a later tab may have said hello before it, under a newer name.
    renameIn(sockets.slice(sockets.indexOf(socket) + 1), person);
    return { news: before?.name !== person.name || before.guest !== person.guest };
  }

  /** Gives a person the name and kind they are heard under now in all their tabs, and says whether that is news. */
  rename(person: Person): { news: boolean } {
    return { news: renameIn(this.#state.getWebSockets(), person) };
  }

  /** Notes what a person is in the room now, and says whether that is news to those who are present. */
  rank(person: PersonId, role: Role): { news: boolean } {
    const stale = this.of(person).filter((socket) => attachmentOf(socket).role !== role);
    for (const socket of stale) attach(socket, { ...attachmentOf(socket), role });
    return { news: stale.some((socket) => attachmentOf(socket).is === 'joined') };
  }

  /** Closes the socket, and tells the others if that was the last trace of a person who was present. */
  dismiss(socket: WebSocket, { code, sentence }: CloseCode, reason: string = sentence): void {
    closeSocket(socket, code, reason);
    this.leave(socket);
  }

  /** Marks the socket as gone, and tells the others if that was the last trace of a person who was present. */
  leave(socket: WebSocket): void {
    const { person, is } = attachmentOf(socket);
    if (is === 'gone') return;
    attach(socket, { ...attachmentOf(socket), is: 'gone' });
    const remains = this.#joined().some((other) => attachmentOf(other).person.id === person.id);
    if (is === 'joined' && !remains) this.tellPresence({ t: 'left', person: person.id });
  }

  send(socket: WebSocket, ...events: Down): void {
    sendFrame(socket, JSON.stringify(events));
  }

  /** One frame, written once, for everyone who is present or listens, but the one who need not hear it. */
  broadcast(news: Event | Down, except?: WebSocket): void {
    const events: Down = Array.isArray(news) ? news : [news];
    if (events.length === 0) return;
    const frame = JSON.stringify(events);
    for (const socket of this.#state.getWebSockets()) {
      if (hears(socket) && socket !== except) sendFrame(socket, frame);
    }
  }

  /**
   * What happened in a turn: one frame for each socket, or as few as there must be. Everybody who is present or listens
   * hears the news; what answers one socket alone comes after it, in the same frame. Each event is written once.
   */
  deliver(news: readonly Event[], answers: ReadonlyMap<WebSocket, readonly Event[]>): void {
    // A frame goes to everybody anyway.
    const presence = news.length > 0 ? this.#takeUntold() : [];
    const written = [...presence, ...news].map((event) => JSON.stringify(event));
    const frames = framesOf(written);
    for (const socket of this.#state.getWebSockets()) {
      const own = answers.get(socket)?.map((event) => JSON.stringify(event));
      const all = hears(socket);
      const toSend = own ? framesOf(all ? [...written, ...own] : own) : all ? frames : [];
      for (const frame of toSend) sendFrame(socket, frame);
    }
  }

  /**
   * Somebody came, went, or is known otherwise now. A small room hears of it at once. In a large one each would cost a frame
   * for everybody there, and be of no use to anybody: it is told within a second, with all others, or with the next word.
   */
  tellPresence(change: PresenceChange, except?: WebSocket): void {
    if (this.#untold.size === 0 && this.#joined().length <= smallRoom) return this.broadcast(change, except);
    if (this.#untold.size === 0) setTimeout(() => this.broadcast(this.#takeUntold()), gatherMs);
    const id = change.t === 'arrived' ? change.person.id : change.person;
    // The latest of one person comes where it belongs among the others.
    this.#untold.delete(id);
    this.#untold.set(id, change);
  }

  #takeUntold(): Event[] {
    const untold = [...this.#untold.values()];
    this.#untold.clear();
    return untold;
  }

  /** To those who have at least this role here. */
  tellAtLeast(least: Role, event: Event): void {
    for (const socket of this.#joined()) {
      if (isAtLeast(attachmentOf(socket).role, least)) this.send(socket, event);
    }
  }

  /** To one person, in all their tabs. */
  tell(person: PersonId, event: Event): void {
    for (const socket of this.#joined()) {
      if (attachmentOf(socket).person.id === person) this.send(socket, event);
    }
  }

  // Asking the runtime is dear, and a line only ever lives longer than was known: what is known is enough while it lasts.
  #isAlive(socket: WebSocket, nowMs: number): boolean {
    return (this.#livesUntil.get(socket) ?? 0) > nowMs || this.#deadAt(socket) > nowMs;
  }

  // The runtime answers pings while the room sleeps, and notes when.
  #deadAt(socket: WebSocket): number {
    const askedAt = this.#state.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    const deadAt = Math.max(askedAt, attachmentOf(socket).openedAt) + heartbeat.silentMs;
    this.#livesUntil.set(socket, deadAt);
    return deadAt;
  }

  /**
   * The runtime does not answer a close by itself, and a browser waits seconds for the answer. The codes that nobody may
   * send are answered by a plain 1000: 1005 stands for a close without a code, whose sender waits as well; 1006 and 1015
   * for a line that is gone, where nobody hears the answer and nothing else comes of it.
   */
  answerClose(socket: WebSocket, code: number): void {
    const sendable = code >= 1000 && code < 5000 && ![1004, 1005, 1006, 1015].includes(code);
    closeSocket(socket, sendable ? code : 1000, '');
  }

  #open(): WebSocket[] {
    return this.#state.getWebSockets().filter((socket) => attachmentOf(socket).is !== 'gone');
  }

  #joined(): WebSocket[] {
    return this.#state.getWebSockets().filter((socket) => attachmentOf(socket).is === 'joined');
  }
}

/** Whether everything that is told to everybody goes there. */
function hears(socket: WebSocket): boolean {
  const { is } = attachmentOf(socket);
  return is === 'joined' || is === 'listening';
}

type PresenceChange = Extract<Event, { t: 'arrived' | 'left' }>;

/** People who hear of each other's coming and going at once. */
const smallRoom = 50;
const gatherMs = 1_000;

/** Letters of JSON in one frame: more than any event has, and far less than a socket may carry. */
const frameLetters = 256 * 1024;

function framesOf(events: readonly string[]): string[] {
  const frames: string[][] = [];
  let letters = Number.POSITIVE_INFINITY;
  for (const event of events) {
    if (letters + event.length > frameLetters) {
      frames.push([]);
      letters = 0;
    }
    frames.at(-1)?.push(event);
    letters += event.length;
  }
  return frames.map((parts) => `[${parts.join(',')}]`);
}

// Someone has one name in a room. A tab left open under an old one would write that back into the history.
function renameIn(sockets: WebSocket[], person: Person): boolean {
  const stale = sockets.filter((socket) => {
    const { id, name, guest } = attachmentOf(socket).person;
    return id === person.id && (name !== person.name || guest !== person.guest);
  });
  const skeleton = skeletonOf(person.name);
  for (const socket of stale) attach(socket, { ...attachmentOf(socket), person, skeleton });
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
