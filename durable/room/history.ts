import type { ActId, Message, MessageId, Person, PersonId, Seq } from '../../protocol/message.ts';

/** A message before the room gave it its place. */
export type NewMessage = { id: MessageId; by: Person; text: string; at: number };

/** What is to become of the message at `of`: other words, or none. */
export type NewChange = { id: ActId; by: Person; of: Seq } & (
  | { is: 'edit'; text: string; at: number }
  | { is: 'delete' }
);

/**
 * What the rules of a room need of its storage. Every call is synchronous and complete when it returns;
 * lists come oldest first, and messages come as they stand now. `test/history-rules.ts` holds the rules that
 * each implementation keeps.
 */
export interface History {
  /** The newest place given to a message or a change, or 0. */
  head(): Seq;
  append(message: NewMessage): Message;
  /** Changes a message that is there, under the next seq. */
  change(change: NewChange): Message;
  /** Somebody came under this name: it is theirs on all they said, if they ever said anything here. */
  meet(person: Person): void;
  at(seq: Seq): Message | undefined;
  /** At most `limit` messages with a seq greater than `seq`, the oldest of them. */
  after(seq: Seq, limit: number): Message[];
  /** At most `limit` messages with a seq less than `seq`, the newest of them. */
  before(seq: Seq, limit: number): Message[];
  /** Which messages the changes after `seq` were of, at most `limit` of these changes, the oldest of them. */
  changesAfter(seq: Seq, limit: number): Seq[];
  /** An earlier copy of this message among those after `seq`. */
  copyOf(id: MessageId, by: PersonId, after: Seq): Message | undefined;
  /** The message that an earlier copy of this change was of, among the changes after `seq`. */
  changedBy(id: ActId, by: PersonId, after: Seq): Message | undefined;
}
