import { afterEach, expect, test, vi } from 'vitest';
import { isTimeToOffer } from './keep-offer.ts';

afterEach(() => vi.unstubAllGlobals());

test('U23 that the name be kept is offered once in a browser, at the tenth own message', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const offered = Array.from({ length: 30 }, (_, i) => isTimeToOffer() && i + 1);
  expect(offered.filter(Boolean)).toEqual([10]);
});

test('U23 it is never offered by a browser that keeps nothing', () => {
  vi.stubGlobal('localStorage', undefined);
  expect(Array.from({ length: 30 }, () => isTimeToOffer())).not.toContain(true);
});
