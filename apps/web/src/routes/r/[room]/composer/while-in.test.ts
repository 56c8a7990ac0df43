import { describe, expect, test } from 'vitest';
import { whileIn } from './while-in.ts';

describe('T14 how long', () => {
  test.each<[string, number, string]>([
    ['10m', 600, ''],
    ['10 m spam', 600, 'spam'],
    ['1h30m, spam', 5_400, 'spam'],
    ['for 10 minutes: spam', 600, 'spam'],
    ['1 Hour and 5 mins', 3_900, ''],
    ['an hour', 3_600, ''],
    ['a day of rest', 86_400, 'of rest'],
    ['2 weeks', 1_209_600, ''],
    ['for good', Number.POSITIVE_INFINITY, ''],
    ['forever, you', Number.POSITIVE_INFINITY, 'you'],
    ['5', 300, ''],
    ['0s', 0, ''],
  ])('%j is %d seconds, and then %j', (text, seconds, rest) =>
    expect(whileIn(text, 60)).toEqual({ seconds, rest }),
  );

  test.each([
    '',
    'spam',
    '3 strikes',
    '10more',
    '5 more',
    'a m',
    'for fun',
    'a dog',
    '10 médecins',
    'goodbye',
  ])('%j says no while', (text) => expect(whileIn(text, 60)).toBeUndefined());
});
