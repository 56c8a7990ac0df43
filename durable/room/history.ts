import type {
  ActId,
  ChangeKind,
  Message,
  MessageId,
  Person,
  PersonId,
  Seq,
  Thread,
} from '../../protocol/message.ts';
import type { EarlierVersion } from '../../protocol/rooms.ts';
import type { Phrase } from '../../protocol/search/tokens.ts';

/**
 * The act's `after`, when that lies beyond the head: its author knew the room before it was restored to an earlier day.
 * Once the head has come that far, an earlier copy cannot be found among what came after it.
 */
type Ahead = { ahead?: Seq | undefined };

/** A message before the room gave it its place. */
export type NewMessage = {
  id: MessageId;
  by: Person;
  text: string;
  reply?: Seq;
  /** In whose thread it is said, and whether it stands in the room's list as well. */
  inThread?: Seq;
  also?: true;
  at: number;
} & Ahead;

/**
 * What is to become of the message at `of`: other words, of which those of before are kept; or none, with which its reactions and all
 * earlier words go; or a reaction more or less, which
 * is a change in any case: whether somebody reacts already is asked before; or another name of the thread that hangs on it, or
 * whether that is settled. Who deletes what another said has removed it.
 */
export type NewChange = { id: ActId; by: Person; of: Seq } & Ahead &
  (
    | { is: 'edit'; text: string; at: number }
    | { is: 'delete' }
    | { is: 'react'; emoji: string; on: boolean }
    | ({ is: 'thread' } & ThreadStatus)
  );

/** What people say of a thread. */
export type ThreadStatus = Pick<Thread, 'name' | 'done'>;

/** Who pinned which message, and when, in milliseconds since 1970. */
export type Pin = { message: Seq; by: PersonId; at: number };

/** A message that is no longer as it was, and what of it. */
export type ChangedSince = { message: Seq; kinds: readonly ChangeKind[] };

/** What of a message is searched. */
export type IndexedMessage = Pick<Message, 'seq' | 'text' | 'inThread'> & { by: { id: PersonId } };

/** What a message has in it: of each of these at least one; and that its place lies between these two. */
export type SearchTerms = { all: readonly (readonly Phrase[])[]; after: Seq; before: Seq };

/**
 * What the rules of a room need of its storage. Every call is synchronous and complete when it returns;
 * lists come oldest first, and messages come as they stand now, under the names of today, with whom they mention.
 * `test/history-rules.ts` holds the rules that each implementation keeps.
 */
export interface History {
  /** The newest place given to a message or a change, or 0. */
  head(): Seq;
  /** What is said in a thread is a change of the message that this hangs on, at the same place. */
  append(message: NewMessage): Message;
  /** Changes a message that is there, under the next seq. With a reply in a thread that is deleted, what it hangs on changes. */
  change(change: NewChange): Message;
  /**
   * Somebody came under this name: it is theirs on all they said, if the room knows them from before. Where their name
   * is kept for them, they were seen.
   */
  meet(person: Person, at: number): void;
  at(seq: Seq): Message | undefined;
  /** The id of the act at this place, be it a message or a change. */
  actAt(seq: Seq): ActId | undefined;
  /**
   * An act that changed nothing, and so takes no place: it is found by `aheadOf` all the same. Those that were sent too long ago to
   * be taken are dropped.
   */
  noteDone(act: { id: ActId; after: Seq }, by: PersonId, message: Seq): void;
  /** The message that an earlier copy of this act said, changed or left as it was, if that was noted, with the same `after`. */
  aheadOf(id: ActId, by: PersonId, after: Seq): Message | undefined;
  /** At most `limit` messages of the room's list with a seq greater than `seq`, the oldest of them. */
  after(seq: Seq, limit: number): Message[];
  /** At most `limit` messages with a seq less than `seq`, the newest of them: of the room's list, or said in a thread. */
  before(seq: Seq, limit: number, thread?: Seq): Message[];
  /** At most `limit` messages on which an open thread hangs in which something stands, those in which something was said last first. */
  openThreads(limit: number): Message[];
  /**
   * Which messages changed after `seq`, in the order of their latest changes, each once, however often it did. Undefined where
   * they are more than `limit`, or people reacted more often than a return looks through.
   */
  changesAfter(seq: Seq, limit: number): ChangedSince[] | undefined;
  /** With which emoji this person reacts to a message, each by its key. */
  reactionsOf(message: Seq, person: PersonId): string[];
  /** At most `limit` messages to which this person reacts, and how, the oldest of them. */
  reactedTo(person: PersonId, limit: number): { message: Seq; emoji: string }[];
  /** The words of a message before its edits, as far as they are kept, oldest first, with whom they mention. */
  earlier(message: Seq): EarlierVersion[];
  /** All that is kept of what this person has edited. */
  earlierOf(person: PersonId): (EarlierVersion & { message: Seq })[];
  /** Drops what was replaced before that time. */
  dropEarlier(before: number): void;
  /** Drops all that is kept of what this person has edited. */
  dropEarlierOf(person: PersonId): void;
  /** What is pinned, the newest pin first. With a message that is deleted its pin goes. */
  pins(): Pin[];
  /** Pins a message that stands and is not pinned. */
  pin(pin: Pin): void;
  unpin(message: Seq): void;
  /** An earlier copy of this message among those after `seq`. */
  copyOf(id: MessageId, by: PersonId, after: Seq): Message | undefined;
  /** The message that an earlier copy of this change was of, among the changes after `seq`. */
  changedBy(id: ActId, by: PersonId, after: Seq): Message | undefined;
  /** When this person said something last, if that was after `since`. What they took back counts. */
  lastSaidBy(person: PersonId, since: number): number | undefined;
  /** At most `limit` messages that this person said after `seq` and that stand, the oldest of them. */
  saidBy(person: PersonId, seq: Seq, limit: number): Message[];
  /** The same with those that were taken away, whose words are nowhere. */
  allBy(person: PersonId, seq: Seq, limit: number): Message[];
  /**
   * Makes some more messages such that `search` finds them, those that were said lately first. False once it finds all that
   * stand. From then on it finds each as it stands, at once.
   */
  extendIndex(): boolean;
  /** After which place messages are found; undefined before the first are. */
  indexedAfter(): Seq | undefined;
  /** At most `limit` messages, in the room's list or in threads, the newest of them, and the newest first. */
  search(terms: SearchTerms, limit: number): Message[];
  /** The place of the oldest message that was said at this time or later; the one behind the head where there is none. */
  firstSince(at: number): Seq;
  /** Everybody who ever said something. */
  authors(): PersonId[];
}
