import { DurableObject } from 'cloudflare:workers';
import { heartbeat, limits } from '../../protocol/limits.ts';
import type { Person, PersonId, Seq } from '../../protocol/message.ts';
import type { RoomReadState } from '../../protocol/read-state.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Account, Arrangement, Done, Preferences } from '../../protocol/rooms.ts';
import { toBase64url } from '../auth/base64url.ts';
import { counterIn, newPasskey } from '../auth/passkeys.ts';
import type { Env } from '../env.ts';
import type { SessionRef } from '../room/requester.ts';
import type {
  Arrival,
  KnownAs,
  PageVisitor,
  PasskeyRegistration,
  PersonCalls,
  ReadNote,
  Registered,
  RoomHead,
  SignedIn,
  SigningIn,
  WaitingMessage,
} from '../rpc.ts';
import { sessionHeader } from '../rpc.ts';
import { answerClose } from '../socket-close.ts';
import { Devices } from './devices.ts';
import { PersonRecord } from './person-record.ts';
import type { RoomBeenTo } from './rooms-been-to.ts';
import { runPendingCalls, tellRooms } from './tell-rooms.ts';

/** How many rooms hear at once of another name or face. Older ones hear of it when their person next comes. */
const roomsTold = 50;
/** How much of what is meant for somebody a page shows. */
const waitingShown = 50;
/** How many rooms an account shows. */
const roomsShown = 200;

/**
 * One person, guest or not: which sessions have ended, which passkeys there are, and where they have been. Only the
 * Worker and rooms reach it. Of a person about whom nothing is kept it answers without writing anything.
 */
