const units: [names: RegExp, seconds: number][] = [
  [/^s(?:ec(?:ond)?s?)?$/, 1],
  [/^m(?:in(?:ute)?s?)?$/, 60],
  [/^h(?:rs?|ours?)?$/, 3_600],
  [/^d(?:ays?)?$/, 86_400],
  [/^w(?:eeks?)?$/, 604_800],
  [/^months?$/, 2_592_000],
  [/^y(?:ears?)?$/, 31_536_000],
];

/**
 * A while that begins a text (10m, 1h30m, for 2 days, an hour, for good), in seconds, endless where it is for good; and what
 * follows it. A number alone, and nothing else, is of `bareUnitS` seconds each. Undefined where it begins with none.
 */
export function whileIn(text: string, bareUnitS: number): { seconds: number; rest: string } | undefined {
  let rest = text.replace(/^for\s+/i, '');
  const endless = /^(?:good|ever|for ?ever|permanently)\b[\s,:;]*/i.exec(rest);
  if (endless) return { seconds: Number.POSITIVE_INFINITY, rest: rest.slice(endless[0].length) };
  if (/^\d{1,9}$/.test(rest)) return { seconds: Number(rest) * bareUnitS, rest: '' };
  let seconds: number | undefined;
  for (;;) {
    const [found, many = '', unit = ''] =
      /^(\d{1,9}|an?(?=\s))\s*([a-z]+)(?![\p{L}])[\s,:;]*(?:and\s+(?=\d))?/iu.exec(rest) ?? [];
    const size = units.find(([names]) => names.test(unit.toLowerCase()))?.[1];
    // "a m" is how no while is written.
    if (found === undefined || size === undefined || (unit.length === 1 && !/\d/.test(many))) break;
    seconds = (seconds ?? 0) + size * (/\d/.test(many) ? Number(many) : 1);
    rest = rest.slice(found.length);
  }
  return seconds === undefined ? undefined : { seconds, rest };
}
