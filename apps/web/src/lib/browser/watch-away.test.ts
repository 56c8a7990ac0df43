import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limits } from '$protocol/limits.ts';
import { watchAway } from './watch-away.ts';

const page = new EventTarget();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
const touch = (name: string) => page.dispatchEvent(new Event(name));

test('R11 a page that nobody touches for ten minutes says so, once, and so does the next touch', () => {
  const told = vi.fn();
  const stop = watchAway(told);
  vi.advanceTimersByTime(limits.awayMs - 1);
  expect(told).not.toHaveBeenCalled();
  touch('keydown');
  vi.advanceTimersByTime(limits.awayMs - 1);
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(told.mock.calls).toEqual([[true]]);
  vi.advanceTimersByTime(limits.awayMs * 3);
  expect(told).toHaveBeenCalledOnce();
  touch('pointermove');
  touch('pointerdown');
  expect(told.mock.calls).toEqual([[true], [false]]);
  vi.advanceTimersByTime(limits.awayMs);
  expect(told.mock.calls).toEqual([[true], [false], [true]]);
  stop();
  expect(told.mock.calls.at(-1)).toEqual([false]);
  touch('wheel');
  vi.advanceTimersByTime(limits.awayMs);
  expect(told).toHaveBeenCalledTimes(4);
  expect(vi.getTimerCount()).toBe(0);
});
