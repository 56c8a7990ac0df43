import * as v from 'valibot';
import { Role } from './roles.ts';

/**
 * A place in a room's one order of everything that changes it: messages, edits, deletions. 1, 2, 3 … without a
 * hole; zero stands for "before the first".
 */
export const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export type Seq = v.InferOutput<typeof Seq>;

/** Made by whoever says the message; saying the same id again is a resend, not a second message. */
export const MessageId = v.pipe(v.string(), v.regex(/^[\w-]{10,36}$/));
export type MessageId = v.InferOutput<typeof MessageId>;

/** Made by whoever acts (says, edits, deletes), with the same promise. A message's id is that of its saying. */
export const ActId = MessageId;
export type ActId = MessageId;

export const PersonId = v.pipe(v.string(), v.regex(/^[\w-]{10,36}$/));
export type PersonId = v.InferOutput<typeof PersonId>;

/** `guest`: they only gave a name, which proves nothing. `claimed`: the name is theirs, by a passkey. `bot`: a program. */
export const PersonKind = v.picklist(['guest', 'claimed', 'bot']);
export type PersonKind = v.InferOutput<typeof PersonKind>;

export const Person = v.object({
  id: PersonId,
  name: v.string(),
  /** One that this build does not know is read as a guest, whose name proves nothing. */
  kind: v.fallback(PersonKind, 'guest'),
  /** The emoji that somebody with a kept name chose to be shown by, in place of an initial. */
  face: v.exactOptional(v.string()),
  /** What they are in this room. Told of those who are there, not beside what was said. */
  role: v.exactOptional(Role),
  /** Nobody has touched a page of theirs for a while. Told of those who are there. */
  away: v.exactOptional(v.literal(true)),
  /** They had themselves forgotten: the name is empty, and their words stand without one. */
  left: v.exactOptional(v.literal(true)),
});
export type Person = v.InferOutput<typeof Person>;

/** The people who answered a message with the same emoji. */
export const Reaction = v.object({
  /** As it was first sent: of one emoji in two spellings there is one reaction. */
  emoji: v.string(),
  /** How many they are. */
  n: v.number(),
  /** Some of them, in the order they came: who came while fewer than `limits.reactorsNamed` were there; and you, if you are one. */
  by: v.array(Person),
});
export type Reaction = v.InferOutput<typeof Reaction>;

/** What was said in reply to a message beside the room's talk. */
export const Thread = v.object({
  /** The place of its latest change, be it a reply that came or went. Of two states of it the one with the greater is the newer. */
  seq: Seq,
  /** How many replies stand. */
  n: v.number(),
  /** Who said the latest of them, the latest first, `limits.threadFaces` people at most. */
  by: v.array(Person),
  /** When the latest was said, as in a message. */
  at: v.number(),
  name: v.exactOptional(v.string()),
  /** Settled: nothing more is waited for. */
  done: v.exactOptional(v.literal(true)),
});
export type Thread = v.InferOutput<typeof Thread>;

export const Message = v.object({
  seq: Seq,
  id: MessageId,
  by: Person,
  text: v.string(),
  /** The place of the message that it replies to. */
  reply: v.exactOptional(Seq),
  /** The place of the message in whose thread it was said. In the room's own list it stands only with `also`. */
  inThread: v.exactOptional(Seq),
  also: v.exactOptional(v.literal(true)),
  /** The thread that hangs on it, once something was said there. */
  thread: v.exactOptional(Thread),
  /** Whom `text` mentions, as far as the room knows them, by the names of today; absent where that is nobody. */
  mentions: v.exactOptional(v.array(Person)),
  /** Milliseconds since 1970, by the room's clock. Order comes from seq, never from this. */
  at: v.number(),
  /** The seq of its latest change; absent while it is as it was said. */
  changed: v.exactOptional(Seq),
  /** When its words were last changed, as in `at`. */
  editedAt: v.exactOptional(v.number()),
  /** Taken back: the place stays, the words are gone and `text` is empty. */
  deleted: v.exactOptional(v.literal(true)),
  /** Who took it away, when that was not its author. */
  removedBy: v.exactOptional(Person),
  /** In the order of their first use; absent where there are none. */
  reactions: v.exactOptional(v.array(Reaction)),
});
export type Message = v.InferOutput<typeof Message>;

/** Whether a message stands in the room's list: not what was said in a thread alone. */
export const isInList = ({ inThread, also }: { inThread?: unknown; also?: true }): boolean =>
  inThread === undefined || also === true;

/** Whether a message that somebody has not read counts as unread for them: others said it, and nobody deleted it. */
export const countsFor = (
  reader: unknown,
  { by, deleted }: { by: { id: unknown }; deleted?: unknown },
): boolean => by.id !== reader && !deleted;

