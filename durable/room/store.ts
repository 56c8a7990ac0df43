import type { Person, PersonId, Seq } from '../../protocol/message.ts';
import type { Role } from '../../protocol/roles.ts';
import type { AuditEntry, AuditPage } from '../../protocol/rooms.ts';
import type { Settings } from '../../protocol/settings.ts';

/**
 * What a room keeps beside its history: how it is, who is what in it, who may not, and what was done. Every call is
 * synchronous and complete when it returns. `test/store-rules.ts` holds the rules that each implementation keeps.
 * Times are milliseconds since 1970.
 */
export interface RoomStore {
  readonly settings: SettingsStore;
  readonly people: People;
  readonly members: Members;
  readonly sanctions: Sanctions;
  readonly invites: Invites;
  readonly audit: Audit;
  /** All that this does or nothing of it, when it throws. */
  atomically<T>(act: () => T): T;
}

/**
 * `room` is its address, or empty in a room from before it was noted. `listedWords`: the message whose words the lobby
 * repeats, or may repeat.
 */
export type KeptSettings = {
  room: string;
  settings: Settings;
  listing: ListingState;
  listedWords?: Seq;
};

/**
 * What the lobby may hold of this room: nothing, or something, as of a time. 0 stands for a room that is about to be
 * listed: it may be there.
 */
export type ListingState = number | undefined;

export interface SettingsStore {
  /** Undefined: nobody made this room. */
  read(): KeptSettings | undefined;
  write(kept: KeptSettings): void;
}

/** By which name whoever said something, has a role, or was part of something that was done is known. */
export interface People {
  known(id: PersonId): Person | undefined;
  /** Notes the name, kind and face of somebody. With `at`, that they used the name here then: it is kept for them. */
  note(person: Person, at?: number): void;
  /** The same for somebody who came, if they are known. Where no name is kept for them, none is from now on either. */
  meet(person: Person, at: number): void;
  /** Who keeps a name with this skeleton. Of guests those who were seen since. */
  keepersOf(skeleton: string, since: number): PersonId[];
  /** Those who were seen last come first. */
  latest(limit: number): Person[];
  /** When they were seen last, to within a day; undefined when no name is kept for them. */
  seenAt(id: PersonId): number | undefined;
  /** Takes their name and face away, wherever they stand. */
  forget(id: PersonId): void;
}

export type Member = { person: Person; role: Exclude<Role, 'guest'>; since: number };

/** Whoever is more than a guest. */
export interface Members {
  /** `guest` for whoever is not written down. */
  roleOf(id: PersonId): Role;
  /** The owner first, then by role and time. */
  all(): Member[];
  /** Somebody whom `people` knows. `guest` takes the role away. */
  set(id: PersonId, role: Role, at: number): void;
}

export type Sanctioned = {
  person: PersonId;
  is: 'muted' | 'banned';
  by: PersonId;
  at: number;
  /** Absent: for good. */
  until?: number;
  why: string;
  /** Of a ban that holds for an address as well: its hash. */
  address?: string;
};

/** Who is muted or banned. Those whose time is over are not there any more. */
export interface Sanctions {
  of(person: PersonId, is: Sanctioned['is'], now: number): Sanctioned | undefined;
  banOfAddress(address: string, now: number): Sanctioned | undefined;
  all(now: number): Sanctioned[];
  /** In the place of an earlier one of the same kind. */
  impose(sanction: Sanctioned): void;
  lift(person: PersonId, is: Sanctioned['is']): void;
  /** Drops why this person muted and banned others. */
  forgetReasonsOf(by: PersonId): void;
}

export type KeptInvite = {
  id: string;
  /** SHA-256 of the token, which is nowhere. */
  hash: string;
  by: PersonId;
  at: number;
  expiresAt?: number;
  usesLeft?: number;
  used: number;
};

/** Invites that can be used. One that is used up, revoked or over is not there any more. */
export interface Invites {
  all(now: number): KeptInvite[];
  find(hash: string, now: number): KeptInvite | undefined;
  add(invite: KeptInvite): void;
  use(id: string): void;
  revoke(id: string): void;
  revokeAllOf(person: PersonId): void;
}

export type NewAuditEntry = Omit<AuditEntry, 'n' | 'by' | 'whom' | 'message'> & {
  by: PersonId;
  whom?: PersonId;
  message?: Seq;
};

export interface Audit {
  note(entry: NewAuditEntry): void;
  /** The newest `limit` entries, or those before a number, newest first. */
  page(before: number | undefined, limit: number): AuditPage;
  /** What somebody did, or that was done to them, before a number, newest first. */
  about(person: PersonId, before: number | undefined, limit: number): AuditEntry[];
  /** The number of the newest report among the last 1,000 entries; undefined where there is none. */
  newestReport(): number | undefined;
  /** Whether this person has reported this message already. */
  hasReported(person: PersonId, message: Seq): boolean;
  /** What they gave as reasons, and called the room, was their words, too. */
  forgetWordsOf(person: PersonId): void;
}
