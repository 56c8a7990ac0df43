import { placeBetween } from './as-read.ts';
import { withCode } from './code-edit.ts';
import { withEmphasis } from './emphasis-edit.ts';

/** Puts `insert` in the place of what stands from `from` to `to`, and selects what is then between the two numbers of `select`. */
export type TextEdit = { from: number; to: number; insert: string; select: [number, number] };

export type Format = 'strong' | 'emphasis' | 'code' | 'strike';

/**
 * Formats what is selected, or takes that format away again where it has it. With nothing selected what is written next has it.
 * @param start of the selection, in UTF-16 units, as a field counts them; `end` is behind it
 */
export function formatted(text: string, start: number, end: number, how: Format): TextEdit {
  return how === 'code' ? withCode(text, start, end) : withEmphasis(text, start, end, how);
}

/** Of a quote or an item, with the indent before it and the blanks behind. */
const mark = / *> ?| *(?:[-*]|\d{1,9}[.)]) {1,4}/y;

/**
 * The new line that goes on with the quote, list or code at a place: with its marks, the next number, or its indent. Where a mark
 * has nothing behind it, it is taken away. Undefined where a new line is only that.
 */
export function continued(text: string, at: number): TextEdit | undefined {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(lineStart, at);
  const marks = marksOf(line);
  const wordsStart = lineStart + marks.join('').length;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(wordsStart, at)) ?? [];
  const place = placeBetween(text.slice(0, wordsStart + indent.length), '');
  if (place?.is === 'fence') return continuedCode(line, at, place.quotes);
  // What looks like a mark may be the beginning of a sentence, or stand too deep.
  if (marks.length === 0 || !place || place.before.trim() !== '') return undefined;

  const rest = text.slice(wordsStart).split('\n', 1)[0] as string;
  const last = marks.pop() ?? '';
  if (rest.trim() === '') {
    const from = wordsStart - last.length;
    return { from, to: wordsStart + rest.length, insert: '', select: [from, from] };
  }
  const isFence = /^(?:`{3}[^`]*|~{3}.*)$/.test(rest);
  const outer = marks.map(asIndent).join('');
  return newLine(text, at, outer + (isFence ? asIndent(last) : nextMark(last)));
}

/**
 * The end of a fence that has just been typed behind the indent of its code: it closes nothing there, and moves to where the fence
 * begins. Undefined where that is not it.
 */
export function fenceEnd(text: string, at: number): TextEdit | undefined {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  // With less of an indent it closes the fence as it stands.
  const [, mark = ''] = /^(?: {4,}| *\t[ \t]*)(`{3}|~{3})$/.exec(text.slice(lineStart, at)) ?? [];
  if (mark === '' || /^[^\n]/.test(text.slice(at))) return undefined;
  if (placeBetween(text.slice(0, lineStart), '')?.is !== 'fence') return undefined;
  const opened =
    text
      .slice(0, lineStart)
      .match(/^ *(?=`{3}|~{3})/gm)
      ?.at(-1) ?? '';
  const end = lineStart + opened.length + mark.length;
  return { from: lineStart, to: at, insert: opened + mark, select: [end, end] };
}

function marksOf(line: string): string[] {
  const marks: string[] = [];
  for (mark.lastIndex = 0; ; ) {
    const [found] = mark.exec(line) ?? [];
    if (found === undefined) return marks;
    marks.push(found);
  }
}

/** What else stands in an item has no mark of it, but its indent. */
const asIndent = (mark: string) => mark.replace(/[^ >]/g, ' ');

const nextMark = (mark: string) =>
  mark.replace(/\d+/, (digits) => `${Math.min(Number(digits) + 1, 999_999_999)}`);

/** Quotes around code have their marks in each of its lines. What looks like one more is code. */
function continuedCode(line: string, at: number, quotes: number): TextEdit | undefined {
  const [prefix = ''] = new RegExp(`^(?: *> ?){0,${quotes}}[ \\t]*`).exec(line) ?? [];
  return prefix === '' ? undefined : newLine('', at, prefix);
}

function newLine(text: string, at: number, prefix: string): TextEdit {
  // Blanks that stood between two words would be more indent.
  const [blanks = ''] = /^ */.exec(text.slice(at)) ?? [];
  const caret = at + 1 + prefix.length;
  return { from: at, to: at + blanks.length, insert: `\n${prefix}`, select: [caret, caret] };
}
