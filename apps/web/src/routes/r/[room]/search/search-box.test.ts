import { describe, expect, test } from 'vitest';
import { dayStart } from '$lib/day-start.ts';
import { readSearch } from './search-box.ts';

const here = { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 10, 15, 12) };
const read = (typed: string) => readSearch(typed, here);
const words = (...texts: string[]) => texts.map((text) => ({ text, isExact: false }));
/** Midnight in Berlin, in winter. */
const berlin = (month: number, day: number) => Date.UTC(2026, month - 1, day) - 60 * 60_000;

describe('F1 what is typed to search', () => {
  test.each<[string, unknown]>([
    ['tea cake', { words: words('tea', 'cake') }],
    ['"good morning" tea', { words: [{ text: 'good morning', isExact: true }, ...words('tea')] }],
    ['“good morning”', { words: [{ text: 'good morning', isExact: true }] }],
    ['"good morning', { words: [{ text: 'good morning', isExact: true }] }],
    ['from:Ana', { words: [], from: 'Ana' }],
    ['FROM:@ana', { words: [], from: 'ana' }],
    ['from:"Ana Lu" tea', { words: words('tea'), from: 'Ana Lu' }],
    ['has:link has:links has:file', { words: [], has: ['link', 'file'] }],
    ['in:thread', { words: [], inThread: true }],
    ['before:2026-11-15', { words: [], until: berlin(11, 15) }],
    ['after:2026-11-15', { words: [], since: berlin(11, 16) }],
    ['on:2026-11-15', { words: [], since: berlin(11, 15), until: berlin(11, 16) }],
    ['on:today', { words: [], since: berlin(11, 15), until: berlin(11, 16) }],
    ['on:yesterday', { words: [], since: berlin(11, 14), until: berlin(11, 15) }],
    ['after:2026-11-01 before:2026-11-15', { words: [], since: berlin(11, 2), until: berlin(11, 15) }],
    ['https://x.org/a', { words: words('https://x.org/a') }],
    ['note:this', { words: words('note:this') }],
    ['tea :-) -', { words: words('tea') }],
    ['天气', { words: words('天气') }],
    ['constructor:x', { words: words('constructor:x') }],
  ])('%s', (typed, query) => {
    expect(read(typed)).toEqual(query);
  });

  test.each<[string, unknown]>([
    ['', { is: 'nothing' }],
    ['!!! :-)', { is: 'nothing' }],
    ['"', { is: 'nothing' }],
    ['x'.repeat(201), { is: 'too-long' }],
    ['x '.repeat(21), { is: 'too-long' }],
    ['before:2026-02-31', { is: 'no-such-day', what: '2026-02-31' }],
    ['on:soon', { is: 'no-such-day', what: 'soon' }],
    ['after:2026-13-01', { is: 'no-such-day', what: '2026-13-01' }],
    ['before:0', { is: 'no-such-day', what: '0' }],
    ['on:constructor', { is: 'no-such-day', what: 'constructor' }],
    ['has:money', { is: 'no-such-filter', what: 'has:money' }],
    ['in:bed', { is: 'no-such-filter', what: 'in:bed' }],
  ])('%s says what is wrong', (typed, wrong) => {
    expect(read(typed)).toEqual({ wrong });
  });

  test('of ten thousand letters is read in no time to speak of, whatever they are', () => {
    for (const typed of ['"'.repeat(10_000), 'a:'.repeat(5_000), ' '.repeat(10_000)]) {
      expect(read(typed)).toHaveProperty('wrong');
    }
  });
});

describe('F1 a day begins', () => {
  test.each([
    ['2026-11-15', 'Europe/Berlin', '2026-11-14T23:00:00.000Z'],
    ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-11-15', 'Pacific/Kiritimati', '2026-11-14T10:00:00.000Z'],
    ['2026-11-15', 'Etc/GMT+12', '2026-11-15T12:00:00.000Z'],
    // Where clocks are set forward at midnight the day begins at one.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  ])('%s in %s', (day, zone, begins) => {
    expect(new Date(dayStart(day, zone) ?? 0).toISOString()).toBe(begins);
  });

  test.each(['2026-02-30', '2026-1-1', '20261115', '', 'today', '2026-11-15T00:00'])('%j is none', (day) => {
    expect(dayStart(day, 'UTC')).toBeUndefined();
  });
});
