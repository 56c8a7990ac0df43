import { limits } from '../limits.ts';

/** So much of a message as is quoted where another replies to it. Half a spoiler would hide nothing: what is cut ends before one. */
export function beginningOf(text: string): string {
  const letters = [...text.slice(0, limits.quotedLetters * 2 + 1)];
  if (letters.length <= limits.quotedLetters) return text;
  const cut = letters.slice(0, limits.quotedLetters).join('');
  const spoiler = cut.indexOf('||');
  return spoiler === -1 ? cut : cut.slice(0, spoiler);
}
