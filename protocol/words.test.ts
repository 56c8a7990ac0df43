import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { letters, tidyName, tidyText } from './words.ts';

const invisible = [
  '\u200b',
  '\u200d\u2060',
  '\u00ad',
  '\u3164',
  '\u2800',
  '\ufeff',
  '\u{e0041}',
  '\u00a0\u3000',
];
const zalgo = `z${'\u0335\u0321\u031b\u0300'.repeat(2)}algo`;

describe('N1 a text is tidied, and says the same', () => {
  test.each<[string, string, string]>([
    ['blanks at the end go', 'hi \n\t ', 'hi'],
    [
      'empty lines before go, and the first line keeps its indent',
      ' \n\n  if (x)\n    y()',
      '  if (x)\n    y()',
    ],
    ['lines end in one way', 'a\r\nb\rc\n', 'a\nb\nc'],
    ['ends of lines and pages from elsewhere end a line', 'a\vb\fc\u0085d\u2028e\u2029f', 'a\nb\nc\nd\ne\nf'],
    ['what a terminal coloured keeps its words', '\u001b[31mError\u001b[0m: failed', '[31mError[0m: failed'],
    ['controls that nobody sees go', 'a\u0000b\u0007c\u007fd\u0092e', 'abcde'],
    ['tabs and empty lines inside stay', 'a\n\n\tb', 'a\n\n\tb'],
    ['overrides and embeddings go', 'in \u202eecalp\u202c \u2067here\u2069', 'in ecalp here'],
    ['the plain marks of a direction stay', 'שלום\u200f!', 'שלום\u200f!'],
    ['joiners inside emoji stay', '👩‍🚀 ❤️‍🔥', '👩‍🚀 ❤️‍🔥'],
    ['living scripts stay', 'Việt ภาษาไทย คำ नमस्ते عَرَبِيّ', 'Việt ภาษาไทย คำ नमस्ते عَرَبِيّ'],
  ])('%s', (_, raw, text) => {
    expect(tidyText(raw)).toEqual({ text });
  });

  test('tidying twice is tidying once', () => {
    const once = tidyText(' \n  a\r\n\u202eb \n');
    expect('text' in once && tidyText(once.text)).toEqual(once);
  });
});

describe('N2 what cannot be said is refused with a reason', () => {
  test.each(['', ' ', '\n\n\t\r\n', '\u202e', '\u0000\u001b', ...invisible])('empty: %j', (raw) => {
    expect(tidyText(raw)).toEqual({ refused: 'empty' });
  });

  test.each(['a\ud83d', '\ude00b', '\ude00\ud83d'])('half of a character is unreadable: %j', (raw) => {
    expect(tidyText(raw)).toEqual({ refused: 'unreadable' });
  });

  test('more marks on one letter than any living script stacks', () => {
    expect(tidyText(zalgo)).toEqual({ refused: 'too-many-marks' });
    expect(tidyText(`a${'\u0301'.repeat(limits.marksOnALetter)}`)).toHaveProperty('text');
    expect(tidyText(`a${'\u0301'.repeat(limits.marksOnALetter + 1)}`)).toEqual({ refused: 'too-many-marks' });
  });

  test.each(['\u200d', '\u200c', '\u2060'])('nor do joiners that nobody sees hide them: %j', (joiner) => {
    expect(tidyText(`a${`\u0301\u0301\u0301\u0301${joiner}`.repeat(2)}`)).toEqual({
      refused: 'too-many-marks',
    });
  });
});

describe('N3 letters are code points', () => {
  test.each<[string, number]>([
    ['', 0],
    ['abc', 3],
    ['語', 1],
    ['🌙', 1],
    ['👩‍🚀', 3],
    ['e\u0301', 2],
  ])('%j: %d', (text, count) => {
    expect(letters(text)).toBe(count);
  });

  test.each(['a', '🌙'])('as many %s as the limit are taken, one more is not', (letter) => {
    expect(tidyText(letter.repeat(limits.messageLetters))).toHaveProperty('text');
    expect(tidyText(letter.repeat(limits.messageLetters + 1))).toEqual({ refused: 'too-long' });
    expect(tidyName(letter.repeat(limits.nameLetters))).toHaveProperty('name');
    expect(tidyName(letter.repeat(limits.nameLetters + 1))).toEqual({ refused: 'too-long' });
  });

  test('blanks that are tidied away do not count', () => {
    expect(tidyText(`${'a'.repeat(limits.messageLetters)}   \n`)).toHaveProperty('text');
  });
});

describe('N4 a name is one line, written in one way', () => {
  test.each<[string, string, string]>([
    ['blanks', '  Ana   Maria ', 'Ana Maria'],
    ['composed letters', 'Zoe\u0308', 'Zo\u00eb'],
    ['marks of a direction', '\u202eanA\u200f', 'anA'],
    ['a mark of a direction inside a letter', 'Zoe\u200e\u0308', 'Zo\u00eb'],
    ['scripts', '陈 العربية', '陈 العربية'],
  ])('%s', (_, raw, name) => {
    expect(tidyName(raw)).toEqual({ name });
  });

  test.each<[string, string]>([
    ...['', '   ', '\u202e', ...invisible].map((raw): [string, string] => [raw, 'empty']),
    ...['An\na', 'An\ta', 'An\u0000a', 'An\u2028a', 'An\ud83d'].map((raw): [string, string] => [
      raw,
      'unreadable',
    ]),
    [zalgo, 'too-many-marks'],
  ])('%j: %s', (raw, refused) => {
    expect(tidyName(raw)).toEqual({ refused });
  });
});

// No clock: what costs the square of its length would not return within the test's time.
describe('N5 reading takes time in proportion to the length', () => {
  const runs = [
    ' ',
    '\n',
    ' \n',
    '\r',
    '\u0301',
    '\u0301\u0327',
    '\u200d',
    '\u0301\u200d',
    '\u202e',
    '\u0903',
    '\u0f90\u0903',
    '\u0301\ufe0f',
    '\v',
    '\u0007',
    'a ',
    '\ud800',
  ];

  test.each(runs)('a text of 300,000 of %j', (run) => {
    const refused = ['\u202e', '\u0007'].includes(run) ? undefined : 'too-long';
    expect(tidyText(`a${run.repeat(300_000 / run.length)}a`)).toEqual(refused ? { refused } : { text: 'aa' });
  });

  test.each(runs)('a name of 300,000 of %j', (run) => {
    expect(tidyName(`a${run.repeat(300_000 / run.length)}a`)).toEqual({ refused: 'too-long' });
  });

  test('a frame full of blanks', () => {
    expect(tidyText(' '.repeat(limits.frameBytes))).toEqual({ refused: 'empty' });
  });
});
