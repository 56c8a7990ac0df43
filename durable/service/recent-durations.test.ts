import { describe, expect, test } from 'vitest';
import { RecentDurations } from './recent-durations.ts';

const minuteMs = 60_000;

describe('O18 how long something took within the last hour', () => {
  const at = { ms: 1_000 * minuteMs };
  const durations = () => new RecentDurations(() => at.ms);

  test('is nothing before there was something', () => {
    expect(durations().summary).toEqual({ count: 0, failed: 0, p50Ms: null, p99Ms: null });
  });

  test('is told as what half of all, and 99 of 100, did not exceed', () => {
    const known = durations();
    for (let i = 0; i < 98; i += 1) known.note(7, false);
    for (const ms of [90, 400]) known.note(ms, true);
    expect(known.summary).toEqual({ count: 100, failed: 2, p50Ms: 10, p99Ms: 100 });
    known.note(60_000, false);
    known.note(60_000, false);
    expect(known.summary.p99Ms).toBe(5_000);
  });

  test('forgets what is older than an hour, and nothing else', () => {
    const known = durations();
    known.note(900, true);
    at.ms += 59 * minuteMs;
    known.note(3, false);
    expect(known.summary).toMatchObject({ count: 2, p99Ms: 1_000 });
    at.ms += minuteMs;
    expect(known.summary).toEqual({ count: 1, failed: 0, p50Ms: 5, p99Ms: 5 });
    at.ms += 60 * minuteMs;
    expect(known.summary.count).toBe(0);
  });
});
