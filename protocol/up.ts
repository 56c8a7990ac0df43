import * as v from 'valibot';
import { ActId, MessageRef, Seq } from './message.ts';

/** What a client may send. The first frame on a socket is a hello, and only the first. */

export const Hello = v.object({
  t: v.literal('hello'),
  /** The protocol version the client speaks. */
  v: v.number(),
  /** The newest seq the client has seen, or 0 for none. */
  since: Seq,
  /** The id of the act at `since`: where the room has another there, it was restored to an earlier day meanwhile. */
  sinceId: v.exactOptional(ActId),
});
export type Hello = v.InferOutput<typeof Hello>;

/** What every act carries, so that the room does it once however often it is sent. */
const act = {
  id: ActId,
  /** The last seq the client had seen when it first sent this id. Unchanged in a resend. */
  after: Seq,
};

export const Say = v.object({
  t: v.literal('say'),
  ...act,
  text: v.string(),
  /** What it is a reply to. */
  reply: v.exactOptional(MessageRef),
  /** In whose thread it is said; with `also`, in the room's own list as well. */
  inThread: v.exactOptional(MessageRef),
  also: v.exactOptional(v.literal(true)),
});
export type Say = v.InferOutput<typeof Say>;

/** Other words for a message of one's own. */
export const Edit = v.object({ t: v.literal('edit'), ...act, message: MessageRef, text: v.string() });
export type Edit = v.InferOutput<typeof Edit>;

/** Takes a message of one's own back. */
export const Delete = v.object({ t: v.literal('delete'), ...act, message: MessageRef });
export type Delete = v.InferOutput<typeof Delete>;

/** Reacts to a message with one emoji, or takes that back. What is so already stays so. */
export const React = v.object({
  t: v.literal('react'),
  ...act,
  message: MessageRef,
  emoji: v.string(),
  on: v.boolean(),
});
export type React = v.InferOutput<typeof React>;

/**
 * Everything that somebody can do in a room. The rest derives from this list: what a browser keeps of what is unsent, what a
 * refusal names, and what a room takes up. A kind that is added here is no new version of the protocol.
 */
export const Act = v.variant('t', [Say, Edit, Delete, React]);
export type Act = v.InferOutput<typeof Act>;
export type ActKind = Act['t'];

/** What an act is about, before it has an id, and before it is known what its author had seen. */
export type ActBody = Bodies<Act>;
type Bodies<One> = One extends Act ? Omit<One, 'id' | 'after'> : never;

export const isAct = (up: { t: string }): up is Act =>
  Act.options.some((one) => one.entries.t.literal === up.t);

export const Page = v.object({
  t: v.literal('page'),
  /** Answered with the messages just older than this seq: of the room's list, or of the thread of the message at `thread`. */
  before: Seq,
  thread: v.exactOptional(Seq),
});
export type Page = v.InferOutput<typeof Page>;

/**
 * How far its person has read: the words were seen, at the end, by somebody who looks. The greatest place counts, but with `unread`:
 * then they want it to be unread from there on. It is no act: nothing in the room changes, and nobody else hears of it. It has an act's fields,
 * so that a room which does not know it refuses it and stays open.
 */
export const Read = v.object({
  t: v.literal('read'),
  ...act,
  upTo: Seq,
  unread: v.exactOptional(v.literal(true)),
});
export type Read = v.InferOutput<typeof Read>;

/**
 * How far its person has read in the thread of a message: what is meant for them there, up to that place, is read. No act, like `read`; where it
 * does not count how far they have read in the room.
 */
export const ReadThread = v.object({ t: v.literal('read-thread'), ...act, thread: Seq, upTo: Seq });
export type ReadThread = v.InferOutput<typeof ReadThread>;

/** Its person is writing. No act, like `read`: nothing is kept of it. To be said every `limits.typingEveryMs` at most. */
export const TypingFrame = v.object({ t: v.literal('typing'), ...act });
export type TypingFrame = v.InferOutput<typeof TypingFrame>;

/**
 * Whether its person has not touched this page for `limits.awayMs`. No act, like `read`. To be said when it changes, and after a welcome if it
 * is so.
 */
export const AwayFrame = v.object({ t: v.literal('away'), ...act, is: v.boolean() });
export type AwayFrame = v.InferOutput<typeof AwayFrame>;

/** An act that was refused as `too-fast` will not be sent again: it keeps no turn any more. Answered by nothing. */
export const Cancel = v.object({ t: v.literal('cancel'), id: ActId });
export type Cancel = v.InferOutput<typeof Cancel>;

export const Up = v.variant('t', [
  Hello,
  ...Act.options,
  Page,
  Read,
  ReadThread,
  TypingFrame,
  AwayFrame,
  Cancel,
]);
export type Up = v.InferOutput<typeof Up>;

/** An act of a kind that this build does not know: whoever sent it knows more. It is refused, and the socket stays open. */
export const UnknownAct = v.object({ t: v.string(), ...act });
export type UnknownAct = v.InferOutput<typeof UnknownAct>;
