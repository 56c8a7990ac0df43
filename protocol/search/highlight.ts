import { folded, type Phrase, runsOf, tokensIn } from './tokens.ts';

/** From one place in a text to another, in UTF-16 units. */
export type Span = { from: number; to: number };

/** Where these phrases stand in a text, in order, none within another. Of a word of which the beginning is meant it is all of it. */
export function spansOf(phrases: readonly Phrase[], text: string): Span[] {
  const tokens = placed(text);
  const spans = tokens.flatMap((_, at) => phrases.flatMap((phrase) => spanAt(tokens, at, phrase) ?? []));
  const merged: Span[] = [];
  for (const span of spans.sort((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** `first`: where its first letter ends, for one of which no more than that is meant. */
type Placed = Span & { token: string; first: number; isPaired: boolean };

function spanAt(tokens: readonly Placed[], at: number, phrase: Phrase): Span | undefined {
  const there = tokens.slice(at, at + phrase.tokens.length);
  const last = there.at(-1);
  const isThere = phrase.tokens.every((token, i) => {
    const isLast = i === phrase.tokens.length - 1;
    return isLast && phrase.isBeginning ? there[i]?.token.startsWith(token) : there[i]?.token === token;
  });
  const from = there[0]?.from;
  if (!isThere || from === undefined || !last) return undefined;
  return { from, to: last.isPaired && phrase.isBeginning ? last.first : last.to };
}

// Letter by letter, each with its marks, since folding makes more or fewer of them.
function placed(text: string): Placed[] {
  let all = '';
  /** Where in the text each unit of `all` comes from. */
  const spans: Span[] = [];
  for (const { 0: letter, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const units = folded(letter);
    all += units;
    for (const _ of Array(units.length)) spans.push({ from: index, to: index + letter.length });
  }
  const end = (unit: number) => spans[unit - 1]?.to ?? 0;
  return runsOf(all).flatMap(({ letters, isPaired, at }) => {
    let unit = at;
    const ends = letters.map((letter) => {
      unit += letter.length;
      return end(unit);
    });
    const begin = (i: number) => (i === 0 ? (spans[at]?.from ?? 0) : (ends[i - 1] ?? 0));
    const tokens = tokensIn({ letters, isPaired });
    return tokens.map((token, i) => {
      const to = isPaired ? (ends[i + 1] ?? ends[i] ?? 0) : end(unit);
      return { token, from: begin(i), to, first: ends[i] ?? to, isPaired };
    });
  });
}
