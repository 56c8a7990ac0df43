import { en, type Words } from './en.ts';

/** The catalogue in use. Components say `words.…` and never write a sentence themselves. */
export const words: Words = en;
