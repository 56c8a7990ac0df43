import { placeBetween } from './as-read.ts';
import { caretIn } from './emphasis-edit.ts';
import type { TextEdit } from './text-edits.ts';

/** Makes a span of code of what is selected, or a block where it has several lines; or words of it again. See `formatted`. */
export function withCode(text: string, start: number, end: number): TextEdit {
  if (start === end) return caretIn(text, start, ['`']);
  const selected = text.slice(start, end);
  const words = selected.trim();
  if (words === '') return { from: start, to: start, insert: '', select: [start, end] };
  const from = start + selected.indexOf(words);
  const to = from + words.length;
  const lines = { from: text.lastIndexOf('\n', from - 1) + 1, to: `${text}\n`.indexOf('\n', to) };
  const unfenced = withoutFence(text, lines.from, lines.to);
  if (unfenced) return unfenced;
  if (words.includes('\n')) return withFence(text, lines.from, lines.to);
  return withoutSpan(text, from, to) ?? withSpan(words, from);
}

/** One backtick more than the longest run in it, and a blank between its own and ours, which is not read as part of it. */
export function codeSpan(words: string): string {
  const marks = backticksFor(words, 1);
  const pad = /^`|`$/.test(words) ? ' ' : '';
  return marks + pad + words + pad + marks;
}

/** Backticks, at least so many, and more than stand in a row within. */
export function backticksFor(code: string, least: number): string {
  let longest = least - 1;
  for (const [run] of code.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return '`'.repeat(longest + 1);
}

function withSpan(words: string, from: number): TextEdit {
  const insert = codeSpan(words);
  const edge = (insert.length - words.length) / 2;
  return { from, to: from + words.length, insert, select: [from + edge, from + edge + words.length] };
}

/** What is selected is all that is in a span of code, with its backticks or without. */
function withoutSpan(text: string, from: number, to: number): TextEdit | undefined {
  const [, run = ''] = /^(`+)[\s\S]*[^`]\1$/.exec(text.slice(from, to)) ?? [];
  const inside = edgesOf(text.slice(from, to), run);
  if (run !== '' && isSpan(text, from + inside, to - inside)) return uncovered(text, from, to, inside);
  const [around = ''] = /`+ ?$/.exec(text.slice(0, from)) ?? [];
  const behind = [...around].reverse().join('');
  if (around === '' || !text.startsWith(behind, to) || !isSpan(text, from, to)) return undefined;
  return uncovered(text, from - around.length, to + around.length, around.length);
}

const edgesOf = (span: string, run: string) =>
  span.startsWith(`${run} `) && span.endsWith(` ${run}`) ? run.length + 1 : run.length;

function isSpan(text: string, from: number, to: number): boolean {
  const place = placeBetween(text.slice(0, from), text.slice(to));
  return place?.isCode === true && place.isAlone;
}

function uncovered(text: string, from: number, to: number, edge: number): TextEdit {
  const insert = text.slice(from + edge, to - edge);
  return { from, to, insert, select: [from, from + insert.length] };
}

/** A fence around whole lines, since it needs lines of its own, in the quote that they stand in. */
function withFence(text: string, from: number, to: number): TextEdit {
  const lines = text.slice(from, to);
  const mark = quoteOf(lines) + backticksFor(lines, 3);
  const first = from + mark.length + 1;
  return { from, to, insert: `${mark}\n${lines}\n${mark}`, select: [first, first + lines.length] };
}

/** What is selected is all lines of a fence, with its own or without. */
function withoutFence(text: string, from: number, to: number): TextEdit | undefined {
  const selected = text.slice(from, to).split('\n');
  const inside = [(selected[0] ?? '').length + 1, (selected.at(-1) ?? '').length + 1] as const;
  const isInside = selected.length > 2 && isFence(text, from + inside[0], to - inside[1]);
  if (isInside) return lifted(text, from, to, from + inside[0], to - inside[1]);
  const outer = { from: text.lastIndexOf('\n', from - 2) + 1, to: text.indexOf('\n', to + 1) };
  if (from === 0 || to === text.length || !isFence(text, from, to)) return undefined;
  return lifted(text, outer.from, outer.to === -1 ? text.length : outer.to, from, to);
}

function isFence(text: string, from: number, to: number): boolean {
  const place = placeBetween(text.slice(0, from) + quoteOf(text.slice(from, to)), text.slice(to));
  return place?.is === 'fence' && place.isAlone;
}

/** The marks of the quote in which all of these lines stand. */
function quoteOf(lines: string): string {
  const [quote = ''] = /^(?: {0,3}> ?)*/.exec(lines) ?? [];
  return lines.split('\n').every((line) => line.startsWith(quote)) ? quote : '';
}

function lifted(text: string, from: number, to: number, first: number, last: number): TextEdit {
  const insert = text.slice(first, last);
  return { from, to, insert, select: [from, from + insert.length] };
}
