import { expect, test } from 'vitest';
import { inOrder } from './room-order.ts';

const order = (unread: Record<string, number>, awake: string[]) =>
  inOrder(
    ['a', 'b', 'c', 'd'],
    (room) => (unread[room] === undefined ? undefined : { meant: unread[room] }),
    (room) => awake.includes(room),
  ).join('');

test.each([
  ['as they came', {}, [], 'abcd'],
  ['awake before asleep', {}, ['c'], 'cabd'],
  ['unread before awake', { d: 0 }, ['a', 'c'], 'dacb'],
  ['what is meant for somebody before what is unread', { b: 0, d: 1 }, [], 'dbac'],
  ['what is meant for somebody before what is unread and awake', { b: 0, d: 1 }, ['b'], 'dbac'],
  ['awake before asleep among the unread', { b: 0, c: 0 }, ['c'], 'cbad'],
] as const)('U80 %s', (_, unread, awake, rooms) => {
  expect(order(unread, [...awake])).toBe(rooms);
});
