import { describe, expect, test } from 'vitest';
import { matching, nextUnread } from './matching.ts';

describe('U114 what is typed finds', () => {
  const all = [
    { label: 'Saturday bench', alias: 'saturday-bench' },
    { label: 'Bench press' },
    { label: 'Café Crème' },
    { label: 'Workbench' },
    { label: '天气 room' },
  ];
  const found = (typed: string) => matching(all, typed).map(({ label }) => label);

  test.each<[string, string[]]>([
    ['', all.map(({ label }) => label)],
    ['bench', ['Bench press', 'Saturday bench', 'Workbench']],
    ['creme', ['Café Crème']],
    ['CAF CR', ['Café Crème']],
    ['sat ben', ['Saturday bench']],
    ['天气', ['天气 room']],
    ['zzz', []],
    ['*', []],
  ])('%j', (typed, labels) => {
    expect(found(typed)).toEqual(labels);
  });
});

describe('U115 from room to unread room', () => {
  const rooms = ['a', 'b', 'c', 'd'];
  const unread =
    (...those: string[]) =>
    (room: string) =>
      those.includes(room);

  test.each<[string | undefined, 1 | -1, string[], string | undefined]>([
    ['a', 1, ['c', 'd'], 'c'],
    ['c', 1, ['c', 'd'], 'd'],
    ['d', 1, ['b'], 'b'],
    ['b', -1, ['a', 'd'], 'a'],
    ['a', -1, ['c'], 'c'],
    [undefined, 1, ['b', 'c'], 'b'],
    [undefined, -1, ['b', 'c'], 'c'],
    ['a', 1, ['a'], undefined],
    ['a', 1, [], undefined],
  ])('from %s by %d with %j', (current, step, those, next) => {
    expect(nextUnread(rooms, current, unread(...those), step)).toBe(next);
  });

  test('nowhere, where no room is known', () => {
    expect(nextUnread([], undefined, () => true, 1)).toBeUndefined();
  });
});
