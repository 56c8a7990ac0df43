import type { CloseCode } from '../../protocol/close-codes.ts';
import type { Present } from '../../protocol/down.ts';
import type { Person, PersonId, Seq } from '../../protocol/message.ts';
import type { Role } from '../../protocol/roles.ts';
import type { NamesInUse } from '../room/names.ts';
import type { Requester } from '../room/requester.ts';
import type { Told } from './told.ts';

/** Somebody who has a line to the room, be they present or about to be. */
export type Connected = {
  /** As they are heard; of whoever has not said hello yet, as they would be. */
  person: Person;
  isPresent: boolean;
  /** The hash of the address of their newest line that has one. */
  address?: string;
};

/**
 * Who hears a room. Whatever decides (rules, requests, admission) speaks to people through this, and sees no socket. Each
 * `CloseCode` says why a line is closed, and what its client does then.
 */
export interface Audience extends NamesInUse {
  /** To everybody who is present or listens, in one frame. */
  publish(news: readonly Told[]): void;
  /** To one person, or to those who have at least this role here, in all their tabs. */
  tell(whom: PersonId | { atLeast: Role }, event: Told): void;
  /** Closes all lines of a person. */
  dismiss(person: PersonId, code: CloseCode): void;
  /** Each person once, however many tabs they have open, with what they are in the room; those who came last come last. */
  present(): Person[];
  /** How many people are present. */
  here(): number;
  /** Who is told of as present: everybody, or, in a crowd, moderators, whoever asks, and of these people those who are here. */
  roster(speakers: () => readonly PersonId[], you?: PersonId): Present;
  /** Undefined for whoever has no line. */
  connected(person: PersonId): Connected | undefined;
  /** Whether somebody who is present has read everything up to this place. */
  readsAlong(person: PersonId, upTo: Seq): boolean;
  /** How many lines this person has open. */
  linesOf(person: PersonId): number;
  /** How many lines only listen: of this person or address (see `listenerId`), and in all. */
  listeners(id: PersonId): { ofOne: number; all: number };
  /** A person goes by this name and kind now, in all their tabs. Says whether that is news to the others. */
  rename(person: Person): boolean;
  /** Tells of somebody who came, or is known otherwise now. */
  arrived(person: Person): void;
  /** Judges everybody who is connected as if they came in now: puts out who may not be here, tells who is something else. */
  judge(requester: (requester: Requester) => { role: Role } | CloseCode): void;
}
