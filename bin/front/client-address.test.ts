import { describe, expect, test } from 'vitest';
import { alwaysTrusted, askerOf, networksFrom } from './client-address.mjs';

const trusted = networksFrom([...alwaysTrusted, '10.0.0.0/8', '2001:db8:1::/48']);
const asker = (peer: string | undefined, more: Record<string, string> = {}) =>
  askerOf(peer, new Headers(more), trusted);
const forwarded = (...hops: string[]) => ({ 'x-forwarded-for': hops.join(', ') });

describe('O9 who asked', () => {
  test('is whoever is at the other end, unless that is a proxy that is trusted', () => {
    const made = { ...forwarded('198.51.100.1'), 'x-forwarded-proto': 'https' };
    expect(asker('203.0.113.7', made)).toEqual({ address: '203.0.113.7', isSecure: false });
    expect(asker('127.0.0.1', made)).toEqual({ address: '198.51.100.1', isSecure: true });
    expect(asker('::ffff:127.0.0.1', made)).toEqual({ address: '198.51.100.1', isSecure: true });
    expect(asker(undefined, made)).toEqual({ address: undefined, isSecure: false });
  });

  test('is the last address that no trusted proxy has: what stands before it can be made up', () => {
    expect(asker('10.0.0.1', forwarded('6.6.6.6', '203.0.113.7', '10.0.0.2')).address).toBe('203.0.113.7');
    expect(asker('::1', forwarded('203.0.113.7', '2001:db8:1::9')).address).toBe('203.0.113.7');
    expect(asker('::1', forwarded('203.0.113.7', '2001:db8:2::9')).address).toBe('2001:db8:2::9');
  });

  test('is the proxy’s own where all are trusted, or what is said is no address', () => {
    expect(asker('127.0.0.1').address).toBe('127.0.0.1');
    expect(asker('127.0.0.1', forwarded('10.0.0.3', '10.0.0.2')).address).toBe('10.0.0.3');
    expect(asker('127.0.0.1', forwarded('203.0.113.7', 'unknown')).address).toBe('127.0.0.1');
    expect(asker('127.0.0.1', forwarded('203.0.113.7', 'x', '10.0.0.2')).address).toBe('10.0.0.2');
  });

  test('is named without a port', () => {
    expect(asker('127.0.0.1', forwarded('203.0.113.7:4711')).address).toBe('203.0.113.7');
    expect(asker('127.0.0.1', forwarded('[2001:db8::7]:4711')).address).toBe('2001:db8::7');
  });

  test.each([
    ['https', true],
    ['HTTPS, http', true],
    ['http', false],
    ['http, https', false],
    ['httpsx', false],
  ])('came by what the first proxy says: %s', (proto, isSecure) => {
    expect(asker('127.0.0.1', { 'x-forwarded-proto': proto }).isSecure).toBe(isSecure);
  });
});

test('O9 what is no network is named', () => {
  expect(() => networksFrom(['10.0.0.0/33'])).toThrow('10.0.0.0/33 is no network');
  for (const other of ['10', '10.0/8', '::ffff:10.0.0.0/104', '']) {
    expect(() => networksFrom([other])).toThrow('is no network');
  }
  expect(() => networksFrom(['example.org'])).toThrow('example.org is no network');
});
