import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { isRoomName, roomNameFrom } from './words.ts';

describe('N6 a room is called by letters, digits and single hyphens, in lower case', () => {
  test.each([
    'a',
    '7',
    'saturday-bench',
    'a-1-b',
    'küche',
    '台所',
    'кухня',
    'مطبخ',
    'हिन्दी',
    'a'.repeat(limits.roomNameLetters),
  ])('%s is a room', (name) => {
    expect(isRoomName(name)).toBe(true);
  });

  test.each([
    '',
    '-',
    '-a',
    'a-',
    'a--b',
    'a b',
    'a_b',
    'a.b',
    'a/b',
    '..',
    'a\n',
    '\na',
    'a\u0000',
    'é🌙',
    '<b>',
    '%61',
    'Bench',
    'BENCH',
    'ku\u0308che',
    'ﬁsh',
    'ａ',
    '①',
    '\u0301a',
    'a-\u0301b',
    'a\u200db',
    'a\u202eb',
    `a${'\u0323'.repeat(limits.marksOnALetter + 1)}`,
    'a\ud83d',
    'a'.repeat(limits.roomNameLetters + 1),
  ])('%j is none', (name) => {
    expect(isRoomName(name)).toBe(false);
  });

  test('letters are counted as code points', () => {
    expect(isRoomName('𐐨'.repeat(limits.roomNameLetters))).toBe(true);
    expect(isRoomName('𐐨'.repeat(limits.roomNameLetters + 1))).toBe(false);
  });
});

describe('N7 what is typed means a room', () => {
  test.each<[string, string]>([
    ['Saturday Bench', 'saturday-bench'],
    ['  our -- kitchen! ', 'our-kitchen'],
    ['x_y', 'x-y'],
    ['Ku\u0308che', 'küche'],
    ['ﬁsh', 'fish'],
    ['a-\u0301b', 'a-b'],
    ['🌙 moon', 'moon'],
  ])('%j means %s', (typed, name) => {
    expect(roomNameFrom(typed)).toBe(name);
  });

  test.each([
    '',
    ' ',
    '!?',
    '🌙',
    '\u0301',
    'a'.repeat(limits.roomNameLetters + 1),
    '\u0301\u0327'.repeat(150_000),
  ])('or none', (typed) => {
    expect(roomNameFrom(typed)).toBeUndefined();
  });

  // Every letter, digit and mark of Unicode, since lower case and composition do not always commute.
  test('and what it means is always a room', () => {
    const wrong: string[] = [];
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const letter = String.fromCodePoint(point);
      if (!/[\p{L}\p{N}\p{M}]/u.test(letter)) continue;
      const name = roomNameFrom(`a${letter}b`);
      if (name === undefined || !isRoomName(name) || roomNameFrom(name) !== name)
        wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  });
});
