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
  Founding,
  Glance,
  Invitation,
  Opened,
  Overview,
  PeoplePage,
  PeopleQuery,
  Verdict,
} from '../../protocol/rooms.ts';
import { isAct, type Say, type Up } from '../../protocol/up.ts';
import type { Env } from '../env.ts';
import { LobbyNotice } from '../lobby/lobby-notice.ts';
import { log, logFault } from '../log.ts';
import { settingsFor } from '../room/founding.ts';
import { isReserved } from '../room/names.ts';
import { Paces } from '../room/rate-limits.ts';
import type { House } from '../room/room.ts';
import type { Knock, PersonCalls, RoomCalls, SessionRef, ToldDeed } from '../rpc.ts';
import { closeHeader, type Ended, knockHeader, personStub, verifyHeader } from '../rpc.ts';
import { foundIn, houseIn, isOfEarlierSchema } from '../storage/sqlite-room.ts';
import { Admission } from './admission.ts';
import { attachmentOf } from './attachment.ts';
import { GhostWatch } from './dead-socket-sweep.ts';
import { EndedSessions, isOver } from './ended-sessions.ts';
import { FirstTraces } from './first-traces.ts';
import { Conversation } from './frame-handler.ts';
import { RecentAddresses } from './recent-addresses.ts';
import { Desk } from './room-requests.ts';
import { Sockets } from './sockets.ts';

export { knockHeader } from '../rpc.ts';

