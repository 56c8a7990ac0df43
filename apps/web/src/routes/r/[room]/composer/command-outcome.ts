import { commandWords } from '$lib/words/en/commands.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import { tidyLine } from '$protocol/words.ts';

/** What became of a command. `sentence`: for whoever gave it alone; of what was refused, whose words stay where they are. */
export type CommandOutcome =
  | { is: 'said' }
  | { is: 'done'; sentence?: string }
  | { is: 'refused'; sentence: string };

/** An outcome that is no success, in a sentence. */
export const refused = (sentence: string): CommandOutcome => ({ is: 'refused', sentence });

/** What follows a command as one line of at most so many letters, perhaps empty; or what is wrong with it. */
export function lineOf(typed: string, mostLetters: number): { line: string } | { wrong: string } {
  const tidied = tidyLine(typed.replace(/\s+/g, ' '), mostLetters);
  if ('line' in tidied) return tidied;
  const isTooLong = tidied.refused === 'too-long';
  return { wrong: isTooLong ? commandWords.tooLongLine(mostLetters) : refusalWords[tidied.refused] };
}
