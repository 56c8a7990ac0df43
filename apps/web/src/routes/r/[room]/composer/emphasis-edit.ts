import { asRead } from './as-read.ts';
import type { Format, TextEdit } from './text-edits.ts';

type Emphasis = Exclude<Format, 'code'>;
type Piece = { from: number; to: number };

// Where the first would be read as something else, beside another of the same, the second may not be.
const marksFor: Record<Emphasis, [first: string, ...others: string[]]> = {
  strong: ['**', '__'],
  emphasis: ['*', '_'],
  strike: ['~~'],
};

/** Puts the marks of this emphasis around what is selected, on each of its lines; or takes them away. See `formatted`. */
export function withEmphasis(text: string, start: number, end: number, how: Emphasis): TextEdit {
  const [first] = marksFor[how];
  if (start === end) return caretIn(text, start, marksFor[how]);
  const pieces = piecesOf(text, start, end);
  const outer = { from: pieces[0]?.from ?? start, to: pieces.at(-1)?.to ?? end };
  if (pieces.length === 0) return { from: start, to: start, insert: '', select: [start, end] };

  const without = marksFor[how].flatMap((mark) => withoutMarks(text, pieces, outer, mark));
  const undone = without.find((edit) => addsPieces(text, edit, how, -pieces.length));
  if (undone) return undone;

  const bare = pieces.filter((piece) => !isMarked(text, piece, how));
  const edits = marksFor[how].map((mark) => withMarks(text, bare, outer, mark));
  return (
    edits.find((edit) => addsPieces(text, edit, how, bare.length)) ?? withMarks(text, bare, outer, first)
  );
}

/** A text after an edit. */
export function applied(text: string, { from, to, insert }: TextEdit): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** Whether the words of a text are the same after an edit, and so many more pieces of them are emphasised in this way. */
function addsPieces(text: string, edit: TextEdit, how: Emphasis, more: number): boolean {
  const [before, after] = [asRead(text, how), asRead(applied(text, edit), how)];
  return after.words === before.words && after.pieces === before.pieces + more;
}

/**
 * Nothing is selected: the caret comes between two marks, or loses those that it stands between. At the end of words that have this
 * form it goes behind their mark, to go on without it.
 */
export function caretIn(text: string, at: number, marks: readonly [string, ...string[]]): TextEdit {
  const around = marks.find((mark) => isBetween(text, at, mark));
  const ended = around === undefined && marks.find((mark) => endsBefore(text, at, mark));
  if (ended) {
    const behind = at + ended.length;
    return { from: at, to: at, insert: '', select: [behind, behind] };
  }
  if (around === undefined) {
    const caret = at + marks[0].length;
    return { from: at, to: at, insert: marks[0].repeat(2), select: [caret, caret] };
  }
  const from = at - around.length;
  return { from, to: at + around.length, insert: '', select: [from, from] };
}

/** Whether words end here that are emphasised by this mark, which was opened on the same line. */
function endsBefore(text: string, at: number, mark: string): boolean {
  const char = mark[0] as string;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const runBehind = /^(.)\1*/.exec(text.slice(at))?.[0] ?? '';
  if (runBehind !== mark || /\s$/.test(line) || line.endsWith(char)) return false;
  const escaped = mark.replace(/./g, '\\$&');
  const alone = new RegExp(`(?<!\\${char})${escaped}(?!\\${char})`, 'g');
  return (line.match(alone)?.length ?? 0) % 2 === 1;
}

// Between two of two characters stands no pair of one.
function isBetween(text: string, at: number, mark: string): boolean {
  const char = mark[0] as string;
  const run = (step: -1 | 1) => {
    let length = 0;
    while (text[step === 1 ? at + length : at - 1 - length] === char) length += 1;
    return length;
  };
  const length = Math.min(run(-1), run(1));
  return mark.length === 2 ? length >= 2 : length % 2 === 1;
}

/** What is selected of the words of each line: without blanks at the edges, in which no mark would be read, and marks of lists. */
function piecesOf(text: string, start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  for (let lineStart = text.lastIndexOf('\n', start - 1) + 1; lineStart < end; ) {
    const lineEnd = text.indexOf('\n', lineStart);
    const line = text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
    const [marks = ''] = /^\s*(?:> ?|(?:[-*]|\d{1,9}[.)]) +|\s)*/.exec(line) ?? [];
    const from = Math.max(start, lineStart + marks.length);
    const words = text.slice(from, Math.min(end, lineStart + line.length));
    const blanks = words.length - words.trimStart().length;
    if (words.trim() !== '') pieces.push({ from: from + blanks, to: from + words.trimEnd().length });
    lineStart += line.length + 1;
  }
  return pieces;
}

/** Each piece without this mark at both of its ends, or around it; none where that is not there. */
function withoutMarks(text: string, pieces: readonly Piece[], outer: Piece, mark: string): TextEdit[] {
  const { length } = mark;
  const [only] = pieces;
  const edits: TextEdit[] = [];
  const isInside = pieces.every(({ from, to }) => {
    const words = text.slice(from, to);
    return words.startsWith(mark) && words.endsWith(mark) && words.length > 2 * length;
  });
  if (isInside) edits.push(replaced(text, pieces, outer, (words) => words.slice(length, -length)));
  const isAround = only && text.slice(0, only.from).endsWith(mark) && text.slice(only.to).startsWith(mark);
  if (isAround && pieces.length === 1) {
    const from = only.from - length;
    const insert = text.slice(only.from, only.to);
    edits.push({ from, to: only.to + length, insert, select: [from, from + insert.length] });
  }
  return edits;
}

function isMarked(text: string, { from, to }: Piece, how: Emphasis): boolean {
  const words = text.slice(from, to);
  const [outer] = piecesOf(words, 0, words.length);
  return (
    outer !== undefined &&
    marksFor[how].some((mark) =>
      withoutMarks(words, [outer], outer, mark).some((edit) => addsPieces(words, edit, how, -1)),
    )
  );
}

/** One piece stays selected without its marks. Of several the selection holds all marks, so that they can be taken away again. */
function withMarks(text: string, pieces: readonly Piece[], outer: Piece, mark: string): TextEdit {
  const edit = replaced(text, pieces, outer, (words) => mark + words + mark);
  const isOne = pieces.length === 1 && pieces[0]?.from === outer.from && pieces[0].to === outer.to;
  if (isOne) edit.select = [edit.select[0] + mark.length, edit.select[1] - mark.length];
  return edit;
}

function replaced(
  text: string,
  pieces: readonly Piece[],
  outer: Piece,
  change: (words: string) => string,
): TextEdit {
  let insert = '';
  let done = outer.from;
  for (const { from, to } of pieces) {
    insert += text.slice(done, from) + change(text.slice(from, to));
    done = to;
  }
  insert += text.slice(done, outer.to);
  return { ...outer, insert, select: [outer.from, outer.from + insert.length] };
}
