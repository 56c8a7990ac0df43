import type { Action } from '../protocol/actions.ts';
import type { Message, Person, PersonId, Seq } from '../protocol/message.ts';
import type { RoomReadState } from '../protocol/read-state.ts';
import type { Refusal } from '../protocol/refusals.ts';
import type {
  Account,
  Acted,
  Arrangement,
  AuditEntry,
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
  Preferences,
  SearchPage,
  ThreadPage,
  ThreadsPage,
  Verdict,
} from '../protocol/rooms.ts';
import type { SearchQuery } from '../protocol/search/query.ts';
import type { Say } from '../protocol/up.ts';
import type { Expected, RegistrationAnswer, SignInAnswer } from './auth/passkeys.ts';
import type { Env } from './env.ts';
import type { Requester, SessionRef } from './room/requester.ts';

/** An entry of the log as it is told to whom it is about: who did something to them, and who reported them, is others'. */
export type OwnAuditEntry = Omit<AuditEntry, 'by'>;

/** Which sessions have ended: that very one, or all of an epoch before this. */
export type Ended = { sid: string } | { before: number };

/**
 * What the Worker, and the Person object behind it, may ask of a Room object. It believes who is asking, and decides
 * by itself what they may.
 */
export interface RoomCalls {
  open(room: string, requester: Requester, founding: Founding): Promise<Opened | Refusal | Denied>;
  glance(requester: Requester, before?: Seq, anchor?: PageAnchor): Promise<Glance | Refusal | Denied>;
  people(requester: Requester, query: PeopleQuery): Promise<PeoplePage | Refusal | Denied>;
  receive(requester: Requester, say: Omit<Say, 't'>): Promise<Verdict | Refusal | Denied>;
  react(requester: Requester, react: FormReact): Promise<Verdict | Refusal | Denied>;
  act(requester: Requester, action: Action): Promise<Acted | Refusal | Denied>;
  versions(requester: Requester, message: Seq): Promise<{ versions: EarlierVersion[] } | Refusal | Denied>;
  message(requester: Requester, message: Seq): Promise<MessagePage | Refusal | Denied>;
  /** Those of these messages that stand, and what the room is called. */
  messagesAt(
    requester: Requester,
    seqs: readonly Seq[],
  ): Promise<{ messages: Message[]; title: string } | Refusal | Denied>;
  thread(requester: Requester, message: Seq, before?: Seq): Promise<ThreadPage | Refusal | Denied>;
  threads(requester: Requester): Promise<ThreadsPage | Refusal | Denied>;
  search(requester: Requester, query: SearchQuery, before?: Seq): Promise<SearchPage | Refusal | Denied>;
  pinned(requester: Requester): Promise<PinnedPage | Refusal | Denied>;
  overview(requester: Requester): Promise<Overview | Denied>;
  audit(requester: Requester, before?: number): Promise<AuditPage | Denied>;
  invitation(requester: Requester, token: string): Promise<Omit<Invitation, 'room'> | Denied>;
  accept(requester: Requester, token: string): Promise<Done | Refusal | Denied>;
  /** Somebody goes by another name or face, or is a guest no more. Where that name is another's, they are put out. */
  rename(person: Person): Promise<void>;
  /** Closes what is open under a session that has ended: that very one, or all of an epoch before this. */
  endSessions(person: PersonId, which: Ended): Promise<void>;
  /** What somebody said here after a seq, also what was taken away, at most `limit` messages, oldest first. */
  wordsOf(person: PersonId, after: Seq, limit: number): Promise<Message[]>;
  /** What is kept here about somebody beside their words and what they did. */
  recordOf(person: PersonId): Promise<Record<string, unknown>>;
  /** What they did here and what was done to them, before the entry with this number, newest first. */
  auditAbout(person: PersonId, before: number | undefined, limit: number): Promise<OwnAuditEntry[]>;
  /**
   * Forgets somebody: puts them out, drops name, role, sanctions and invites, and with `remove` takes away what they said
   * after this seq, some of it at a time. Undefined once nothing is left to do, else the seq to go on from. May be called
   * again.
   */
  forget(person: PersonId, words: 'keep' | 'remove', after: Seq): Promise<Seq | undefined>;
}

/**
 * What the Worker and rooms ask of a Person object. Undefined, or false where that is the other answer, means that
 * the session has ended or the person was forgotten: it is nobody's any more.
 */
