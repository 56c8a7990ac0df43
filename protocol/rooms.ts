import type { Action } from './actions.ts';
import type { Present } from './down.ts';
import type { Message, Person, Seq, Stretch } from './message.ts';
import type { RoomReadState } from './read-state.ts';
import type { Refusal, WireRefusal } from './refusals.ts';
import type { Role } from './roles.ts';
import type { SearchQuery } from './search/query.ts';
import type { Settings, Visibility } from './settings.ts';
import type { React, Say } from './up.ts';

/**
 * What pages may ask of the Worker over their service binding. The Worker checks everything; a page passes
 * on what it was given.
 */
export interface RoomsService {
  status(): Promise<ServiceStatus>;
  /** A session for this name: for a new guest, or for whoever is asking under a new name, in all their rooms. */
  introduce(auth: RequestAuth, name: string): Promise<Introduction | Refusal | Denied>;
  /** Undefined for nobody. `token` is there when the cookie is to be replaced; `rooms` as in `Visit`. */
  whoIs(
    auth: RequestAuth,
  ): Promise<{ person: Person; token?: string; rooms: string[]; states: RoomReadState[] } | undefined>;
  /** What is kept about whoever is asking, but for their words; and a token as in `whoIs`. */
  ownAccount(auth: RequestAuth): Promise<{ account: Account; token?: string } | undefined>;
  /** The same as the pages of protocol version 6 ask for it, which may meet this Worker while both are deployed. */
  account(auth: RequestAuth): Promise<Account | undefined>;
  keepPreferences(auth: RequestAuth, preferences: Preferences): Promise<Done | Denied>;
  /** The emoji to be shown by, for somebody with a passkey; an empty one takes it back. */
  keepFace(auth: RequestAuth, face: string): Promise<Done | Refusal | Denied>;
  namePasskey(auth: RequestAuth, id: string, label: string): Promise<Done | Refusal | Denied>;
  removePasskey(auth: RequestAuth, id: string): Promise<Done | Refusal | Denied>;
  /** Here, or wherever this person is signed in. Sockets that are open by then are closed. */
  signOut(auth: RequestAuth, everywhere: boolean): Promise<Done | Denied>;
  /** Forgets the person: their words stay without a name, or go as well. */
  forgetMe(auth: RequestAuth, words: 'keep' | 'remove'): Promise<Done | Denied>;

  /** Undefined for nobody. */
  waiting(auth: RequestAuth): Promise<Waiting | undefined>;
  /** A message waits no more. */
  doneWith(auth: RequestAuth, room: string, message: Seq): Promise<Done | Denied>;
  /** All that waits in this room, or in every room, is read. */
  readAll(auth: RequestAuth, room?: string): Promise<Done | Denied>;
  /** What whoever asks makes of the rooms they have been in. Of a room they have not been in nothing is kept. */
  arrange(auth: RequestAuth, arrangement: Arrangement): Promise<Done | Denied>;

