import * as v from 'valibot';
import { MessageId, Seq } from './message.ts';

/** What a client may send. The first frame on a socket is a hello, and only the first. */

export const Hello = v.object({
  t: v.literal('hello'),
  /** The protocol version the client speaks. */
  v: v.number(),
  /** The newest seq the client has seen, or 0 for none. */
  since: Seq,
});
export type Hello = v.InferOutput<typeof Hello>;

export const Say = v.object({
  t: v.literal('say'),
  id: MessageId,
  text: v.string(),
  /** The last seq the client had seen when it first sent this id. Unchanged in a resend. */
  after: Seq,
});
export type Say = v.InferOutput<typeof Say>;

export const Page = v.object({
  t: v.literal('page'),
  /** Answered with the messages just older than this seq. */
  before: Seq,
});
export type Page = v.InferOutput<typeof Page>;

export const Up = v.variant('t', [Hello, Say, Page]);
export type Up = v.InferOutput<typeof Up>;
