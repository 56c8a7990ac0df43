import { limits } from '$protocol/limits.ts';

/** The page on which what was said in a room is searched. */
export const searchWords = {
  heading: 'Search',
  label: 'Search this room',
  here: (room: string) => `Search ${room}`,
  submit: 'Search',
  hint: 'Words find what begins with them. Words in quotes are found in a row.',
  filters: 'More ways to search',
  /** What is typed, and what it finds. */
  ways: [
    ['"good morning"', 'just these words, in a row'],
    ['from:Ana', 'what Ana said; from:me for your own'],
    ['before:2026-11-15', 'said before that day'],
    ['after:2026-11-15', 'said after that day'],
    ['on:yesterday', 'said on that day'],
    ['has:link', 'what has a link in it'],
    ['has:file', 'what comes with a file'],
    ['in:thread', 'what was said in threads'],
  ] as const,
  none: 'Nothing here matches that.',
  noneHow: 'Try fewer words, or another way to write them.',
  found: (n: number, more: boolean) =>
    more ? `The newest ${n} messages` : n === 1 ? 'One message' : `${n} messages`,
  foundOlder: (n: number, more: boolean) =>
    more ? `${n} older messages` : n === 1 ? 'One more message' : `The last ${n} messages`,
  more: 'Older ones',
  newest: 'The newest ones',
  partial: 'What was said long ago isn’t searched yet.',
  goOn: 'Search further back',
  toDay: 'Go to a day',
  go: 'Go',
  inThread: 'in a thread',
  wrong: {
    'too-long': `That’s more than a search takes: ${limits.searchLetters} letters, and ${limits.searchWords} words.`,
    nothing: 'Type a word to look for, or a name, like from:Ana.',
    'no-such-day': (what: string) => `${what} is no day. Write it like 2026-11-15, today or yesterday.`,
    'no-such-filter': (what: string) => `There’s no ${what}. has: takes link or file, and in: takes thread.`,
  },
};