/** Of two states of one message the one with the greater version is the newer, but for its thread. */
export const versionOf = ({ seq, changed }: Message): Seq => changed ?? seq;

/** Which message is meant. Its place finds it, its id makes sure: a restored room gives places out anew. */
export const MessageRef = v.object({ seq: Seq, id: MessageId });
export type MessageRef = v.InferOutput<typeof MessageRef>;

export const changeEntries = {
  message: MessageRef,
  /** The place of its latest change: once this is known, the message is as it stood then. */
  seq: Seq,
  /** Other words, and when they were given, as in a message. */
  text: v.exactOptional(v.string()),
  mentions: v.exactOptional(v.array(Person)),
  editedAt: v.exactOptional(v.number()),
  /** Or none any more, as in a message. */
  deleted: v.exactOptional(v.literal(true)),
  removedBy: v.exactOptional(Person),
  /** All of them as they are now, perhaps none. */
  reactions: v.exactOptional(v.array(Reaction)),
  /** As it is now, if that is newer. */
  thread: v.exactOptional(Thread),
};
/** What is no longer as it was of a message; what is not named stays as it is. */
export const Change = v.object(changeEntries);
export type Change = v.InferOutput<typeof Change>;

/** What of a message changed: `text`, its words, or that they are gone; `reactions`, all of them; `thread`, what hangs on it. */
export type ChangeKind = 'text' | 'reactions' | 'thread';

/** What changes of these kinds made of a message. */
export function changeOf(message: Message, kinds: readonly ChangeKind[] = ['text']): Change {
  const { seq, id, changed, text, mentions, editedAt, deleted, removedBy, reactions = [], thread } = message;
  const change: Change = {
    message: { seq, id },
    seq: changed ?? seq,
    // With a deletion its name goes.
    ...(thread && (deleted || kinds.includes('thread')) ? { thread } : {}),
  };
  if (deleted) return { ...change, deleted, ...(removedBy ? { removedBy } : {}) };
  const words = {
    text,
    ...(mentions === undefined ? {} : { mentions }),
    ...(editedAt === undefined ? {} : { editedAt }),
  };
  return {
    ...change,
    ...(kinds.includes('text') ? words : {}),
    ...(kinds.includes('reactions') ? { reactions } : {}),
  };
}

/** A message with the newer of two states of what hangs on it, which has places of its own. */
export function withThread(message: Message, thread: Thread | undefined): Message {
  return thread && thread.seq > (message.thread?.seq ?? 0) ? { ...message, thread } : message;
}

/** The message after that change; as it is, when it has seen that one already. */
export function changedBy(message: Message, { message: _, seq, thread, ...parts }: Change): Message {
  const hung = withThread(message, thread);
  if (seq <= versionOf(message)) return hung;
  const { editedAt, mentions, reactions, reply, ...rest } = { ...hung, ...parts, changed: seq };
  // Whom the words before mentioned goes with them; with a message that is deleted go its reactions, and what it replied to.
  const areWordsNew = parts.text !== undefined || parts.deleted === true;
  const { editedAt: at, mentions: mentioned } = areWordsNew ? parts : { editedAt, mentions };
  return {
    ...rest,
    ...(parts.deleted ? { text: '' } : {}),
    ...(at === undefined ? {} : { editedAt: at }),
    ...(mentioned === undefined ? {} : { mentions: mentioned }),
    ...(reply === undefined || parts.deleted ? {} : { reply }),
    ...(reactions === undefined || reactions.length === 0 || parts.deleted ? {} : { reactions }),
  };
}

/**
 * Part of a room's list, or of one thread, without a hole in it: every message there whose seq is greater than `after`, up to
 * and including `upTo`, each as it stands now. `after` 0 means that nothing older exists. What was said in a thread alone is
 * no part of the room's list.
 */
export const stretchEntries = {
  after: Seq,
  upTo: Seq,
  /**
   * The id of the act at `upTo`, by which a client knows the place again; absent in a page out of the middle, and where
   * there is no act.
   */
  upToId: v.exactOptional(ActId),
  messages: v.array(Message),
  /**
   * What these reply to, or in whose thread they were said, and is not among them, each once, as it stands now: without reactions, and with the beginning of its text
   * alone. Absent where that is nothing.
   */
  quoted: v.exactOptional(v.array(Message)),
};
export const Stretch = v.object(stretchEntries);
export type Stretch = v.InferOutput<typeof Stretch>;

/** Part of a thread, and the message that it hangs on. */
export type ThreadStretch = Stretch & { root: Message };