  /** The rooms in the lobby whose address, title or topic has these letters in it. */
  listed(query: { find?: string; cursor?: string }, auth: RequestAuth): Promise<Listing | Denied>;
  /** Those of these rooms that are listed, as known within some minutes. */
  listedAmong(rooms: string[]): Promise<KnownListed[]>;
  /** Makes the room, whose owner is whoever is asking, unless it is there already. */
  open(room: string, auth: RequestAuth, founding: Founding): Promise<Opened | Refusal | Denied>;
  /** All that the page of a room begins with: see `Visit`. */
  visit(room: string, auth: RequestAuth, before?: Seq, anchor?: PageAnchor): Promise<Visit>;
  /** The newest page of a room, or the one before a seq, and who is there. */
  glance(room: string, auth: RequestAuth, before?: Seq): Promise<Glance | Refusal | Denied>;
  /** Who is there, a page at a time; for rooms in which more are than everybody is told of. */
  people(room: string, auth: RequestAuth, query: PeopleQuery): Promise<PeoplePage | Refusal | Denied>;
  /** A message from a form. The same id twice is said once. */
  post(room: string, auth: RequestAuth, say: Omit<Say, 't'>): Promise<Verdict | Refusal | Denied>;
  /** A reaction from a form. Twice is once, without an id: what is so already stays so. */
  react(
    room: string,
    auth: RequestAuth,
    react: Omit<React, 't' | 'id' | 'after'>,
  ): Promise<Verdict | Refusal | Denied>;
  act(room: string, auth: RequestAuth, action: Action): Promise<Acted | Refusal | Denied>;
  /** For moderators: what a message said before it was edited, oldest first. */
  versions(
    room: string,
    auth: RequestAuth,
    message: Seq,
  ): Promise<{ versions: EarlierVersion[] } | Refusal | Denied>;
  /** One message, and how whoever asks stands in the room. */
  message(room: string, auth: RequestAuth, message: Seq): Promise<MessagePage | Refusal | Denied>;
  /** The newest page of the thread of a message, or the one before a seq. */
  thread(room: string, auth: RequestAuth, message: Seq, before?: Seq): Promise<ThreadPage | Refusal | Denied>;
  /** The open threads of a room. */
  threads(room: string, auth: RequestAuth): Promise<ThreadsPage | Refusal | Denied>;
  /** Messages of a room, the newest first; or those before a place. */
  search(
    room: string,
    auth: RequestAuth,
    query: SearchQuery,
    before?: Seq,
  ): Promise<SearchPage | Refusal | Denied>;
  /** What is pinned, the newest pin first, and how whoever asks stands in the room. */
  pinned(room: string, auth: RequestAuth): Promise<PinnedPage | Refusal | Denied>;
  /** What whoever asks may know of a room's people and invites. */
  overview(room: string, auth: RequestAuth): Promise<Overview | Denied>;
  /** For moderators: the newest page of what was done here, or the one before a number. */
  audit(room: string, auth: RequestAuth, before?: number): Promise<AuditPage | Denied>;
  /** What an invite leads to. Whatever is wrong with it or with the room, the answer is `no-such-invite`. */
  invitation(room: string, auth: RequestAuth, token: string): Promise<Invitation | Denied>;
  /** Becomes a member by an invite. Whoever is one already uses nothing up. */
  accept(room: string, auth: RequestAuth, token: string): Promise<Done | Refusal | Denied>;
}

/** Who is asking, as a page was told: the session cookie, and the address the request came from. */
export type RequestAuth = { token?: string | undefined; address?: string | undefined };

/** The name of the cookie that holds a session, of a guest or of somebody with a passkey. */
export const sessionCookie = 'lull_session';

/** As long as browsers keep a cookie. */
export const sessionCookieSeconds = 365 * 24 * 60 * 60;

/**
 * How the Worker does. `protocol`: the version that it speaks. `storage`: whether objects and the lobby's list answer.
 * `rooms`: how many questions to rooms the isolate that answers this has put within the last hour, how many of them failed, and what
 * half and 99 of 100 did not exceed, in milliseconds; null where there were none.
 */
export type ServiceStatus = {
  isWell: boolean;
  protocol: number;
  storage: { objects: boolean; list: boolean };
  rooms: { count: number; failed: number; p50Ms: number | null; p99Ms: number | null };
};

/** A person and the signed token that proves it. */
export type Introduction = { person: Person; token: string };

export type Done = { done: true };

export type Account = {
  person: Person;
  passkeys: Passkey[];
  /** Where this person has been, latest first. */
  rooms: { room: string; at: number; readUpTo: Seq; muted?: true; place?: number; left?: true }[];
  preferences: Preferences;
};

/** Times in milliseconds since 1970. */
export type Passkey = { id: string; label: string; madeAt: number; usedAt: number };

