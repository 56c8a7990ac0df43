import { describe, expect, test } from 'vitest';
import { elapsedClock } from './elapsed.ts';

function clocks() {
  const at = { steady: 500, wall: 1_000_000 };
  const elapsed = elapsedClock(
    () => at.steady,
    () => at.wall,
  );
  const pass = (steadyMs: number, wallMs = steadyMs) => {
    at.steady += steadyMs;
    at.wall += wallMs;
  };
  return { elapsed, pass };
}

describe('C2 how long something takes', () => {
  test('is counted from nothing', () => {
    const { elapsed, pass } = clocks();
    expect(elapsed()).toBe(0);
    pass(1_234);
    expect(elapsed()).toBe(1_234);
  });

  test('counts the time a computer slept, once', () => {
    const { elapsed, pass } = clocks();
    pass(100);
    pass(0, 3_600_000);
    expect(elapsed()).toBe(3_600_100);
    expect(elapsed()).toBe(3_600_100);
    pass(100);
    expect(elapsed()).toBe(3_600_200);
  });

  test('does not count it twice where the steady clock goes on', () => {
    const { elapsed, pass } = clocks();
    pass(3_600_000);
    expect(elapsed()).toBe(3_600_000);
  });

  test('never goes back, whatever the clock on the wall is set to', () => {
    const { elapsed, pass } = clocks();
    pass(1_000);
    elapsed();
    pass(10, -86_400_000);
    expect(elapsed()).toBe(1_010);
  });

  test('is not hurried by two clocks that tick at different moments', () => {
    const { elapsed, pass } = clocks();
    for (let ms = 0; ms < 1_000; ms += 1) {
      for (const step of [0.25, 0.25, 0.25]) {
        pass(step, 0);
        elapsed();
      }
      pass(0.25, 1);
      elapsed();
    }
    expect(elapsed()).toBeCloseTo(1_000);
  });
});
