import * as v from 'valibot';
import { limits } from '../limits.ts';

const letters = v.pipe(v.string(), v.maxLength(limits.searchLetters * 2));
const Time = v.pipe(v.number(), v.finite());

/** What is looked for in a room. Everything in it has to be true of a message. */
export const SearchQuery = v.object({
  /** `isExact`: in just these words; else the last one may be the beginning of a word. */
  words: v.pipe(v.array(v.object({ text: letters, isExact: v.boolean() })), v.maxLength(limits.searchWords)),
  /** The name of whoever said it, as they are called today; `me` for whoever asks. */
  from: v.exactOptional(letters),
  has: v.exactOptional(v.pipe(v.array(v.picklist(['link', 'file'])), v.maxLength(2))),
  inThread: v.exactOptional(v.literal(true)),
  /** Said from this moment on, and before this one, in milliseconds since 1970. */
  since: v.exactOptional(Time),
  until: v.exactOptional(Time),
});
export type SearchQuery = v.InferOutput<typeof SearchQuery>;
