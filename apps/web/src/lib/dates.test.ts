import { expect, test } from 'vitest';
import { agoOf } from './dates.ts';

const zone = { locale: 'en-GB', timeZone: 'Europe/Lisbon' };
const now = Date.UTC(2026, 10, 25, 9);
const hour = 3_600_000;

test.each([
  [0, '1 minute'],
  [40 * 60_000, '40 minutes'],
  [2 * hour, '2 hours'],
  [30 * hour, 'Tue'],
  [5 * 24 * hour, 'Fri'],
  [22 * 24 * hour, '3 Nov'],
  [400 * 24 * hour, 'Oct 2025'],
])('U21 how long ago a room was awake is said as short as it can be: %i ms is %s', (ms, said) => {
  expect(agoOf(now - ms, now, zone)).toBe(said);
});
