import { describe, expect, test } from 'vitest';
import { addressIn, hiddenAddress, isLoopback, networkOf } from './address.ts';

const key = 'the key of the tests, long enough to sign with';

describe('W5 where somebody comes from', () => {
  test('is what the edge says, and nothing else does', () => {
    const from = (headers: Record<string, string>) =>
      addressIn(new Request('https://lull.test', { headers }));
    expect(from({ 'cf-connecting-ip': '203.0.113.7', 'x-forwarded-for': '198.51.100.1' })).toBe(
      '203.0.113.7',
    );
    expect(from({ 'x-forwarded-for': '198.51.100.1', 'x-real-ip': '198.51.100.1' })).toBeUndefined();
  });

  test.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['203.0.113.7', false],
    ['2001:db8::1', false],
    ['12.7.0.0', false],
    ['::ffff:7f00:1', true],
    ['127.example', false],
    ['', false],
  ])('%s is this machine: %s', (address, isOwn) => {
    expect(isLoopback(address)).toBe(isOwn);
  });

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:1::', '2001:db8:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7108', '203.0.113.8'],
    ['no address', 'no address'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('W6 an address is hidden from the room', () => {
  test('so that it is the same in one room and another in the next', async () => {
    const here = await hiddenAddress(key, 'bench', '203.0.113.7');
    expect(here).toMatch(/^[0-9a-f]{32}$/);
    expect(await hiddenAddress(key, 'bench', '203.0.113.7')).toBe(here);
    const others = await Promise.all([
      hiddenAddress(key, 'bench', '203.0.113.8'),
      hiddenAddress(key, 'beach', '203.0.113.7'),
      hiddenAddress(`${key}!`, 'bench', '203.0.113.7'),
    ]);
    expect(new Set([here, ...others]).size).toBe(4);
  });

  test('and of a network in which anybody can choose a number all of it is one', async () => {
    const [one, other, elsewhere] = await Promise.all(
      ['2001:db8:1:2::1', '2001:db8:1:2:a:b:c:d', '2001:db8:1:3::1'].map((address) =>
        hiddenAddress(key, 'bench', address),
      ),
    );
    expect(one).toBe(other);
    expect(one).not.toBe(elsewhere);
  });
});