/** A room that somebody made, and what it does with those who are in it. */
type Made = { house: House; admission: Admission; conversation: Conversation; desk: Desk };

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
  readonly #watch: GhostWatch;
  readonly #lobby: LobbyNotice;
  readonly #paces: Paces;
  readonly #addresses = new RecentAddresses(now);
  readonly #ended = new EndedSessions(now);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sockets = new Sockets(ctx);
    this.#watch = new GhostWatch(ctx.storage, this.#sockets);
    this.#lobby = new LobbyNotice(env.LISTED, ctx.id.name);
    this.#paces = this.newPaces();
    const isFromBefore = isOfEarlierSchema(ctx.storage);
    const house = houseIn(ctx.storage, now);
    this.#made = house && this.#open(house);
    // Sockets from before there were roles know nothing of them.
    if (isFromBefore) this.#made?.admission.judgeAnew();
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(heartbeat.ping, heartbeat.pong));
    log('room-woke', { room: ctx.id.toString() });
  }

  /** How fast people may be here. */
  protected newPaces(): Paces {
    return new Paces(now);
  }

  async open(room: string, knock: Knock, founding: Founding): Promise<Opened | Refusal | Denied> {
    const by = knock.person;
    if (!by) return { denied: 'no-name' };
    const there = this.#openThere(room, knock);
    if (there) return there;
    const wanted = settingsFor(founding);
    if ('refused' in wanted) return wanted;
    if (isReserved(by.name)) return { refused: 'reserved' };
    const mayFound = await personStub(this.env, by.id).found(room);
    // Meanwhile somebody else may have made it.
    const meanwhile = this.#openThere(room, knock);
    if (meanwhile) return meanwhile;
    if (!mayFound) return { refused: 'too-many-rooms' };
    this.#made = this.#open(foundIn(this.ctx.storage, now, { room, settings: wanted.settings, by }));
    this.#occasion('settings');
    return { opened: 'made' };
  }

  async glance(knock: Knock, before?: Seq): Promise<Glance | Refusal | Denied> {
    this.#catchUpWithLobby();
    return this.#settled?.desk.glance(knock, before) ?? noRoom;
  }

  async people(knock: Knock, query: PeopleQuery): Promise<PeoplePage | Refusal | Denied> {
    return this.#settled?.desk.people(knock, query) ?? noRoom;
  }

  /** For someone without a socket, that is, without JavaScript. */
  async receive(knock: Knock, say: Omit<Say, 't'>): Promise<Verdict | Refusal | Denied> {
    const verdict = this.#settled?.desk.receive(knock, { t: 'say', ...say }) ?? noRoom;
    this.#occasion('words');
    return verdict;
  }

  async act(knock: Knock, action: Action): Promise<Acted | Refusal | Denied> {
    const acted = (await this.#settled?.desk.act(knock, action)) ?? noRoom;
    this.#occasion(action.do === 'settings' && 'done' in acted ? 'settings' : 'words');
    return acted;
  }

  async overview(knock: Knock): Promise<Overview | Denied> {
    return this.#settled?.desk.overview(knock) ?? noRoom;
  }

  async audit(knock: Knock, before?: number): Promise<AuditPage | Denied> {
    return this.#settled?.desk.audit(knock, before) ?? noRoom;
  }

  async invitation(knock: Knock, token: string): Promise<Omit<Invitation, 'room'> | Denied> {
    return (await this.#settled?.desk.invitation(knock, token)) ?? noInvite;
  }

  async accept(knock: Knock, token: string): Promise<Done | Refusal | Denied> {
    if (!knock.person) return { denied: 'no-name' };
    return (await this.#settled?.desk.accept(knock.person, knock.address, token)) ?? noInvite;
  }

  async rename(person: Person): Promise<void> {
    this.#settled?.desk.rename(person);
  }

  async endSessions(person: PersonId, which: Ended): Promise<void> {
    this.#settle();
    this.#ended.note(person, which);
    for (const socket of this.#sockets.of(person)) {
      if (isOver(attachmentOf(socket).session, which)) this.#sockets.close(socket, closeCodes.signedOut);
    }
  }

  async wordsOf(person: PersonId, after: Seq, limit: number): Promise<Message[]> {
    const said = this.#settled?.house.history.allBy(person, after, limit) ?? [];
    // Who took it away is another's to tell.
    return said.map(({ removedBy: _, ...message }) => message);
  }

  async recordOf(person: PersonId): Promise<Record<string, unknown>> {
    return this.#settled?.desk.recordOf(person) ?? {};
  }

  async deedsOf(person: PersonId, before: number | undefined, limit: number): Promise<ToldDeed[]> {
    return this.#settled?.desk.deedsOf(person, before, limit) ?? [];
  }

  async forget(person: PersonId, words: 'keep' | 'remove', after: Seq): Promise<Seq | undefined> {
    return this.#settled?.desk.forget(person, words, after);
  }

  /**
   * An upgrade by the Worker: 101; 403 with the code with which the socket is to be closed; or 401, when it is to ask once more,
   * having asked who that is.
   */
  override fetch(request: Request): Response {
    const knock = JSON.parse(decodeURIComponent(request.headers.get(knockHeader) ?? '')) as Knock;
    this.#settle();
    this.#watch.sweep();
    if (this.#made?.admission.mustBeVerified(knock)) {
      return new Response(null, { status: 401, headers: { [verifyHeader]: '1' } });
    }
    const person = knock.person && (this.#made?.admission.as(knock.person) ?? knock.person);
    const as = { ...knock, ...(person ? { person } : {}) };
    const answer = this.#hasEnded(knock)
      ? closeCodes.signedOut
      : (this.#made?.admission.toConnect(as) ?? closeCodes.noRoom);
    if ('code' in answer) {
      return new Response(null, { status: 403, headers: { [closeHeader]: String(answer.code) } });
    }
    const { 0: theirs, 1: ours } = new WebSocketPair();
    // First what it carries, since one that carries nothing would be a fault whenever the room looks at everybody.
    if (person) this.#addresses.note(person.id, knock.address);
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
      else this.#made?.conversation.hearUnknown(socket, parsed.unknown);
    } catch (fault) {
      logFault('message-fault', fault);
      this.#sockets.close(socket, closeCodes.fault);
    }
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.#sockets.answerClose(socket, code);
    this.#leave(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.#leave(socket);
  }

  override alarm(): Promise<void> {
    this.#settle();
    return this.#watch.ring();
  }

  #hasEnded({ person, session }: Knock): boolean {
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
    this.#made?.conversation.settle();
  }

  #leave(socket: WebSocket): void {
    this.#settle();
    this.#sockets.leave(socket);
    this.#made?.conversation.ended(socket);
  }

  #hear(socket: WebSocket, up: Up): void {
    // A room without sockets of its own can have those of an older build, which made rooms of any address.
    const made = isAct(up) ? this.#made : this.#settled;
    if (!made) return this.#sockets.close(socket, closeCodes.noRoom);
    if (up.t === 'hello') this.#watch.sweep();
    // It kept its hello to itself for so long that it was swept away too.
    if (attachmentOf(socket).is === 'gone') return;
    made.conversation.hear(socket, up);
    if (up.t !== 'hello') return;
    this.#watch.begin();
    this.#occasion('words');
  }

  // Who comes by a link in the lobby that should be gone is the occasion to have it gone.
  #catchUpWithLobby(): void {
    if (this.#made && this.#made.house.settings.visibility !== 'listed') this.#occasion('words');
  }

  #openThere(room: string, knock: Knock): Opened | Denied | undefined {
    return this.#made?.desk.openThere(room, knock);
  }

  #open(house: House): Made {
    const paces = this.#paces;
    const admission = new Admission(house, this.#sockets, paces);
    const traces = new FirstTraces(
      this.#sockets,
      (person, session) => this.#enter(house, person, session),
      (person) => admission.meet(person),
    );
    const conversation = new Conversation(house, this.#sockets, admission, paces, traces, {
      turn: (end) => this.turn(end),
      published: () => this.#occasion('words'),
    });
    const ownPaces = this.newPaces();
    const desk = new Desk(house, conversation, this.#sockets, admission, ownPaces, this.#addresses, traces);
    return { house, admission, conversation, desk };
  }

  async #enter({ books }: House, person: PersonId, session: SessionRef): ReturnType<PersonCalls['enter']> {
    const room = books.settings.read()?.room || this.ctx.id.name;
    // One from before rooms kept their address, of which the runtime does not know it either.
    return room === undefined ? {} : personStub(this.env, person).enter(session, person, room);
  }

  #occasion(why: 'settings' | 'words'): void {
    const telling = this.#made && this.#lobby.occasion(this.#made.house, why);
    if (telling) this.ctx.waitUntil(telling);
  }
}

// Looked up each time, so that a test can move the clock.
const now = () => Date.now();
const noRoom: Denied = { denied: 'no-such-room' };
const noInvite: Denied = { denied: 'no-such-invite' };
