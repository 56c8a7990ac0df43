import type { Reader } from './reader.ts';

type Zone = Pick<Reader, 'locale' | 'timeZone'>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** 18:52, or 6:52 pm where that is how it is written. */
export function timeOf(at: number, zone: Zone): string {
  return formatter(zone, { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** All of a moment: Saturday 28 November 2026 at 18:52, as a reader writes it. */
export function momentOf(at: number, zone: Zone): string {
  return formatter(zone, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}

/** A name that two moments share exactly when they fall on the same day for the reader: 2026-11-15. */
export function dayOf(at: number, { timeZone }: Zone): string {
  return formatter(
    { locale: 'en-CA', timeZone },
    { year: 'numeric', month: '2-digit', day: '2-digit' },
  ).format(at);
}

export function weekdayOf(at: number, zone: Zone): string {
  return formatter(zone, { weekday: 'long' }).format(at);
}

/** 15 November, with the year only when it is not the present one. */
export function dateOf(at: number, now: number, zone: Zone): string {
  const sameYear = dayOf(at, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
  return formatter(zone, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    at,
  );
}

/** When something was, as short as it can be said now: 18:52; Thursday, 18:52; 3 November. */
export function whenOf(at: number, now: number, zone: Zone): string {
  if (dayOf(at, zone) === dayOf(now, zone)) return timeOf(at, zone);
  if (now - at < 6 * dayMs) return `${weekdayOf(at, zone)}, ${timeOf(at, zone)}`;
  return dateOf(at, now, zone);
}

/** When something ends, as short as it can be said now: 18:52; Thursday, 18:52; 12 December. */
export function untilOf(at: number, now: number, zone: Zone): string {
  if (dayOf(at, zone) === dayOf(now, zone)) return timeOf(at, zone);
  if (at - now < 6 * dayMs) return `${weekdayOf(at, zone)}, ${timeOf(at, zone)}`;
  return dateOf(at, now, zone);
}

/** 40 minutes, 15 hours, 3 days. */
export function durationOf(ms: number, { locale }: Zone): string {
  const [value, unit] =
    ms < hourMs ? [ms / minuteMs, 'minute'] : ms < 2 * dayMs ? [ms / hourMs, 'hour'] : [ms / dayMs, 'day'];
  const options = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  const key = JSON.stringify([locale, options]);
  return shared(key, () => new Intl.NumberFormat(locale, options)).format(Math.floor(value));
}

/** How long ago something was, in the room a list leaves for it: 2 hours, Thu, 3 Nov, Nov 2024. */
export function agoOf(at: number, now: number, zone: Zone): string {
  if (now - at < dayMs) return durationOf(Math.max(now - at, minuteMs), zone);
  if (now - at < 6 * dayMs) return formatter(zone, { weekday: 'short' }).format(at);
  const isThisYear = dayOf(at, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
  const options = isThisYear ? dayAndMonth : monthAndYear;
  return formatter(zone, options).format(at);
}

const dayAndMonth = { day: 'numeric', month: 'short' } as const;
const monthAndYear = { month: 'short', year: 'numeric' } as const;

// Making one is a hundred times the work of using it, and a page of history uses a few of them a lot.
// Readers come from everywhere, though, and a server must not keep one for each of them for ever.
const formatters = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();
const mostFormatters = 200;

function formatter({ locale, timeZone }: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, options]);
  return shared(key, () => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
}

function shared<T extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => T): T {
  // A key holds all that a formatter is made from, so it names one of the kind that is asked for.
  const known = (formatters.get(key) as T | undefined) ?? make();
  if (formatters.size >= mostFormatters) formatters.clear();
  formatters.set(key, known);
  return known;
}
