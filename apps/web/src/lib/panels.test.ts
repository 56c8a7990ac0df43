import { expect, test } from 'vitest';
import { hiddenFrom, roomsWidthFrom } from './panels.ts';

test('U79 only panels that there are can have been put away', () => {
  expect(hiddenFrom(undefined)).toBe('');
  expect(hiddenFrom('people rooms')).toBe('rooms people');
  expect(hiddenFrom('people "><script> people')).toBe('people');
});

test('U79 the rooms have one of the widths that there are, whatever a cookie says', () => {
  expect(roomsWidthFrom(undefined)).toBe(16.5);
  expect(roomsWidthFrom('')).toBe(16.5);
  expect(roomsWidthFrom('wide')).toBe(16.5);
  expect(roomsWidthFrom('20.3')).toBe(20.5);
  expect(roomsWidthFrom('3')).toBe(12);
  expect(roomsWidthFrom('-1')).toBe(12);
  expect(roomsWidthFrom('Infinity')).toBe(28);
});
