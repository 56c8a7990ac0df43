import type { Message, MessageId, Person, PersonId, Seq } from '../../protocol/message.ts';

/** A message before the room gave it its place. */
export type NewMessage = { id: MessageId; by: Person; text: string; at: number };

/**
 * What the rules of a room need of its storage. Every call is synchronous and complete when it returns;
 * lists come oldest first. `test/history-rules.ts` holds the rules that each implementation keeps.
 */
export interface History {
  /** The seq of the newest message, or 0. */
  head(): Seq;
  append(message: NewMessage): Message;
  /** At most `limit` messages with a seq greater than `seq`, the oldest of them. */
  after(seq: Seq, limit: number): Message[];
  /** At most `limit` messages with a seq less than `seq`, the newest of them. */
  before(seq: Seq, limit: number): Message[];
  /** An earlier copy of this message among those after `seq`. */
  copyOf(id: MessageId, by: PersonId, after: Seq): Message | undefined;
}
