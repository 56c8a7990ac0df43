import { plainLine } from '$lib/text/plain-line.ts';
import type { Message } from '$protocol/message.ts';
import { spansOf } from '$protocol/search/highlight.ts';
import type { Phrase } from '$protocol/search/tokens.ts';

/** A part of what is shown of a message that was found. `found`: it is what was looked for. */
export type SnippetPart = { text: string; found: boolean };

const mostUnits = 280;
/** So much of what stands before the first that was found. */
const before = 80;

/** What a message says around what was looked for, without markup, in one line; what a spoiler hides stays hidden. */
export function snippetOf(message: Message, phrases: readonly Phrase[]): SnippetPart[] {
  const plain = plainLine(message);
  const spans = spansOf(phrases, plain);
  const first = spans[0]?.from ?? 0;
  const from = first <= before + 20 ? 0 : wordAt(plain, first - before);
  const to = from + mostUnits >= plain.length ? plain.length : whole(plain, from + mostUnits);
  const parts: SnippetPart[] = [];
  let at = from;
  for (const span of spans.filter((one) => one.from >= from && one.to <= to)) {
    parts.push({ text: plain.slice(at, span.from), found: false });
    parts.push({ text: plain.slice(span.from, span.to), found: true });
    at = span.to;
  }
  parts.push({ text: plain.slice(at, to), found: false });
  return [
    ...(from > 0 ? [{ text: '… ', found: false }] : []),
    ...parts.filter((part) => part.text !== ''),
    ...(to < plain.length ? [{ text: '…', found: false }] : []),
  ];
}

/** The beginning of the next word from here on, where one begins soon. */
function wordAt(text: string, at: number): number {
  const blank = text.indexOf(' ', at);
  return blank >= 0 && blank < at + 30 ? blank + 1 : whole(text, at);
}

/** A place that cuts no letter, flag or family in two. */
function whole(text: string, at: number): number {
  const near = Math.max(0, at - 60);
  let cut = near;
  for (const { index } of new Intl.Segmenter().segment(text.slice(near, at + 30))) {
    if (near + index > at) break;
    cut = near + index;
  }
  return cut;
}