export class PersonObject extends DurableObject<Env> implements PersonCalls {
  readonly #record: PersonRecord;
  readonly #devices: Devices;
  /** The name and face that rooms are being told, and the next ones, which came meanwhile. */
  #telling: Promise<void> | undefined;
  #next: Person | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#record = new PersonRecord(ctx.storage, () => Date.now());
    this.#devices = new Devices(ctx);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(heartbeat.ping, heartbeat.pong));
  }

  async found(room: string): Promise<boolean> {
    return !this.#record.profile.isForgotten && this.#record.founded.found(room, Date.now());
  }

  async whoIs(session: SessionRef): Promise<KnownAs | undefined> {
    return this.#holds(session) ? this.#record.profile.known : undefined;
  }

  async whoVisits(session: SessionRef, room?: string): Promise<PageVisitor | undefined> {
    const known = await this.whoIs(session);
    const { rooms } = this.#record;
    const latest = known?.name === undefined ? [] : rooms.latest(limits.roomsKnown);
    return (
      known && {
        ...known,
        rooms: latest.map(({ room }) => room),
        states: this.#states(room),
      }
    );
  }

  async arrive(session: SessionRef, room: string): Promise<Arrival | undefined> {
    const known = await this.whoIs(session);
    // Of whoever leaves nothing behind nothing is written down.
    if (!known || !this.#record.isThere) return known && { ...known, noted: false };
    const since = Date.now();
    const how = this.#record.rooms.enter(room, since);
    if (how === 'back') this.#tellDevices(this.#record.reads.stateOf(room));
    const isNew = how === 'new';
    return { ...known, noted: true, ...(isNew ? { since } : {}) };
  }

  async leaveOut(room: string, since: number): Promise<void> {
    this.#record.rooms.leaveOut(room, since);
  }

  async enter(session: SessionRef, person: PersonId, room: string): Promise<KnownAs | undefined> {
    const isForgotten = this.#record.profile.isForgotten;
    // What was under way while its author had themselves forgotten is forgotten as well.
    if (isForgotten) await this.#thenRunPendingCalls(this.#record.forgetIn(person, room));
    // Also of whoever signed out meanwhile: what they left there is theirs.
    else this.#record.rooms.enter(room, Date.now());
    return isForgotten || !this.#record.sessions.goOn(session) ? undefined : this.#record.profile.known;
  }

  async noteRead(session: SessionRef, room: string, mark: ReadNote): Promise<void> {
    if (!this.#record.sessions.goOn(session)) return;
    this.#tellDevices(this.#record.reads.read(room, mark, Date.now()));
  }

  async noteThreadRead(session: SessionRef, room: string, thread: Seq, upTo: Seq): Promise<void> {
    if (!this.#record.sessions.goOn(session)) return;
    this.#tellDevices(this.#record.reads.readThread(room, thread, upTo));
  }

  async hearOf(room: string, head: RoomHead): Promise<void> {
    this.#tellDevices(this.#record.reads.hear(room, head));
  }

  async isMeant(message: WaitingMessage): Promise<void> {
    this.#tellDevices(this.#record.reads.isMeant(message));
  }

  async readAll(session: SessionRef, room?: string): Promise<boolean> {
    if (!this.#holds(session)) return false;
    this.#devices.tell(this.#record.reads.readAll(room));
    return true;
  }

  async arrange(session: SessionRef, arrangement: Arrangement): Promise<boolean> {
    if (!this.#holds(session)) return false;
    this.#devices.tell(this.#record.arrange(arrangement));
    return true;
  }

  async waiting(
    session: SessionRef,
  ): Promise<{ waiting: WaitingMessage[]; states: RoomReadState[] } | undefined> {
    if (!this.#holds(session)) return undefined;
    const { reads } = this.#record;
    return { waiting: reads.waiting(waitingShown), states: reads.states(roomsShown) };
  }

  async dropWaiting(session: SessionRef, room: string, seqs: Seq[]): Promise<void> {
    if (!this.#holds(session)) return;
    this.#record.reads.drop(room, seqs);
    this.#tellDevices(this.#record.reads.stateOf(room));
  }

  /** A page that is open, by the word of the Worker: an upgrade. */
  override fetch(request: Request): Response {
    const session = JSON.parse(request.headers.get(sessionHeader) ?? '') as SessionRef;
    // It may have ended since the Worker asked.
    return this.#devices.open(session, this.#holds(session) ? this.#states() : undefined);
  }

  override webSocketMessage(): void {
    // Nothing is said over it.
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code);
  }

  async rename(session: SessionRef, { id, name }: Person): Promise<Person | Refusal | undefined> {
    if (!this.#holds(session)) return undefined;
    const { profile, renames } = this.#record;
    const tooOften = renames.take(Date.now());
    if (tooOften) return { refused: 'too-fast', ...tooOften };
    if (profile.name !== undefined) profile.goBy(name);
    const person = this.#record.as({ id, name, kind: 'guest' });
    this.#tell(person);
    return person;
  }

  async keepFace(session: SessionRef, id: PersonId, face: string): Promise<Done | Refusal | undefined> {
    if (!this.#holds(session)) return undefined;
    const { profile, renames } = this.#record;
    const { name } = profile;
    // A guest's name proves nothing, and a face of one's own would look as if it did.
    if (name === undefined) return { refused: 'not-allowed' };
    if ((profile.face ?? '') === face) return { done: true };
    const tooOften = renames.take(Date.now());
    if (tooOften) return { refused: 'too-fast', ...tooOften };
    profile.showBy(face === '' ? undefined : face);
    this.#tell(this.#record.as({ id, name, kind: 'claimed' }));
    return { done: true };
  }

  async account(session: SessionRef): Promise<(Omit<Account, 'person'> & KnownAs) | undefined> {
    const known = await this.whoIs(session);
    if (!known) return undefined;
    const { passkeys, rooms, profile } = this.#record;
    return {
      ...known,
      passkeys: passkeys.list().map(({ id, label, madeAt, usedAt }) => ({ id, label, madeAt, usedAt })),
      rooms: this.#withReads(rooms.latest(roomsShown)),
      preferences: profile.preferences,
    };
  }

  async keepPreferences(session: SessionRef, preferences: Preferences): Promise<boolean> {
    if (!this.#holds(session)) return false;
    this.#record.profile.prefer(preferences);
    return true;
  }

  async namePasskey(session: SessionRef, id: string, label: string): Promise<Done | Refusal | undefined> {
    return this.#holds(session) ? this.#record.passkeys.label(id, label) : undefined;
  }

  async removePasskey(session: SessionRef, id: string): Promise<Done | Refusal | undefined> {
    return this.#holds(session) ? this.#record.passkeys.remove(id) : undefined;
  }

  async passkeys(
    session: SessionRef,
  ): Promise<{ have: { id: string; transports: string[] }[] } | Refusal | undefined> {
    if (!this.#holds(session)) return undefined;
    if (this.#record.passkeys.areFull) return { refused: 'too-many' };
    return { have: this.#record.passkeys.list().map(({ id, transports }) => ({ id, transports })) };
  }

  async keep(
    session: SessionRef,
    registration: PasskeyRegistration,
  ): Promise<Registered | Refusal | undefined> {
    // Whoever has no session is not worth the work.
    if (!this.#holds(session)) return undefined;
    const passkey = await newPasskey(registration.answer, registration.expected);
    if (!passkey) return undefined;
    // Much may have happened meanwhile: the record looks at everything anew.
    const kept = this.#record.keep(session, passkey, registration);
    if (kept && 'session' in kept) this.#tell(kept.person);
    return kept;
  }

  async signIn(signingIn: SigningIn): Promise<SignedIn | undefined> {
    const { answer, expected } = signingIn;
    const passkey = this.#record.passkeys.find(answer.id);
    const counter = passkey && (await counterIn(answer, expected, passkey));
    return counter === undefined ? undefined : this.#record.signIn(answer.id, counter, signingIn);
  }

  async signOut(session: SessionRef, person: PersonId, everywhere: boolean): Promise<boolean> {
    const isSignedOut = this.#record.signOut(session, person, everywhere);
    this.#devices.closeUnless((one) => this.#record.sessions.goOn(one));
    return this.#thenRunPendingCalls(isSignedOut);
  }

  async forgetMe(session: SessionRef, person: PersonId, words: 'keep' | 'remove'): Promise<boolean> {
    const isForgotten = this.#record.forgetMe(session, person, words);
    this.#devices.closeUnless((one) => this.#record.sessions.goOn(one));
    return this.#thenRunPendingCalls(isForgotten);
  }

  async recordOf(session: SessionRef): Promise<Record<string, unknown> | undefined> {
    if (!this.#holds(session)) return undefined;
    const { passkeys, profile, sessions, founded } = this.#record;
    return {
      passkeys: passkeys
        .list()
        .map(({ publicKey, ...rest }) => ({ ...rest, publicKey: toBase64url(publicKey) })),
      face: profile.face,
      preferences: profile.preferences,
      signedOutEverywhere: profile.epoch,
      sessionsEndedAt: sessions.endedAt(),
      roomsMadeLately: founded.since(0),
    };
  }

  async roomsOf(session: SessionRef, after: string, limit: number): Promise<Account['rooms'] | undefined> {
    return this.#holds(session) ? this.#withReads(this.#record.rooms.after(after, limit)) : undefined;
  }

  /** Goes on telling rooms what they have to know, until each was told. */
  override async alarm(): Promise<void> {
    await runPendingCalls(this.env, this.#record.pendingCalls, Date.now);
    await this.#deadSockets();
  }

  #withReads(rooms: RoomBeenTo[]): RoomBeenTo[] {
    return rooms.map((one) => ({ ...one, readUpTo: this.#record.reads.upTo(one.room, one.readUpTo) }));
  }

  #states(room?: string): RoomReadState[] {
    const { reads } = this.#record;
    const states = reads.states(limits.roomsKnown);
    const own =
      room === undefined || states.some((one) => one.room === room) ? undefined : reads.stateOf(room);
    return own ? [...states, own] : states;
  }

  #tellDevices(state: RoomReadState | undefined): void {
    if (state) this.#devices.tell([state]);
  }

  #holds(session: SessionRef): boolean {
    return this.#record.sessions.hold(session);
  }

  // Nobody waits until fifty rooms are awake. One name after the other, or a slow room would keep the earlier one.
  #tell(person: Person): void {
    this.#next = person;
    this.#telling ??= this.#tellNext().finally(() => {
      this.#telling = undefined;
    });
    this.ctx.waitUntil(this.#telling);
  }

  async #tellNext(): Promise<void> {
    for (let person = this.#next; person; person = this.#next) {
      this.#next = undefined;
      const rooms = this.#record.rooms.latest(roomsTold).map(({ room }) => room);
      await tellRooms(this.env, person, rooms);
    }
  }

  // The pending calls are written down; the alarm is what makes them, so that nobody waits for a hundred rooms to wake and
  // none is forgotten when this object breaks.
  async #thenRunPendingCalls(changed: boolean): Promise<boolean> {
    if (changed) await this.#deadSockets();
    return changed;
  }

  async #deadSockets(): Promise<void> {
    const due = this.#record.pendingCalls.next();
    if (due !== undefined) await this.ctx.storage.setAlarm(due);
  }
}
