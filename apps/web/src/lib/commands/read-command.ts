/**
 * What is typed where one writes. `text`: what is to be said; of two slashes one is gone where one would have been a command.
 * `command`: one that there is, or that is known from elsewhere; `name` in small letters, perhaps an alias, and `argument` without
 * blanks at its edges. `unknown`: no command, and most likely meant as one, so that it is not said.
 */
export type TypedCommand =
  | { is: 'text'; text: string }
  | { is: 'command'; name: string; argument: string }
  | { is: 'unknown'; name: string };

// All names, because the table of commands is loaded only once it is needed: this is loaded with the page, and on the server.
const names = new Set(
  `me shrug tableflip unflip spoiler nick name rename invite topic title slow lock unlock mute unmute kick ban unban people who names
  settings log join leave part quit exit help commands ? msg dm w whisper tell pm query clear cls away status afk back brb gif
  giphy image poll vote remind reminder op deop promote demote mod unmod voice devoice call video huddle search find ignore
  unignore block unblock edit delete react reaction thread reply pin pins upload file list rooms`.split(
    /\s+/,
  ),
);

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
