import { expect, test } from 'vitest';
import { count, listed, number, someOf } from './format.ts';

test('a number is written the same with and without a formatter', () => {
  const formatter = new Intl.NumberFormat('en');
  for (const n of [0, 1, 7, 42, 999, 1_000, 1_234, 4_001, 123_456, -1, 0.5]) {
    expect(number(n)).toBe(formatter.format(n));
  }
});

test('one thing is one, and any other number of things are several', () => {
  const letters = (n: number) => count(n, 'letter left', 'letters left');
  expect([0, 1, 2, 1_234].map(letters)).toEqual([
    '0 letters left',
    '1 letter left',
    '2 letters left',
    '1,234 letters left',
  ]);
});

test('plurals and lists are those of the formatters', () => {
  const plurals = new Intl.PluralRules('en');
  for (const n of [0, 1, 2, 11, 21, 101, 1_001]) expect(count(n, 'one', 'other')).toMatch(plurals.select(n));
  const lists = new Intl.ListFormat('en-GB', { type: 'conjunction' });
  const names = ['Ana', 'Bo', 'Cy', 'Di'];
  for (const n of names.keys()) expect(listed(names.slice(0, n))).toBe(lists.format(names.slice(0, n)));
});

test('a list ends with “and”, and of many people three are named', () => {
  expect(listed(['Ana'])).toBe('Ana');
  expect(listed(['Ana', 'Bo'])).toBe('Ana and Bo');
  expect(listed(['Ana', 'Bo', 'Cy'])).toBe('Ana, Bo and Cy');
  expect(someOf(['Ana', 'Bo', 'Cy', 'Di', 'Ed'])).toBe('Ana, Bo, Cy and 2 more');
});
