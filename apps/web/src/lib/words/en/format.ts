/**
 * Numbers, plurals and lists as English has them. Each formatter is made when a sentence first needs it: making one takes
 * a tenth of a second on a slow phone, and a page has only small numbers while it loads.
 */
let numbers: Intl.NumberFormat | undefined;
let plurals: Intl.PluralRules | undefined;
let lists: Intl.ListFormat | undefined;

/** 1,234 */
export function number(n: number): string {
  // Below a thousand English writes the digits and nothing between them.
  if (Number.isInteger(n) && n >= 0 && n < 1_000) return `${n}`;
  numbers ??= new Intl.NumberFormat('en');
  return numbers.format(n);
}

/** 1 person, 1,234 people */
export function count(n: number, one: string, other: string): string {
  plurals ??= new Intl.PluralRules('en');
  return `${number(n)} ${plurals.select(n) === 'one' ? one : other}`;
}

/** Ana, Bo and Chen */
export function listed(parts: readonly string[]): string {
  if (parts.length === 1) return `${parts[0]}`;
  lists ??= new Intl.ListFormat('en-GB', { type: 'conjunction' });
  return lists.format(parts);
}

/** Up to three by name, and how many more. */
export function someOf(names: readonly string[]): string {
  const more = names.length - 3;
  return more > 0 ? `${names.slice(0, 3).join(', ')} and ${number(more)} more` : listed(names);
}
