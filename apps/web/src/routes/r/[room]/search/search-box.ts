import { dayOf } from '$lib/dates.ts';
import { dayAfter, dayStart } from '$lib/day-start.ts';
import { limits } from '$protocol/limits.ts';
import type { SearchQuery } from '$protocol/search/query.ts';
import { phraseOf } from '$protocol/search/tokens.ts';

/** What is wrong with what somebody typed to search. `what`: the part of it. */
export type WrongSearch =
  | { is: 'too-long' }
  /** There is nothing to look for in it. */
  | { is: 'nothing' }
  | { is: 'no-such-day'; what: string }
  | { is: 'no-such-filter'; what: string };

/** Where and when whoever searches is. */
type Here = { timeZone: string; now: number };

/**
 * What somebody types to search a room: words, "words in a row", and filters, as in `tea from:Ana before:2026-11-15 has:link`. The word
 * behind an unknown filter is a word with a colon.
 */
export function readSearch(typed: string, here: Here): SearchQuery | { wrong: WrongSearch } {
  if ([...typed].length > limits.searchLetters) return { wrong: { is: 'too-long' } };
  const query: SearchQuery = { words: [] };
  for (const [whole, name = '', quotedValue, value, quoted] of typed.matchAll(part)) {
    const filter = filters.get(name.toLowerCase());
    const given = quotedValue ?? value ?? '';
    if (filter && given !== '') {
      const wrong = filter(query, given, here);
      if (wrong) return { wrong };
    } else {
      const text = quoted ?? whole;
      // What has nothing to look for in it, a dash or a smile of signs, is no word.
      if (phraseOf(text)) query.words.push({ text, isExact: quoted !== undefined });
    }
  }
  if (query.words.length > limits.searchWords) return { wrong: { is: 'too-long' } };
  const { words, ...others } = query;
  return words.length === 0 && Object.keys(others).length === 0 ? { wrong: { is: 'nothing' } } : query;
}

/** A filter and its value, in quotation marks or not; something in quotation marks, which need not end; or a word. */
const part = /(\p{L}+):(?:["“„]([^"“”]*)["”]?|([^\s"“„]+))|["“„]([^"“”]*)["”]?|[^\s"“”„]+/gu;

type Filter = (query: SearchQuery, value: string, here: Here) => WrongSearch | undefined;

const filters = new Map<string, Filter>(
  Object.entries({
    from(query, value) {
      query.from = value.replace(/^@/, '');
      return undefined;
    },
    has(query, value) {
      const what = value.toLowerCase().replace(/s$/, '');
      if (what !== 'link' && what !== 'file') return { is: 'no-such-filter', what: `has:${value}` };
      query.has = [...new Set([...(query.has ?? []), what] as const)];
      return undefined;
    },
    in(query, value) {
      if (!/^threads?$/i.test(value)) return { is: 'no-such-filter', what: `in:${value}` };
      query.inThread = true;
      return undefined;
    },
    before: byDay((query, { begins }) => {
      query.until = Math.min(query.until ?? begins, begins);
    }),
    after: byDay((query, { ends }) => {
      query.since = Math.max(query.since ?? ends, ends);
    }),
    on: byDay((query, { begins, ends }) => {
      query.since = Math.max(query.since ?? begins, begins);
      query.until = Math.min(query.until ?? ends, ends);
    }),
  } satisfies Record<string, Filter>),
);

function byDay(narrow: (query: SearchQuery, day: { begins: number; ends: number }) => void): Filter {
  return (query, value, here) => {
    const day = dayNamed(value, here);
    const begins = dayStart(day, here.timeZone);
    if (begins === undefined) return { is: 'no-such-day', what: value };
    narrow(query, { begins, ends: dayStart(dayAfter(day), here.timeZone) ?? begins });
    return undefined;
  };
}

const dayMs = 24 * 60 * 60_000;
const ago = new Map([
  ['today', 0],
  ['yesterday', dayMs],
]);

function dayNamed(value: string, { timeZone, now }: Here): string {
  const agoMs = ago.get(value.toLowerCase());
  return agoMs === undefined ? value : dayOf(now - agoMs, { locale: 'en', timeZone });
}
