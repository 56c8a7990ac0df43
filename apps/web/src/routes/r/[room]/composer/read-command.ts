import { commands, elsewhere } from './commands.ts';

/**
 * What is typed where one writes. `text`: what is to be said; of two slashes one is gone where one would have been a command.
 * `command`: one that there is, or that is known from elsewhere; `name` in small letters, perhaps an alias, and `argument` without
 * blanks at its edges. `unknown`: no command, and most likely meant as one, so that it is not said.
 */
export type TypedCommand =
  | { is: 'text'; text: string }
  | { is: 'command'; name: string; argument: string }
  | { is: 'unknown'; name: string };

const names = new Set([...commands.flatMap(({ name, aliases }) => [name, ...aliases]), ...elsewhere.keys()]);

/** Letters of a command that there is not: more of them say no more. */
const mostShown = 32;

/** Reads what was typed, as one message. */
export function readCommand(typed: string): TypedCommand {
  // The room drops blank lines before the first word.
  const begun = typed.replace(/^(?:[^\S\n]*\n)+/, '');
  const [, slashes, word = '', rest = ''] = /^(\/\/?)([\p{L}?]\S*)([\s\S]*)$/u.exec(begun) ?? [];
  const name = word.toLowerCase();
  const isCommand = names.has(name);
  // A path, as in /usr/bin; or what was pasted of a file.
  const isPlain = word.includes('/') || (!isCommand && begun.trimEnd().includes('\n'));
  if (slashes === undefined || isPlain) return { is: 'text', text: typed };
  if (slashes === '//') return { is: 'text', text: asPlain(begun.slice(1)) };
  const argument = rest.trim();
  if (name === 'me' && argument !== '') return { is: 'text', text: `/me ${argument}` };
  if (isCommand) return { is: 'command', name, argument };
  return { is: 'unknown', name: [...word].slice(0, mostShown).join('') };
}

/** A text that would be read as what its author does, so that it is read as it stands. */
export function asPlain(text: string): string {
  return /^\/me (?=\S)/.test(text) ? `\\${text}` : text;
}
