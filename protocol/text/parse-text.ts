import { parseInline } from './inline.ts';
import { type Align, type Block, deepest, type Text, work } from './text.ts';

/**
 * Reads a message. Whatever stands in it, it can be read: what is no markup is text. Takes time in proportion to the length.
 *
 * A part of CommonMark, as people write in a chat: a line that goes on without the mark of a quote or the indent of a list is
 * outside of it, each line stays a line, and there are no headings, rules, images, indented code and raw HTML.
 */
export function parseText(source: string): Text {
  const acts = isAction(source);
  return {
    blocks: parseBlocks((acts ? source.slice('/me '.length) : source).split('\n'), 0),
    isAction: acts,
  };
}

/** Whether a message says what its author does. */
export const isAction = (source: string): boolean => /^\/me \S/.test(source);

/** A block, and the line behind it. */
type Found = { block: Block; end: number };

const fenceAt = /^( {0,3})(`{3,}|~{3,}) *([^\n]*)$/;
const quoteAt = /^ {0,3}> ?/;
const itemAt = /^( *)([-*]|(\d{1,9})[.)])( {1,4})(?=[^ ])/;

function parseBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let words: string[] = [];
  const endParagraph = () => {
    if (words.length > 0) blocks.push({ t: 'paragraph', children: parseInline(words.join('\n')) });
    words = [];
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    work.steps += line.length + 1;
    const found = blockAt(lines, at, depth, words.length > 0);
    if (found || isBlank(line)) endParagraph();
    if (found) blocks.push(found.block);
    else if (!isBlank(line)) words.push(line.trimEnd());
    at = found ? found.end : at + 1;
  }
  endParagraph();
  return blocks;
}

function blockAt(lines: readonly string[], at: number, depth: number, isInWords: boolean): Found | undefined {
  const fenced = fenceFrom(lines, at) ?? tableFrom(lines, at);
  if (fenced || depth >= deepest) return fenced;
  return quoteFrom(lines, at, depth) ?? listFrom(lines, at, depth, isInWords);
}

const mostColumns = 24;

const isBlank = (line: string) => line.trim() === '';

/** One that nothing closes goes on to the end. */
function fenceFrom(lines: readonly string[], from: number): Found | undefined {
  const [, indent = '', fence, info = ''] = fenceAt.exec(lines[from] as string) ?? [];
  if (!fence || (fence.startsWith('`') && info.includes('`'))) return undefined;
  const isEnd = (line: string) => {
    const end = line.trim();
    return end.startsWith(fence) && end === (fence[0] as string).repeat(end.length) && /^ {0,3}\S/.test(line);
  };
  let end = from + 1;
  while (end < lines.length && !isEnd(lines[end] as string)) {
    work.steps += (lines[end] as string).length;
    end += 1;
  }
  const text = lines.slice(from + 1, end).map((line) => withoutIndent(line, indent.length));
  return {
    block: { t: 'fence', language: info.split(' ')[0] as string, text: text.join('\n') },
    end: end + 1,
  };
}

function quoteFrom(lines: readonly string[], from: number, depth: number): Found | undefined {
  let end = from;
  while (quoteAt.test(lines[end] ?? '')) end += 1;
  if (end === from) return undefined;
  const inner = lines.slice(from, end).map((line) => line.replace(quoteAt, ''));
  return { block: { t: 'quote', children: parseBlocks(inner, depth + 1) }, end };
}

function listFrom(
  lines: readonly string[],
  from: number,
  depth: number,
  isInWords: boolean,
): Found | undefined {
  const first = itemAt.exec(lines[from] as string);
  const number = first?.[3];
  if (!first || (first[1] as string).length > 3) return undefined;
  // In the midst of words "1984. A year" is no list.
  if (isInWords && number !== undefined && Number(number) !== 1) return undefined;
  const sort = (first[2] as string).at(-1);
  const items: Block[][] = [];
  let end = from;
  while (end < lines.length) {
    const item = itemAt.exec(lines[end] as string);
    const indent = item?.[1]?.length ?? 0;
    if (!item || indent > 3 || item[2]?.at(-1) !== sort) break;
    const inner = [(lines[end] as string).slice(item[0].length)];
    end += 1;
    // Under a number people indent by two as well as by three.
    const least = Math.min(item[0].length, indent + 2);
    let blanks = 0;
    for (; end < lines.length; end += 1) {
      const line = lines[end] as string;
      work.steps += line.length + 1;
      if (isBlank(line)) blanks += 1;
      else if (line.startsWith('\t') || line.startsWith(' '.repeat(least))) {
        inner.push(...Array<string>(blanks).fill(''), withoutIndent(line, item[0].length));
        blanks = 0;
      } else break;
    }
    items.push(parseBlocks(inner, depth + 1));
  }
  return { block: { t: 'list', ...(number === undefined ? {} : { start: Number(number) }), items }, end };
}

function tableFrom(lines: readonly string[], from: number): Found | undefined {
  if (!lines[from]?.includes('|') || !lines[from + 1]?.includes('-')) return undefined;
  const head = cellsOf(lines[from] as string);
  const rule = cellsOf(lines[from + 1] as string);
  if (
    head.length > mostColumns ||
    head.length !== rule.length ||
    !rule.every((cell) => /^:?-+:?$/.test(cell))
  )
    return undefined;
  let end = from + 2;
  while (lines[end]?.includes('|')) end += 1;
  const rows = [head, ...lines.slice(from + 2, end).map(cellsOf)];
  return {
    block: {
      t: 'table',
      align: rule.map(alignOf),
      rows: rows.map((row) => row.map(parseInline)),
    },
    end,
  };
}

function alignOf(rule: string): Align {
  const [first, last] = [rule.startsWith(':'), rule.endsWith(':')];
  return first && last ? 'center' : last ? 'end' : first ? 'start' : undefined;
}

function cellsOf(line: string): string[] {
  work.steps += line.length;
  const cells = line
    .trim()
    .replace(/^\|/, '')
    .split(/(?<!\\)\|/);
  if (cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) => cell.trim());
}

/** Without as much of its indent; a tab counts for all of it. */
function withoutIndent(line: string, most: number): string {
  if (most > 0 && line.startsWith('\t')) return line.slice(1);
  const indent = line.length - line.trimStart().length;
  return line.slice(Math.min(indent, most));
}
