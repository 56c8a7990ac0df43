import { DurableObject } from 'cloudflare:workers';
import type { Action } from '../../protocol/actions.ts';
import { closeCodes } from '../../protocol/close-codes.ts';
import { heartbeat } from '../../protocol/limits.ts';
import type { Message, Person, PersonId, Seq } from '../../protocol/message.ts';
import { parseUp } from '../../protocol/parse.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type {
  Acted,
  AuditPage,
  Denied,
  Done,
  EarlierVersion,
  FormReact,
  Founding,
  Glance,
  Invitation,
  MessagePage,
  Opened,
  Overview,
  PageAnchor,
  PeoplePage,
  PeopleQuery,
  PinnedPage,
  SearchPage,
  ThreadPage,
  ThreadsPage,
  Verdict,
} from '../../protocol/rooms.ts';
import type { SearchQuery } from '../../protocol/search/query.ts';
import { isAct, type Say, type Up } from '../../protocol/up.ts';
import type { Env } from '../env.ts';
import { LobbyNotice, type Occasion } from '../lobby/lobby-notice.ts';
import { log, logFault } from '../log.ts';
import { settingsFor } from '../room/founding.ts';
import { isReserved } from '../room/names.ts';
import { RateLimits } from '../room/rate-limits.ts';
import type { Requester, SessionRef } from '../room/requester.ts';
import type { Room } from '../room/room.ts';
import type { OwnAuditEntry, PersonCalls, RoomCalls } from '../rpc.ts';
import { closeHeader, type Ended, personStub, requesterHeader, verifyHeader } from '../rpc.ts';
import { answerClose } from '../socket-close.ts';
import { type Awake, foundIn, isOfEarlierSchema, roomIn } from '../storage/sqlite-room.ts';
import { Admission } from './admission.ts';
import { attachmentOf } from './attachment.ts';
import { DeadSocketSweep } from './dead-socket-sweep.ts';
import { EndedSessions, isOver } from './ended-sessions.ts';
import { FirstTraces } from './first-traces.ts';
import { FrameHandler } from './frame-handler.ts';
import { PersonNotices } from './person-notices.ts';
import { ReadMarks } from './read-marks.ts';
import { RecentAddresses } from './recent-addresses.ts';
import { RoomRequests } from './room-requests.ts';
import { Sockets } from './sockets.ts';
import { UnreadNews } from './unread-news.ts';

/** A room that somebody made, and what it does with those who are in it. */
type Made = { room: Room; admission: Admission; frameHandler: FrameHandler; requests: RoomRequests };

/**
 * One room: joins its rules, its storage and its sockets. Only the Worker and Person objects can reach it, so it
 * believes what they say about who is asking.
 *
 * After 10 s without an event it leaves memory, sockets stay open, and the next event constructs it anew:
 * nothing may live only here. An address at which nobody made a room stores nothing, and answers as a private room
 * does to strangers.
 */