/** What somebody has chosen about the look of all pages, as far as they have. */
export type Preferences = { theme?: 'auto' | 'light' | 'dark'; density?: 'comfortable' | 'compact' };

/**
 * What somebody makes of their rooms. `order`: those that stand first, in this order, and no others; `leave`: a room is none of theirs
 * any more; `mute`, `unmute`: whether only what is meant for them is told of it.
 */
export type Arrangement = { order: string[] } | { leave: string } | { mute: string } | { unmute: string };

export type Founding = { title?: string; visibility?: Visibility };

export type Opened = { opened: 'made' | 'there' };

export type Listing = { rooms: ListedRoom[]; cursor?: string };

/**
 * A room in the lobby, as known within ten minutes. `at`: when something was last said there; absent when nothing was. `here`:
 * how many were there then, of whom those in `talking` had spoken lately, the latest first.
 */
export type ListedRoom = {
  room: string;
  title: string;
  topic: string;
  at?: number;
  here?: number;
  talking?: Person[];
  words?: LastWords;
};

/**
 * What waits for whoever asks: messages that are meant for them, the newest first, as they stand; and how much is unread in which
 * rooms, those where something was said last first. `titles`: of the rooms that were asked for messages.
 */
export type Waiting = {
  you: Person;
  token?: string;
  meant: MeantMessage[];
  unread: RoomReadState[];
  titles: Record<string, string>;
};
export type MeantMessage = { room: string; is: 'mention' | 'reply'; message: Message };

/** What is told of a listed room beside another one, to whoever knows both. */
export type KnownListed = Pick<ListedRoom, 'room' | 'title' | 'at' | 'words'>;

/**
 * What was said last: one line without markup, cut, and the name of who said it. `hiddenWords` stand in it for what only shows
 * once it is opened. `acts`: it is what they do, and stands behind their name.
 */
export type LastWords = { by: string; text: string; acts?: true };

/** In the place of a spoiler; whoever shows the words has a word for it. */
export const hiddenWords = '\ufffc';

/** Where somebody comes into a room: at a message, or at the first that was said since a moment, in milliseconds since 1970. */
export type PageAnchor = { at: Seq } | { since: number };

/**
 * What there is at that place: a page around a message of the room's list; the thread that the message stands in alone; or nothing,
 * since it was never said, or nothing was said since.
 */
export type AnchoredPage = { at: Seq; stretch: Stretch } | { inThread: Seq; at: Seq } | { missing: true };

/** What a page shows of a room before its socket is open. `anchored`: what there is where somebody wants to come in. */
export type Glance = Present & {
  stretch: Stretch;
  anchored?: AnchoredPage;
  settings: Settings;
  standing: Standing;
  /** As in a welcome. */
  pins?: Seq[];
};

/** What a message once said: from `at` until `until`, in milliseconds since 1970. */
export type EarlierVersion = { text: string; mentions?: Person[]; at: number; until: number };

/** A page of a thread, the newest or the one before a seq, and the message that it hangs on. */
export type ThreadPage = { stretch: Stretch; root: Message; settings: Settings; standing: Standing };

/** What open threads hang on, those in which something was said last first. */
export type ThreadsPage = { threads: Message[]; settings: Settings; standing: Standing };

/** One message, and what it replies to, or in whose thread it was said. */
export type MessagePage = {
  message: Message;
  quoted?: Message;
  isPinned: boolean;
  settings: Settings;
  standing: Standing;
};

/**
 * What was found, the newest first. `more`: before which place to ask for the next page. `isPartial`: what was said long ago is not
 * looked through yet; whoever asks again is told of more of it.
 */
export type SearchPage = {
  found: Message[];
  more?: Seq;
  isPartial?: true;
  settings: Settings;
  standing: Standing;
};

/** All that is pinned, the newest pin first. */
export type PinnedPage = { pinned: Pinned[]; settings: Settings; standing: Standing };

