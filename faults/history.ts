import type { ActId, Message, MessageId, PersonId, Seq } from '../protocol/message.ts';
import type { ActBody } from '../protocol/up.ts';

/**
 * What became of it, by the word of the person's own page. `sent`: let go as done. `failed`: it cannot be.
 * `pending`: still unsent. `cut short`: the page ended before the browser had kept it, and nobody was promised
 * anything.
 */
export type Fate = { is: 'sent' | 'pending' | 'cut short' } | { is: 'failed'; reason: string };

/** One thing that a person did. What was done on one page has an order. */
export type NotedAct = {
  id: ActId;
  by: PersonId;
  page: string;
  outcome: Fate;
  /** The harness let its frame arrive a second time. */
  isSentTwice?: true;
} & ActBody;

/** One place in the room's order, as it is stored: a message, in the thread of `root` if it was said in one, or a change `of` one. */
export type StoredPlace = { seq: Seq; id: string; by: PersonId; of: Seq | null; root: Seq | null };

/** What one page shows when all is quiet, under the names it shows. `isOlder`: its client is of the protocol version before. */
export type PageView = {
  page: string;
  isOlder?: boolean;
  messages: readonly Message[];
  pins: readonly Seq[];
  /** The threads that it follows, by what they hang on. */
  threads: readonly { root: Seq; messages: readonly Message[] }[];
};

/** What one page knew of a message that another replies to, once it had sent and heard everything. */
export type PageQuote = { page: string; reply: Seq; quoted: Message | undefined };

/** By the word of whoever did it. `unknown`: no answer came, or the room was restored since. */
export type PinFate = 'pinned' | 'unpinned' | 'unknown';

/** A message as it stood at some time. */
export type State = Pick<Message, 'seq' | 'id' | 'text' | 'mentions' | 'changed' | 'deleted'>;

/** All that is known of a run once it is over, and all that `check` goes by. */
export type RunHistory = {
  /** In the order they were done. */
  acts: readonly NotedAct[];
  /** In the room's order. */
  places: readonly StoredPlace[];
  /** The room with its threads, as somebody sees it who has never been there before. */
  fresh: readonly Message[];
  views: readonly PageView[];
  quotes: readonly PageQuote[];
  /** What is pinned, as somebody sees it who has never been there before. */
  pins: readonly Seq[];
  /** What was done last with each message that was ever pinned, by the answer to it. */
  pinned: ReadonlyMap<MessageId, PinFate>;
  /** Everybody, and each name that they ever gave. */
  people: Readonly<Record<PersonId, readonly string[]>>;
  /** Every message that any page was told of since the room was last restored, in every state, each state once. */
  told: readonly State[];
  /** Acts that were confirmed between a backup and its being restored. */
  mayBeLost: ReadonlySet<ActId>;
};