export class RoomObject extends DurableObject<Env> implements RoomCalls {
  #made: Made | undefined;
  readonly #sockets: Sockets;
  readonly #deadSockets: DeadSocketSweep;
  readonly #lobby: LobbyNotice;
  readonly #rates: RateLimits;
  readonly #addresses = new RecentAddresses(now);
  readonly #ended = new EndedSessions(now);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sockets = new Sockets(ctx);
    this.#deadSockets = new DeadSocketSweep(ctx.storage, this.#sockets);
    this.#lobby = new LobbyNotice(env.LISTED, ctx.id.name, () => this.#sockets.here());
    this.#rates = this.newRateLimits();
    const isFromBefore = isOfEarlierSchema(ctx.storage);
    const room = roomIn(ctx.storage, now, this.#awake);
    this.#made = room && this.#open(room);
    // Sockets from before there were roles know nothing of them.
    if (isFromBefore) this.#made?.admission.judgeAnew();
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(heartbeat.ping, heartbeat.pong));
    log('room-woke', { room: ctx.id.toString() });
  }

  /** How fast people may be here. */
  protected newRateLimits(): RateLimits {
    return new RateLimits(now);
  }

  async open(room: string, requester: Requester, founding: Founding): Promise<Opened | Refusal | Denied> {
    const by = requester.person;
    if (!by) return { denied: 'no-name' };
    const there = this.#openThere(room, requester);
    if (there) return there;
    const wanted = settingsFor(founding);
    if ('refused' in wanted) return wanted;
    if (isReserved(by.name)) return { refused: 'reserved' };
    const mayFound = await personStub(this.env, by.id).found(room);
    // Meanwhile somebody else may have made it.
    const meanwhile = this.#openThere(room, requester);
    if (meanwhile) return meanwhile;
    if (!mayFound) return { refused: 'too-many-rooms' };
    this.#made = this.#open(
      foundIn(this.ctx.storage, now, { room, settings: wanted.settings, by }, this.#awake),
    );
    this.#occasion('wrong');
    return { opened: 'made' };
  }

  async glance(requester: Requester, before?: Seq, anchor?: PageAnchor): Promise<Glance | Refusal | Denied> {
    // Who comes by a link in the lobby that should be gone is the occasion to have it gone.
    this.#occasion('news');
    return this.#settled?.requests.glance(requester, before, anchor) ?? noRoom;
  }

  async people(requester: Requester, query: PeopleQuery): Promise<PeoplePage | Refusal | Denied> {
    return this.#settled?.requests.people(requester, query) ?? noRoom;
  }

  /** For someone without a socket, that is, without JavaScript. */
  async receive(requester: Requester, say: Omit<Say, 't'>): Promise<Verdict | Refusal | Denied> {
    const verdict = this.#settled?.requests.receive(requester, { t: 'say', ...say }) ?? noRoom;
    this.#occasion('news');
    return verdict;
  }

  async react(requester: Requester, react: FormReact): Promise<Verdict | Refusal | Denied> {
    const verdict = this.#settled?.requests.react(requester, react) ?? noRoom;
    this.#occasion('news');
    return verdict;
  }

  async act(requester: Requester, action: Action): Promise<Acted | Refusal | Denied> {
    const acted = (await this.#settled?.requests.act(requester, action)) ?? noRoom;
    this.#occasion(action.do === 'settings' && 'done' in acted ? 'wrong' : 'news');
    return acted;
  }

  async overview(requester: Requester): Promise<Overview | Denied> {
    return this.#settled?.requests.overview(requester) ?? noRoom;
  }

  async versions(
    requester: Requester,
    message: Seq,
  ): Promise<{ versions: EarlierVersion[] } | Refusal | Denied> {
    return this.#settled?.requests.versions(requester, message) ?? noRoom;
  }

  async message(requester: Requester, message: Seq): Promise<MessagePage | Refusal | Denied> {
    return this.#settled?.requests.message(requester, message) ?? noRoom;
  }

  async messagesAt(
    requester: Requester,
    seqs: readonly Seq[],
  ): Promise<{ messages: Message[]; title: string } | Refusal | Denied> {
    return this.#settled?.requests.messagesAt(requester, seqs) ?? noRoom;
  }

  async thread(requester: Requester, message: Seq, before?: Seq): Promise<ThreadPage | Refusal | Denied> {
    return this.#settled?.requests.thread(requester, message, before) ?? noRoom;
  }

  async threads(requester: Requester): Promise<ThreadsPage | Refusal | Denied> {
    return this.#settled?.requests.threads(requester) ?? noRoom;
  }

  async search(
    requester: Requester,
    query: SearchQuery,
    before?: Seq,
  ): Promise<SearchPage | Refusal | Denied> {
    return (await this.#settled?.requests.search(requester, query, before)) ?? noRoom;
  }

  async pinned(requester: Requester): Promise<PinnedPage | Refusal | Denied> {
    return this.#settled?.requests.pinned(requester) ?? noRoom;
  }

  async audit(requester: Requester, before?: number): Promise<AuditPage | Denied> {
    return this.#settled?.requests.audit(requester, before) ?? noRoom;
  }

  async invitation(requester: Requester, token: string): Promise<Omit<Invitation, 'room'> | Denied> {
    return (await this.#settled?.requests.invitation(requester, token)) ?? noInvite;
  }

  async accept(requester: Requester, token: string): Promise<Done | Refusal | Denied> {
    const { person } = requester;
    if (!person) return { denied: 'no-name' };
    return (await this.#settled?.requests.accept({ ...requester, person }, token)) ?? noInvite;
  }

  async rename(person: Person): Promise<void> {
    this.#settled?.requests.rename(person);
  }

  async endSessions(person: PersonId, which: Ended): Promise<void> {
    this.#settle();
    this.#ended.note(person, which);
    for (const socket of this.#sockets.of(person)) {
      if (isOver(attachmentOf(socket).session, which)) this.#sockets.close(socket, closeCodes.signedOut);
    }
  }

  async wordsOf(person: PersonId, after: Seq, limit: number): Promise<Message[]> {
    const said = this.#settled?.room.history.allBy(person, after, limit) ?? [];
    // Who took it away, who reacted to it, and who spoke in its thread, is others' to tell.
    return said.map(({ removedBy: _, reactions: __, thread: ___, ...message }) => message);
  }

  async recordOf(person: PersonId): Promise<Record<string, unknown>> {
    return this.#settled?.requests.recordOf(person) ?? {};
  }

  async auditAbout(person: PersonId, before: number | undefined, limit: number): Promise<OwnAuditEntry[]> {
    return this.#settled?.requests.auditAbout(person, before, limit) ?? [];
  }

  async forget(person: PersonId, words: 'keep' | 'remove', after: Seq): Promise<Seq | undefined> {
    const upTo = this.#settled?.requests.forget(person, words, after);
    // The lobby may name them, or repeat what they said, or somebody who called them by their name.
    this.#occasion('wrong');
    return upTo;
  }

  /**
   * An upgrade by the Worker: 101; 403 with the code with which the socket is to be closed; or 401, when it is to ask once more,
   * having asked who that is.
   */
  override fetch(request: Request): Response {
    const requester = JSON.parse(decodeURIComponent(request.headers.get(requesterHeader) ?? '')) as Requester;
    this.#settle();
    this.#deadSockets.sweep();
    if (this.#made?.admission.mustBeVerified(requester)) {
      return new Response(null, { status: 401, headers: { [verifyHeader]: '1' } });
    }
    const person = requester.person && (this.#made?.admission.as(requester.person) ?? requester.person);
    const as = { ...requester, ...(person ? { person } : {}) };
    const answer = this.#hasEnded(requester)
      ? closeCodes.signedOut
      : (this.#made?.admission.toConnect(as) ?? closeCodes.noRoom);
    if ('code' in answer) {
      return new Response(null, { status: 403, headers: { [closeHeader]: String(answer.code) } });
    }
    const { 0: theirs, 1: ours } = new WebSocketPair();
    // First what it carries, since one that carries nothing would be a fault whenever the room looks at everybody.
    if (person) this.#addresses.note(person.id, requester.address);
    this.#sockets.greet(ours, as, answer.role, Date.now());
    this.ctx.acceptWebSocket(ours);
    return new Response(null, { status: 101, webSocket: theirs });
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): void {
    try {
      if (attachmentOf(socket).is === 'gone') return;
      const parsed = parseUp(frame);
      if ('up' in parsed) return this.#hear(socket, parsed.up);
      this.#settle();
      if ('broken' in parsed) this.#sockets.close(socket, parsed.broken);
      else this.#made?.frameHandler.hearUnknown(socket, parsed.unknown);
    } catch (fault) {
      logFault('message-fault', fault);
      this.#sockets.close(socket, closeCodes.fault);
    }
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code);
    this.#leave(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.#leave(socket);
  }

  override alarm(): Promise<void> {
    this.#settle();
    return this.#deadSockets.ring();
  }

  #hasEnded({ person, session }: Requester): boolean {
    return person !== undefined && session !== undefined && this.#ended.has(person.id, session);
  }

  /** Ends a turn, in which acts were heard. */
  protected turn(end: () => void): void {
    end();
  }

  /** For whatever happens now: what was heard comes before it. */
  get #settled(): Made | undefined {
    this.#settle();
    return this.#made;
  }

  #settle(): void {
    this.#made?.frameHandler.settle();
  }

  #leave(socket: WebSocket): void {
    this.#settle();
    this.#sockets.leave(socket);
    this.#made?.frameHandler.ended(socket);
    this.#occasion('news');
  }

  #hear(socket: WebSocket, up: Up): void {
    // A room without sockets of its own can have those of an older build, which made rooms of any address.
    const made = isAct(up) ? this.#made : this.#settled;
    if (!made) return this.#sockets.close(socket, closeCodes.noRoom);
    if (up.t === 'hello') this.#deadSockets.sweep();
    // It kept its hello to itself for so long that it was swept away too.
    if (attachmentOf(socket).is === 'gone') return;
    made.frameHandler.hear(socket, up);
    if (up.t !== 'hello') return;
    this.#deadSockets.begin();
    this.#occasion('news');
  }

  get #awake(): Awake {
    const present = (id: PersonId) => {
      const connected = this.#sockets.connected(id);
      return connected?.isPresent ? connected.person : undefined;
    };
    return { present, rates: this.#rates };
  }

  #openThere(room: string, requester: Requester): Opened | Denied | undefined {
    return this.#made?.requests.openThere(room, requester);
  }

  #open(room: Room): Made {
    const rates = this.#rates;
    const admission = new Admission(room, this.#sockets, rates);
    const traces = new FirstTraces(
      this.#sockets,
      (person, session) => this.#enter(room, person, session),
      (person) => admission.meet(person),
    );
    const notices = new PersonNotices(
      (id) => personStub(this.env, id),
      () => this.#addressOf(room),
      (work) => this.ctx.waitUntil(work),
    );
    const unread = new UnreadNews(room, this.#sockets, notices);
    const hooks = {
      turn: (end: () => void) => this.turn(end),
      published: () => this.#occasion('news'),
      said: (message: Message) => unread.said(message),
    };
    const reads = new ReadMarks(room, this.#sockets, notices);
    const frameHandler = new FrameHandler(room, this.#sockets, admission, rates, traces, hooks, reads);
    // Actions and pages by HTTP have limits of their own (L3).
    const ownRates = this.newRateLimits();
    const requests = new RoomRequests(
      room,
      frameHandler,
      this.#sockets,
      admission,
      ownRates,
      this.#addresses,
      traces,
    );
    return { room, admission, frameHandler, requests };
  }

  async #enter(of: Room, person: PersonId, session: SessionRef): ReturnType<PersonCalls['enter']> {
    const room = this.#addressOf(of);
    return room === undefined ? {} : personStub(this.env, person).enter(session, person, room);
  }

  // Undefined for one from before rooms kept their address, of which the runtime does not know it either.
  #addressOf({ store }: Room): string | undefined {
    return store.settings.read()?.room || this.ctx.id.name;
  }

  #occasion(why: Occasion): void {
    const telling = this.#made && this.#lobby.occasion(this.#made.room, why);
    if (telling) this.ctx.waitUntil(telling);
  }
}

// Looked up each time, so that a test can move the clock.
const now = () => Date.now();
const noRoom: Denied = { denied: 'no-such-room' };
const noInvite: Denied = { denied: 'no-such-invite' };
