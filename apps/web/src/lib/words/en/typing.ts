import { someOf } from './format.ts';

/** Who is writing in a room. */
export const typingWords = {
  writing: (names: readonly string[]) => `${someOf(names)} ${names.length === 1 ? 'is' : 'are'} writing…`,
};
