import { expect, test } from 'vitest';
import { RecentAddresses } from './recent-addresses.ts';

test('D4 where somebody came from last is known for an hour, and of no more than ten thousand people', () => {
  const clock = { now: 0 };
  const addresses = new RecentAddresses(() => clock.now);
  addresses.note('ana', 'here');
  addresses.note('ana', 'there');
  addresses.note('bo', undefined);
  clock.now = 60 * 60 * 1000 - 1;
  expect([addresses.of('ana'), addresses.of('bo')]).toEqual(['there', undefined]);
  clock.now += 1;
  expect(addresses.of('ana')).toBeUndefined();
  for (let n = 0; n <= 10_000; n += 1) addresses.note(`somebody ${n}`, 'here');
  expect([addresses.of('somebody 0'), addresses.of('somebody 1')]).toEqual([undefined, 'here']);
});
