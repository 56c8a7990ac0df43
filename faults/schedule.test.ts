import { describe, expect, test } from 'vitest';
import { scheduleOf } from './schedule.ts';

const asked = { minutes: 5, clients: 20, intensity: 1, pins: 10 };

describe('a schedule', () => {
  test('is the same again for the same seed, and another for another', () => {
    expect(scheduleOf(1, asked)).toEqual(scheduleOf(1, asked));
    expect(scheduleOf(1, asked)).not.toEqual(scheduleOf(2, asked));
  });

  test('of five minutes with twenty people is hard', () => {
    const steps = scheduleOf(1, asked);
    const times = (kind: string) => steps.filter(({ what }) => what.do === kind).length;
    const sends = steps.reduce((sum, { what }) => sum + (what.do === 'say' ? what.times : 0), 0);
    expect(sends).toBeGreaterThan(6_000);
    expect(times('cut')).toBeGreaterThan(400);
    expect(times('evict')).toBeGreaterThan(50);
    expect(times('kill')).toBe(10);
  });

  test('goes in order from the beginning to the end, and even a short one kills the server', () => {
    const steps = scheduleOf(3, { minutes: 0.1, clients: 2, intensity: 1, pins: 10 });
    const times = steps.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(6_000);
    expect(steps.some(({ what }) => what.do === 'kill')).toBe(true);
  });
});