export interface PersonCalls {
  /** Whether this person may make another room today. Counts it; the same room is counted once. */
  found(room: string): Promise<boolean>;
  /** Who somebody with a passkey is. A guest's name stands in their token alone. */
  whoIs(session: SessionRef): Promise<KnownAs | undefined>;
  /**
   * The same for a page, with all that it shows of them: the rooms in which somebody with a passkey has been, the latest first, and
   * how far they have read in those, and in this room, where they have been in it.
   */
  whoVisits(session: SessionRef, room?: string): Promise<PageVisitor | undefined>;
  /**
   * The same of somebody who is about to come into a room. Of whom something is kept, that is noted as well, unless it was
   * before. `since`: when this noted it, in case the room does not let them in.
   */
  arrive(session: SessionRef, room: string): Promise<Arrival | undefined>;
  /** A room did not let them in. */
  leaveOut(room: string, since: number): Promise<void>;
  /** Notes that they are in a room, and brings the name as `whoIs` does. A session goes on in the one that took its place. */
  enter(session: SessionRef, person: PersonId, room: string): Promise<KnownAs | undefined>;
  /** Notes how far they have read in a room they have been in; their devices hear of it. */
  noteRead(session: SessionRef, room: string, mark: ReadNote): Promise<void>;
  /** Notes how far they have read in the thread of a message. */
  noteThreadRead(session: SessionRef, room: string, thread: Seq, upTo: Seq): Promise<void>;
  /** Rooms tell that they go on, and of what is meant for this person. Of a room they have not been in nothing is kept. */
  hearOf(room: string, head: RoomHead): Promise<void>;
  isMeant(message: WaitingMessage): Promise<void>;
  /** All that waits for them in this room, or in every room they have been in, is read. */
  readAll(session: SessionRef, room?: string): Promise<boolean>;
  /** Orders, mutes or leaves rooms they have been in; their devices hear of it. */
  arrange(session: SessionRef, arrangement: Arrangement): Promise<boolean>;
  /** What is meant for them and not read yet, the newest first, and how far they have read everywhere. */
  waiting(session: SessionRef): Promise<{ waiting: WaitingMessage[]; states: RoomReadState[] } | undefined>;
  /** These wait no more: they are not there, or not for this person. */
  dropWaiting(session: SessionRef, room: string, seqs: Seq[]): Promise<void>;
  /** Tells their latest rooms of the name, and keeps it when they have a passkey. Brings who they are now. */
  rename(session: SessionRef, person: Person): Promise<Person | Refusal | undefined>;
  /** Tells their latest rooms of the face, an emoji, or of none. Refused to guests. */
  keepFace(session: SessionRef, person: PersonId, face: string): Promise<Done | Refusal | undefined>;
  account(session: SessionRef): Promise<(Omit<Account, 'person'> & KnownAs) | undefined>;
  keepPreferences(session: SessionRef, preferences: Preferences): Promise<boolean>;
  namePasskey(session: SessionRef, id: string, label: string): Promise<Done | Refusal | undefined>;
  removePasskey(session: SessionRef, id: string): Promise<Done | Refusal | undefined>;
  /** Which passkeys they have, and whether there is room for another. */
  passkeys(
    session: SessionRef,
  ): Promise<{ have: { id: string; transports: string[] }[] } | Refusal | undefined>;
  /** Takes up a new passkey. A guest is none any more after that, and goes on by the session with the new id. */
  keep(session: SessionRef, registration: PasskeyRegistration): Promise<Registered | Refusal | undefined>;
  /** Undefined also for whatever is wrong with the answer of the passkey. */
  signIn(signingIn: SigningIn): Promise<SignedIn | undefined>;
  signOut(session: SessionRef, person: PersonId, everywhere: boolean): Promise<boolean>;
  forgetMe(session: SessionRef, person: PersonId, words: 'keep' | 'remove'): Promise<boolean>;
  /** All that is kept here, but for the rooms, which come by their names, those after this one. */
  recordOf(session: SessionRef): Promise<Record<string, unknown> | undefined>;
  roomsOf(session: SessionRef, after: string, limit: number): Promise<Account['rooms'] | undefined>;
}

/** What is kept of somebody with a passkey to be known by. Of a guest, nothing. */
export type KnownAs = { name?: string; face?: string };

/** `states`: of the rooms in which they have been last, guests too; and of the room that the page is of. */
export type PageVisitor = KnownAs & { rooms: string[]; states: RoomReadState[] };

/**
 * How far somebody has read in a room. `unread`: what others have said since, see `RoomReadState`. `isBack`: they marked it unread from
 * there on. `isLast`: they leave.
 */
export type ReadNote = { upTo: Seq; unread: number; isBack?: true; isLast?: true };

/** What was said in a room after the place `since`: `said` messages of others, the latest `at` a time in milliseconds since 1970. */
export type RoomHead = { since: Seq; upTo: Seq; at: number; said: number };

/**
 * A message that mentions somebody, or replies to them. Its words stay in its room. `thread`: on which message the thread hangs, of one that
 * stands in a thread alone.
 */
export type WaitingMessage = { room: string; seq: Seq; is: 'mention' | 'reply'; at: number; thread?: Seq };

export type Arrival = KnownAs & { noted: boolean; since?: number };

export type PasskeyRegistration = {
  person: Person;
  label: string;
  newSid: string;
  answer: RegistrationAnswer;
  expected: Expected;
};
/** `session` is there when it is a new one. */
export type Registered = { person: Person; session?: SessionRef };

/** `instead`: the session of the same person whose place the new one takes in this browser. */
export type SigningIn = { newSid: string; answer: SignInAnswer; expected: Expected; instead?: SessionRef };
export type SignedIn = { name: string; face?: string; epoch: number; preferences: Preferences };

/*
 * A socket is handed over by `fetch`, since an upgrade cannot travel by RPC. These headers are to that what arguments and answers
 * are to a call.
 */

/** The header in which the Worker, having checked the cookie, says who is knocking. */
export const requesterHeader = 'x-lull-requester';

/** The header in which the Worker, having checked the cookie, tells a Person object by which session a page is open. */
export const sessionHeader = 'x-lull-session';

/** The header in which a room asks to be told once more who is knocking, by the word of their Person object. */
export const verifyHeader = 'x-lull-verify';

/**
 * The header in which a room that lets nobody in says with which code their socket is to be closed: a browser learns
 * nothing from a refused handshake, so the Worker opens one for that.
 */
export const closeHeader = 'x-lull-close';

// A stub's own types wrap each answer anew, and unions do not survive that.

/** The object of this room, be it at an address where nobody made one. */
export function roomStub(env: Pick<Env, 'ROOM'>, room: string): RoomCalls {
  return env.ROOM.getByName(room) as unknown as RoomCalls;
}

/** The object of this person, be it of a guest about whom nothing is kept. */
export function personStub(env: Pick<Env, 'PERSON'>, id: PersonId): PersonCalls {
  return env.PERSON.getByName(id) as unknown as PersonCalls;
}
