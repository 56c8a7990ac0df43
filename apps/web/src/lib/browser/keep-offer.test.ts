import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeStorage } from './fake-storage.ts';
import { isTimeToOffer, noteAnswer } from './keep-offer.ts';

beforeEach(() => void vi.stubGlobal('localStorage', new FakeStorage()));
afterEach(() => vi.unstubAllGlobals());

test('U23 that the name be kept is offered from the tenth own message in a browser on', () => {
  const offered = Array.from({ length: 12 }, () => isTimeToOffer());
  expect(offered).toEqual([...Array(9).fill(false), true, true, true]);
});

test('U23 it is offered no more once it was answered', () => {
  for (let said = 0; said < 10; said += 1) isTimeToOffer();
  noteAnswer();
  expect(Array.from({ length: 30 }, () => isTimeToOffer())).not.toContain(true);
});

test('U23 it is never offered by a browser that keeps nothing', () => {
  vi.stubGlobal('localStorage', undefined);
  expect(Array.from({ length: 30 }, () => isTimeToOffer())).not.toContain(true);
});
