import * as v from 'valibot';

/** A place in a room's one order: 1, 2, 3 … Zero stands for "before the first". */
export const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export type Seq = v.InferOutput<typeof Seq>;

/** Made by whoever says the message; saying the same id again is a resend, not a second message. */
export const MessageId = v.pipe(v.string(), v.regex(/^[\w-]{10,36}$/));
export type MessageId = v.InferOutput<typeof MessageId>;

export const PersonId = v.pipe(v.string(), v.regex(/^[\w-]{10,36}$/));
export type PersonId = v.InferOutput<typeof PersonId>;

export const Person = v.object({
  id: PersonId,
  name: v.string(),
  /** True for someone who only gave a name. Names of guests prove nothing. */
  guest: v.boolean(),
});
export type Person = v.InferOutput<typeof Person>;

export const Message = v.object({
  seq: Seq,
  id: MessageId,
  by: Person,
  text: v.string(),
  /** Milliseconds since 1970, by the room's clock. Order comes from seq, never from this. */
  at: v.number(),
});
export type Message = v.InferOutput<typeof Message>;

/**
 * Part of a room's history without a hole in it: every message whose seq is greater than `after`, up to
 * and including `upTo`. `after` 0 means that nothing older exists.
 */
export const stretchEntries = {
  after: Seq,
  upTo: Seq,
  messages: v.array(Message),
};
export const Stretch = v.object(stretchEntries);
export type Stretch = v.InferOutput<typeof Stretch>;
