import { expect, test } from 'vitest';
import { inOrder, orderWith } from './room-order.ts';

type Case = {
  unread?: Record<string, number>;
  awake?: string;
  muted?: string;
  places?: string;
  current?: string;
  last?: Record<string, number>;
};

const order = ({ unread = {}, awake = '', muted = '', places = '', current, last = {} }: Case) =>
  inOrder(['a', 'b', 'c', 'd'], {
    current,
    placeOf: (room) => (places.includes(room) ? places.indexOf(room) : undefined),
    unreadIn: (room) => (unread[room] === undefined ? undefined : { meant: unread[room] }),
    isAwake: (room) => awake.includes(room),
    isMuted: (room) => muted.includes(room),
    lastAt: (room) => last[room],
  }).join('');

test.each<[string, Case, string]>([
  ['as they came', {}, 'abcd'],
  ['awake before asleep', { awake: 'c' }, 'cabd'],
  ['where somebody spoke last before others', { last: { b: 1, d: 2 } }, 'dbac'],
  ['unread before awake', { unread: { d: 0 }, awake: 'ac' }, 'dacb'],
  ['what is meant for somebody before what is unread', { unread: { b: 0, d: 1 } }, 'dbac'],
  [
    'what is meant for somebody before what is unread and awake',
    { unread: { b: 0, d: 1 }, awake: 'b' },
    'dbac',
  ],
  ['awake before asleep among the unread', { unread: { b: 0, c: 0 }, awake: 'c' }, 'cbad'],
  ['unread before what was said later', { unread: { c: 0 }, last: { b: 9 } }, 'cbad'],
  ['a muted room after all others, also awake', { muted: 'a', awake: 'a', last: { a: 9, b: 1 } }, 'bacd'],
  ['the open room before all others', { current: 'b', unread: { d: 1 } }, 'bdac'],
  [
    'what has a place before all others, in its order',
    { places: 'db', unread: { c: 1 }, current: 'a' },
    'dbac',
  ],
  ['the open room in its place', { places: 'db', current: 'b' }, 'dbac'],
])('U80 %s', (_, known, rooms) => {
  expect(order(known)).toBe(rooms);
});

test.each<[string, number, string, number, string]>([
  ['the first room that is put somewhere takes those above it along', 0, 'd', 1, 'ad'],
  ['and one that is put first takes none', 0, 'c', 0, 'c'],
  ['among those that have a place others keep theirs', 2, 'a', 1, 'ba'],
  ['one more takes a place among them', 2, 'd', 1, 'adb'],
  ['below them what is above it gets a place, too', 1, 'd', 2, 'abd'],
  ['one of them can be put below others', 2, 'a', 3, 'bcda'],
])('U116 %s', (_, placed, room, to, order) => {
  expect(orderWith(['a', 'b', 'c', 'd'], placed, room, to).join('')).toBe(order);
});
