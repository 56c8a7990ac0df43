import type { CloseCode } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import type { Present } from '../../protocol/down.ts';
import { isKnownOtherwise } from '../../protocol/known-otherwise.ts';
import { heartbeat, limits } from '../../protocol/limits.ts';
import type { Person, PersonId, Seq } from '../../protocol/message.ts';
import { isAtLeast, type Role } from '../../protocol/roles.ts';
import { addressPayer } from '../auth/address.ts';
import { skeletonOf } from '../room/names.ts';
import type { Requester } from '../room/requester.ts';
import { closeSocket } from '../socket-close.ts';
import { type Attachment, attachmentOf } from './attachment.ts';
import type { Audience, Connected } from './audience.ts';
import { Connections } from './connections.ts';
import { framesOf, sendFrame } from './frames.ts';
import { PresenceNews } from './presence-news.ts';
import { type Told, WrittenEvents } from './told.ts';

/**
 * Everyone connected to one room. The sockets themselves are the roster: they outlive the room's sleep, a
 * list in memory would not.
 */
export class Sockets implements Audience {
  readonly #state: DurableObjectState;
  readonly #connections: Connections;
  readonly #news: PresenceNews;
  readonly #livesUntil = new WeakMap<WebSocket, number>();

  constructor(state: DurableObjectState) {
    this.#state = state;
    this.#connections = new Connections(state);
    const here = () => this.#connections.presentCount;
    this.#news = new PresenceNews(here, (news, except) => this.publish(news, except));
  }

