import { limits } from './limits.ts';
import { hasTooManyMarks } from './marks.ts';
import type { WireRefusal } from './refusals.ts';

/**
 * What may be said, and what a person or a room may be called. The room decides by these rules; a client
 * uses the same ones to say so sooner.
 */

export function tidyText(raw: string): { text: string } | WireRefusal {
  const lines = raw.replace(lineBreaks, '\n').replace(controls, '').replace(bidiOverrides, '');
  const text = withoutBlankEdges(lines);
  return refusalOf(text, limits.messageLetters) ?? { text };
}

export function tidyName(raw: string): { name: string } | WireRefusal {
  const tidied = tidyLine(raw, limits.nameLetters);
  if ('refused' in tidied) return tidied;
  return tidied.line === '' ? { refused: 'empty' } : { name: tidied.line };
}

/** One line by the rules of a name, of at most so many letters; empty when nobody could see anything in it. */
export function tidyLine(raw: string, mostLetters: number): { line: string } | WireRefusal {
  if (raw.length > mostTyped) return { refused: 'too-long' };
  const line = raw.replace(bidiAll, '').normalize('NFC').replace(/ +/g, ' ').trim();
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(line)) return { refused: 'unreadable' };
  const refusal = refusalOf(line, mostLetters);
  if (refusal?.refused === 'empty') return { line: '' };
  return refusal ?? { line };
}

/** A room's name is its address: letters and digits of any script, in lower case, with single hyphens. */
export function isRoomName(name: string): boolean {
  return (
    roomName.test(name) &&
    letters(name) <= limits.roomNameLetters &&
    !hasTooManyMarks(name) &&
    canonical(name) === name
  );
}

/** The room name that a person most likely means by what they typed; undefined when it makes none. */
export function roomNameFrom(typed: string): string | undefined {
  if (typed.length > mostTyped) return undefined;
  const name = canonical(typed)
    .replace(/[^\p{L}\p{N}\p{M}]+\p{M}*/gu, '-')
    .replace(/^[-\p{M}]+|-+$/gu, '');
  return isRoomName(name) ? name : undefined;
}

/** Code points, as `limits` counts them. */
export function letters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** How long a text is in UTF-8. TextEncoder is not in every place this runs, and would copy it only to count. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

// Sorting a long run of combining marks costs Unicode normalisation the square of its length.
const mostTyped = 1_024;
const canonical = (name: string) => name.normalize('NFKC').toLowerCase().normalize('NFKC');
const roomName = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:-[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u;
// What programs and word processors end a line or a page with, and Unicode's own separators.
const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// What else comes along with pasted words has no shape, and its author cannot find it.
const controls = /[^\P{Cc}\n\t]/gu;
// Overrides and embeddings can make a sentence read as another one. The plain marks (LRM, RLM, ALM) are
// needed by people who write from right to left, so words keep them; names have no use for them.
const bidiOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
const bidiAll = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
// U+2800 is a blank that Unicode counts as a symbol.
const visible = /[^\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

// Not one pattern for both edges: a long run of spaces would cost it the square of its length. The first
// line keeps its indent, for code.
function withoutBlankEdges(text: string): string {
  const lineOfFirstWord = text.lastIndexOf('\n', text.search(/\S/)) + 1;
  return text.slice(lineOfFirstWord).trimEnd();
}

function refusalOf(text: string, mostLetters: number): WireRefusal | undefined {
  if (text.length > mostLetters * 2 || letters(text) > mostLetters) return { refused: 'too-long' };
  if (!text.isWellFormed()) return { refused: 'unreadable' };
  if (!visible.test(text)) return { refused: 'empty' };
  if (hasTooManyMarks(text)) return { refused: 'too-many-marks' };
  return undefined;
}
