import { beforeEach, expect, test, vi } from 'vitest';
import { FakeStorage } from './fake-storage.ts';
import { knownTitles, noteTitle } from './known-titles.ts';

let storage: FakeStorage;
beforeEach(() => {
  storage = new FakeStorage();
  vi.stubGlobal('localStorage', storage);
});

test('U57 a room is remembered by its title, the newest one, until it has none', () => {
  noteTitle('garden', 'The garden');
  noteTitle('kitchen', 'Soup');
  noteTitle('garden', 'The back garden');
  expect([...knownTitles()]).toEqual([
    ['kitchen', 'Soup'],
    ['garden', 'The back garden'],
  ]);
  noteTitle('garden', '');
  expect([...knownTitles()]).toEqual([['kitchen', 'Soup']]);
});

test('U57 of many rooms the last fifty are', () => {
  for (let n = 1; n <= 60; n += 1) noteTitle(`room-${n}`, `Room no. ${n}`);
  expect([...knownTitles().keys()]).toEqual(Array.from({ length: 50 }, (_, i) => `room-${i + 11}`));
});

test.each(['full', 'forbidden'] as const)('U57 none is where storage is %s', (trouble) => {
  storage.trouble = trouble;
  noteTitle('garden', 'The garden');
  storage.trouble = 'none';
  expect(knownTitles().size).toBe(0);
});

test('U57 what another build has left there is left alone', () => {
  storage.setItem('lull/titles', '{"garden":1}');
  expect(knownTitles().size).toBe(0);
});