/** `at`: when it was, in milliseconds since 1970. */
export type Pinned = { message: Message; by: Person; at: number };

/**
 * Who is asking, undefined for nobody; a token, when their cookie is to be replaced; the rooms in which somebody with a passkey has
 * been, the latest first (a guest's are known to their browser alone); and what they may see of the room.
 */
export type Visit = {
  you?: Person;
  token?: string;
  rooms: string[];
  /** How far they have read, in those rooms as in others where they left something, and in this one. */
  states?: RoomReadState[];
  glance: Glance | Refusal | Denied;
};

/** `find`: letters in the name. `after`: what an earlier page gave as `more`. */
export type PeopleQuery = { find?: string; after?: string };

/** People who are present, in the order of their names. `more`: what to ask for the next of them with, as `after`. */
export type PeoplePage = { here: number; people: Person[]; more?: string };

/**
 * How whoever is asking stands in a room. `name`: they cannot go by theirs in it. `taken`, where somebody else has it:
 * whether with a passkey, and a name like it that is free.
 */
export type Standing = {
  role: Role;
  mutedUntil?: number;
  name?: 'name-taken' | 'reserved';
  taken?: { kept: boolean; offer?: string };
};

export type FormReact = Omit<React, 't' | 'id' | 'after'>;

/** What became of an act. `again`: it changed nothing, so its sender is told and nobody else is. */
export type Verdict =
  /** `quoted`: what it replies to. `root`: what it was said in the thread of, as it stands. */
  | { is: 'said'; message: Message; quoted?: Message; root?: Message; again: boolean }
  | { is: 'changed'; message: Message; root?: Message; again: boolean }
  | { is: 'reacted'; emoji: string; on: boolean; message: Message; again: boolean }
  | WireRefusal;

/**
 * `invite`: the token, which is nowhere else. `address`, of a ban that was to hold for an address as well: whether one was
 * known.
 */
export type Acted = Done & { invite?: { id: string; token: string }; address?: boolean };

export type Overview = {
  settings: Settings;
  standing: Standing;
  /** Everybody with a role, the owner first. */
  members: (Person & { role: Role; since: number })[];
  /** For moderators: who is muted or banned. */
  sanctions?: Sanction[];
  /** For moderators: who has said something or is here, and is no member. */
  guests?: Person[];
  /** One's own; for moderators, all. */
  invites: Invite[];
};

/** `until` absent: for good. */
export type Sanction = {
  person: Person;
  is: 'muted' | 'banned';
  until?: number;
  by: Person;
  at: number;
  why: string;
  address: boolean;
};

export type Invite = {
  id: string;
  by: Person;
  at: number;
  expiresAt?: number;
  usesLeft?: number;
  used: number;
};

export type Invitation = { room: string; title: string; by: Person; here: number };

export type AuditPage = { entries: AuditEntry[]; more: boolean };

/** Who did what to whom or to what, when and why. `n` counts from 1. */
export type AuditEntry = {
  n: number;
  at: number;
  by: Person;
  /** An action's `do`, `accept` for an invite that was used, or `made` for the room itself. */
  action: Action['do'] | 'accept' | 'made';
  whom?: Person;
  message?: Seq;
  /** What else there is to know, such as how long or which settings. */
  details?: Record<string, string | number | boolean>;
  why?: string;
};

export type Denied = {
  denied:
    | 'bad-room-name'
    /** Nobody without a name may do this. */
    | 'no-name'
    /** The hidden fields of a form were not ours. */
    | 'broken-form'
    /** Not there, or not there for you. */
    | 'no-such-room'
    /** An address in use, by a room that is not open to you. */
    | 'room-taken'
    | 'banned'
    | 'no-such-invite'
    /** Too many requests from one address. */
    | 'busy';
  /** Of `banned`: when it ends; absent for good. */
  until?: number;
  why?: string;
  /** Of `busy`. */
  retryAfterS?: number;
};