  present(): Person[] {
    const now = Date.now();
    const people = new Map<PersonId, Person>();
    for (const socket of this.#connections.open) {
      const { person, role, is, away } = attachmentOf(socket);
      if (is !== 'joined' || !this.#isAlive(socket, now)) continue;
      const isAway = away && (people.get(person.id)?.away ?? !people.has(person.id));
      // The newest socket gives the name that counts, and the place.
      people.delete(person.id);
      people.set(person.id, { ...person, role, ...(isAway && { away }) });
    }
    return [...people.values()];
  }

  here(): number {
    // Of a crowd nobody looks at each line: those that died are given up by the alarm.
    return this.#isCrowd ? this.#connections.presentCount : this.present().length;
  }

  roster(speakers: () => readonly PersonId[], you?: PersonId): Present {
    if (!this.#isCrowd) {
      const present = this.present();
      return { here: present.length, present };
    }
    const leading = [...this.#connections.leading].map((socket) => attachmentOf(socket).person.id);
    const told = new Set([...leading, ...speakers(), ...(you === undefined ? [] : [you])]);
    const present = [...told].flatMap((id) => {
      const socket = this.#connections.joined(id);
      if (!socket) return [];
      return [this.#seenAs(attachmentOf(socket).person)];
    });
    return { here: this.here(), present };
  }

  connected(id: PersonId): Connected | undefined {
    const joined = this.#connections.joined(id);
    const now = Date.now();
    const open = this.#connections
      .of(id)
      .filter((socket) => this.#isAlive(socket, now))
      .map(attachmentOf)
      .filter(({ listens }) => !listens)
      .reverse();
    const person = joined ? attachmentOf(joined).person : open[0]?.person;
    if (!person) return undefined;
    const address = open.find((one) => one.address !== undefined)?.address;
    return { person, isPresent: joined !== undefined, ...(address === undefined ? {} : { address }) };
  }

  isInUse(skeleton: string, exceptBy: PersonId): boolean {
    const now = Date.now();
    for (const socket of this.#connections.named(skeleton)) {
      if (attachmentOf(socket).person.id !== exceptBy && this.#isAlive(socket, now)) return true;
    }
    return false;
  }

  readsAlong(person: PersonId, upTo: Seq): boolean {
    return this.of(person).some((socket) => {
      const { is, readUpTo = 0 } = attachmentOf(socket);
      return is === 'joined' && readUpTo >= upTo;
    });
  }

  linesOf(person: PersonId): number {
    return this.#connections.of(person).length;
  }

  listeners(id: PersonId): { ofOne: number; all: number } {
    const { listeners } = this.#connections;
    return { ofOne: this.of(id).filter((socket) => listeners.has(socket)).length, all: listeners.size };
  }

  of(person: PersonId): WebSocket[] {
    return this.#connections.of(person);
  }

  /** Those whose line has died without a close, or who never said hello. */
  silent(nowMs: number): WebSocket[] {
    return [...this.#connections.open].filter((socket) => !this.#isAlive(socket, nowMs));
  }

  /** When the next of those present would be found dead; undefined when nobody else is there to see it. */
  nextDeath(): number | undefined {
    if (this.#connections.presentCount < 2) return undefined;
    const joined = [...this.#connections.open].filter((socket) => attachmentOf(socket).is === 'joined');
    return Math.min(...joined.map((socket) => this.#deadAt(socket)));
  }

  /**
   * Notes who has opened the socket. Until its hello it counts as nobody. For whoever has no name, and only listens, stands
   * who shares their address: with those they are put out, and pay for pages.
   */
  greet(socket: WebSocket, requester: Requester, role: Role, openedAt: number): void {
    const { address, listens, unnoted, session = { sid: '', epoch: 0 } } = requester;
    const person = requester.person ?? { id: addressPayer(address), name: '', kind: 'guest' };
    const skeleton = skeletonOf(person.name);
    const more = {
      ...(address === undefined ? {} : { address }),
      ...(listens ? { listens } : {}),
      ...(unnoted ? { unnoted } : {}),
    };
    this.#connections.set(socket, { person, role, session, skeleton, is: 'greeting', openedAt, ...more });
  }

  /** From now on it hears what is told to everybody. */
  listen(socket: WebSocket): void {
    this.#connections.set(socket, { ...attachmentOf(socket), is: 'listening' });
  }

  /** Marks the socket as present, under this name, and says whether that is news to the others, and whether they came. */
  join(socket: WebSocket, person: Person): { news: boolean; came: boolean } {
    const before = this.#joinedAs(person.id);
    const wasAway = this.#isAway(person.id);
    const skeleton = skeletonOf(person.name);
    this.#connections.set(socket, { ...attachmentOf(socket), person, skeleton, is: 'joined' });
    // Only those older than this one: a later tab may have said hello before it, under a newer name.
    const own = this.of(person.id);
    this.#renameIn(own.slice(0, own.indexOf(socket)), person);
    const came = before === undefined;
    return { came, news: came || wasAway || isKnownOtherwise(person, before) };
  }

  /** It is written down that this person is here. */
  note(person: PersonId): void {
    for (const socket of this.of(person)) {
      const { unnoted, ...noted } = attachmentOf(socket);
      if (unnoted) this.#connections.set(socket, noted);
    }
  }

  rename(person: Person): boolean {
    return this.#renameIn(this.of(person.id), person);
  }

  judge(decide: (requester: Requester) => { role: Role } | CloseCode): void {
    for (const socket of [...this.#connections.open].reverse()) {
      const { person, address, is } = attachmentOf(socket);
      // An earlier one of the same person may have been told already.
      if (is === 'gone') continue;
      const decision = decide({ person, address });
      if ('code' in decision) this.close(socket, decision);
      else if (this.#rank(person.id, decision.role)) {
        // One that only listens may have another name.
        this.arrived(this.#joinedAs(person.id) ?? person);
      }
    }
  }

  dismiss(person: PersonId, code: CloseCode): void {
    for (const socket of this.of(person)) this.close(socket, code);
  }

  /** Closes the socket, and tells the others if that was the last trace of a person who was present. */
  close(socket: WebSocket, { code }: CloseCode, reason = closeSentences[code]): void {
    closeSocket(socket, code, reason);
    this.leave(socket);
  }

  /** Marks the socket as gone, and tells the others if that was the last trace of a person who was present. */
  leave(socket: WebSocket): void {
    const { person, role, is } = attachmentOf(socket);
    if (is === 'gone') return;
    const wasAway = this.#isAway(person.id);
    this.#connections.set(socket, { ...attachmentOf(socket), is: 'gone' });
    const remains = this.#connections.joined(person.id) !== undefined;
    if (is !== 'joined') return;
    if (remains) return this.#toldAway(person.id, wasAway);
    this.#news.add({ t: 'left', person: person.id }, isAtLeast(role, 'moderator'));
  }

  send(socket: WebSocket, ...events: Told[]): void {
    this.#sendFrames(socket, new WrittenEvents(events).for(attachmentOf(socket)));
  }

  publish(news: readonly Told[], except?: WebSocket): void {
    this.#tellAll(new WrittenEvents(news), (socket) => socket !== except);
  }

  /**
   * What happened in a turn: one frame for each socket, or as few as there must be. Everybody who is present or listens
   * hears the news; what answers one socket alone comes after it, in the same frame. Each event is written once.
   */
  deliver(news: readonly Told[], answers: ReadonlyMap<WebSocket, readonly Told[]>): void {
    // A frame goes to everybody anyway.
    const presence = news.length > 0 ? this.#news.take() : [];
    const written = new WrittenEvents([...presence, ...news]);
    const { hearing } = this.#connections;
    for (const [socket, own] of answers) {
      const reader = attachmentOf(socket);
      const answer = new WrittenEvents(own).for(reader);
      this.#sendFrames(socket, hearing.has(socket) ? [...written.for(reader), ...answer] : answer);
    }
    this.#tellAll(written, (socket) => !answers.has(socket));
  }

  tell(whom: PersonId | { atLeast: Role }, event: Told): void {
    const sockets = typeof whom === 'string' ? this.of(whom) : this.#connections.open;
    for (const socket of sockets) {
      const { is, role } = attachmentOf(socket);
      if (is !== 'joined') continue;
      if (typeof whom === 'string' || isAtLeast(role, whom.atLeast)) this.send(socket, event);
    }
  }

  arrived(person: Person): void {
    this.#news.add({ t: 'arrived', person: this.#seenAs(person) }, true);
  }

  /** Whether its person has touched the page of this socket lately. */
  setAway(socket: WebSocket, isAway: boolean): void {
    const { away, ...attachment } = attachmentOf(socket);
    if ((away ?? false) === isAway) return;
    const { id } = attachment.person;
    const wasAway = this.#isAway(id);
    this.#connections.set(socket, { ...attachment, ...(isAway && { away: true }) });
    this.#toldAway(id, wasAway);
  }

  /** Somebody came by this socket, which was welcomed. */
  came(person: Person, by: WebSocket): void {
    const { role } = attachmentOf(by);
    this.#news.add({ t: 'arrived', person: { ...person, role } }, isAtLeast(role, 'moderator'), by);
  }

  noteRead(socket: WebSocket, read: Pick<Attachment, 'readUpTo' | 'readToldAt' | 'saidAt'>): void {
    this.#connections.set(socket, { ...attachmentOf(socket), ...read });
  }

  /** To the other tabs and devices of whoever this socket is of. */
  tellOthersOf(socket: WebSocket, event: Told): void {
    for (const other of this.of(attachmentOf(socket).person.id)) {
      if (other !== socket && attachmentOf(other).is === 'joined') this.send(other, event);
    }
  }

  /** It speaks the version of the protocol before the present one. */
  speakOlder(socket: WebSocket): void {
    this.#connections.set(socket, { ...attachmentOf(socket), speaksOlder: true });
  }

  #tellAll(events: WrittenEvents, isTold: (socket: WebSocket) => boolean): void {
    const { hearing, older } = this.#connections;
    const frames = framesOf(events.for({}));
    // Most turns of a room that refuses something have no news.
    if (frames.length === 0) return;
    const olderFrames = older.size > 0 ? framesOf(events.for({ speaksOlder: true })) : frames;
    for (const socket of hearing) {
      if (!isTold(socket)) continue;
      for (const frame of older.has(socket) ? olderFrames : frames) sendFrame(socket, frame);
    }
  }

  #sendFrames(socket: WebSocket, events: readonly string[]): void {
    for (const frame of framesOf(events)) sendFrame(socket, frame);
  }

  get #isCrowd(): boolean {
    return this.#connections.presentCount > limits.rosterPeople;
  }

  /** With what they are in the room, and whether they are away. */
  #seenAs(person: Person): Person {
    const socket = this.#connections.joined(person.id);
    const role = socket ? attachmentOf(socket).role : 'guest';
    return { ...person, role, ...(this.#tellsAway(role) && this.#isAway(person.id) && { away: true }) };
  }

  /** Of a crowd, who comes back would not be told. */
  #tellsAway(role: Role): boolean {
    return !this.#isCrowd || isAtLeast(role, 'moderator');
  }

  /** By each of the sockets by which somebody is present. */
  #isAway(person: PersonId): boolean {
    const own = this.of(person).map(attachmentOf);
    const joined = own.filter(({ is }) => is === 'joined');
    return joined.length > 0 && joined.every(({ away }) => away);
  }

  #toldAway(id: PersonId, before: boolean): void {
    const socket = this.#connections.joined(id);
    if (!socket || this.#isAway(id) === before) return;
    const { person, role } = attachmentOf(socket);
    if (!this.#tellsAway(role)) return;
    this.#news.add({ t: 'arrived', person: this.#seenAs(person) }, isAtLeast(role, 'moderator'));
  }

  #joinedAs(person: PersonId): Person | undefined {
    const socket = this.#connections.joined(person);
    return socket && attachmentOf(socket).person;
  }

  // Someone has one name in a room. A tab left open under an old one would write that back into the history.
  #renameIn(sockets: readonly WebSocket[], person: Person): boolean {
    const stale = sockets.filter((socket) => isKnownOtherwise(person, attachmentOf(socket).person));
    const skeleton = skeletonOf(person.name);
    for (const socket of stale) {
      this.#connections.set(socket, { ...attachmentOf(socket), person, skeleton });
    }
    return stale.some((socket) => attachmentOf(socket).is === 'joined');
  }

  /** Notes what a person is in the room now, and says whether that is news to those who are present. */
  #rank(person: PersonId, role: Role): boolean {
    const stale = this.of(person).filter((socket) => attachmentOf(socket).role !== role);
    for (const socket of stale) this.#connections.set(socket, { ...attachmentOf(socket), role });
    return stale.some((socket) => attachmentOf(socket).is === 'joined');
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
}
