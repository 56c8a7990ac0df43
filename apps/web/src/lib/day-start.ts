import { dayOf } from './dates.ts';

const hourMs = 60 * 60_000;

/**
 * When a day begins where somebody is, in milliseconds since 1970; undefined for what is no day of the calendar.
 *
 * @param day like 2026-11-15
 */
export function dayStart(day: string, timeZone: string): number | undefined {
  const noon = Date.parse(`${day}T12:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(noon)) return undefined;
  if (new Date(noon).toISOString().slice(0, 10) !== day) return undefined;
  // By halves: clocks are set forward and back, and no zone is further from Greenwich's than this.
  let [low, high] = [noon - 30 * hourMs, noon + 6 * hourMs];
  const zone = { locale: 'en', timeZone };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (dayOf(middle, zone) >= day) high = middle;
    else low = middle;
  }
  return high;
}

/** The day after another. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 24 * hourMs).toISOString().slice(0, 10);
}
