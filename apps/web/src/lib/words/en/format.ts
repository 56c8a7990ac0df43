/**
 * Numbers, plurals and lists as English has them. What English does with one word is written out: the first formatter that a page
 * makes takes a tenth of a second on a slow phone, whichever it is, and a page has only small numbers while it loads.
 */
let numbers: Intl.NumberFormat | undefined;

/** 1,234 */
export function number(n: number): string {
  // Below a thousand English writes the digits and nothing between them.
  if (Number.isInteger(n) && n >= 0 && n < 1_000) return `${n}`;
  numbers ??= new Intl.NumberFormat('en');
  return numbers.format(n);
}

/** 1 person, 1,234 people */
export function count(n: number, one: string, other: string): string {
  return `${number(n)} ${n === 1 ? one : other}`;
}

/** Ana, Bo and Chen */
export function listed(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('');
}

/** Up to three by name, and how many more. */
export function someOf(names: readonly string[]): string {
  const more = names.length - 3;
  return more > 0 ? `${names.slice(0, 3).join(', ')} and ${number(more)} more` : listed(names);
}
