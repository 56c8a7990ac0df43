import { parseText } from '$protocol/text/parse-text.ts';
import type { Inline } from '$protocol/text/text.ts';
import { codeSpan } from './code-edit.ts';
import { plainStyle, type StyledWords, type WordStyle } from './html-style.ts';

/** How many letters may still be read to find out which backslashes can be left out. Beyond that all of them stay. */
export type ReadingBudget = { letters: number };

/** Where the words stand: a cell ends with a bar, and is one line. */
type Where = 'paragraph' | 'cell';

/**
 * Words as they are written so that they are read as they look, with as few backslashes as that takes. Within a word no marks are
 * read of two sorts in each other, or beside punctuation: such a part of a word has fewer, or goes without.
 */
export function writtenWords(pasted: readonly StyledWords[], where: Where, budget: ReadingBudget): string {
  const words = tidied(pasted);
  const looks: (() => StyledWords[])[] = [
    () => words,
    () => withinWords(words, (one) => ({ ...one, strike: one.strike && !one.strong && !one.emphasis })),
    () => withinWords(words, withoutEmphasis),
    () => tidied(words.map(withoutEmphasis)),
  ];
  for (const look of looks) {
    const tried = look();
    const wanted = signatureOf(tried);
    const isRead = (text: string) => {
      budget.letters -= text.length;
      return signatureRead(text, where) === wanted;
    };
    const escaped = emitted(tried, ['href', 'strike', 'strong', 'emphasis']);
    if (isRead(withBackslashes(escaped))) return withFewer(escaped, isRead, budget);
  }
  return withBackslashes(emitted(tidied(words.map(({ text }) => ({ ...plainStyle, text }))), []));
}

const withoutEmphasis = (one: StyledWords) => ({ ...one, strong: false, emphasis: false, strike: false });

/** Changes what stands beside something else in one word. */
function withinWords(
  words: readonly StyledWords[],
  change: (one: StyledWords) => StyledWords,
): StyledWords[] {
  const changed = words.map((one, i) => {
    const before = words[i - 1]?.text ?? ' ';
    const behind = words[i + 1]?.text ?? ' ';
    const isWithin = /\S$/.test(before) && /^\S/.test(one.text);
    return isWithin || (/\S$/.test(one.text) && /^\S/.test(behind)) ? change(one) : one;
  });
  return tidied(changed);
}

/** Stands where a backslash may be needed. */
const perhaps = '\ue001';
const withBackslashes = (escaped: string) => escaped.replaceAll(perhaps, '\\');

/** Leaves out what can be left out: all, or else as much of each half. */
function withFewer(escaped: string, isRead: (text: string) => boolean, budget: ReadingBudget): string {
  const parts = escaped.split(perhaps);
  const isKept = parts.map((_, i) => i > 0);
  const joined = () => parts.map((part, i) => (isKept[i] ? `\\${part}` : part)).join('');
  const relax = (from: number, to: number) => {
    if (from >= to || budget.letters <= 0) return;
    isKept.fill(false, from, to);
    if (isRead(joined())) return;
    isKept.fill(true, from, to);
    if (to - from === 1) return;
    const middle = (from + to) >> 1;
    relax(from, middle);
    relax(middle, to);
  };
  relax(1, parts.length);
  return joined();
}

/** Blanks between two words look like what both have in common, so that marks stand at words. Line ends look like nothing. */
function tidied(pasted: readonly StyledWords[]): StyledWords[] {
  const pieces = pasted.flatMap((one) =>
    one.text
      .replace(/[\ue000\ue001]/g, '')
      .split(/(\s+)/)
      .filter(Boolean)
      .map((text) => ({ ...one, text, href: isBare(one) ? '' : one.href })),
  );
  const words: StyledWords[] = [];
  pieces.forEach((piece, i) => {
    const isBlank = piece.text.trim() === '';
    const style = isBlank ? common(piece.text, pieces[i - 1], pieces[i + 1]) : piece;
    const last = words.at(-1);
    if (last && isAlike(last, style)) last.text += piece.text;
    else words.push({ ...style, text: piece.text });
  });
  return words;
}

/** An address that is read as a link by itself. */
const isBare = ({ href, text }: StyledWords) => href !== '' && (href === text || href === `${text}/`);

function common(blank: string, one: StyledWords | undefined, other: StyledWords | undefined): WordStyle {
  if (!one || !other || blank.includes('\n')) return plainStyle;
  return {
    strong: one.strong && other.strong,
    emphasis: one.emphasis && other.emphasis,
    strike: one.strike && other.strike,
    code: one.code === other.code ? one.code : 0,
    href: one.href === other.href ? one.href : '',
  };
}

const isAlike = (one: WordStyle, other: WordStyle) =>
  one.strong === other.strong &&
  one.emphasis === other.emphasis &&
  one.strike === other.strike &&
  one.code > 0 === other.code > 0 &&
  one.href === other.href;

type Kind = 'href' | 'strike' | 'strong' | 'emphasis';

/** Written with every backslash that may be needed. Around the most words goes what most of them have in common. */
function emitted(words: readonly StyledWords[], kinds: readonly Kind[]): string {
  let text = '';
  for (let at = 0; at < words.length; ) {
    const first = words[at] as StyledWords;
    let longest: { kind: Kind; end: number } | undefined;
    for (const kind of kinds) {
      let end = at;
      while (first[kind] && words[end]?.[kind] === first[kind]) end += 1;
      if (end > (longest?.end ?? at)) longest = { kind, end };
    }
    if (longest) {
      const { kind, end } = longest;
      const inner = emitted(
        words.slice(at, end),
        kinds.filter((one) => one !== kind),
      );
      text += wrapped(inner, kind, first.href);
      at = end;
    } else {
      text +=
        first.code > 0
          ? codeSpan(first.text)
          : escaped(first.text, words[at - 1]?.text.endsWith('\n') ?? true);
      at += 1;
    }
  }
  return text;
}

/** No mark is read that stands beside a blank on its inner side. */
function wrapped(inner: string, kind: Kind, href: string): string {
  if (kind === 'href') return `[${inner}](${href})`;
  const mark = { strike: '~~', strong: '**', emphasis: '*' }[kind];
  const words = inner.trim();
  const at = inner.indexOf(words);
  return inner.slice(0, at) + mark + words + mark + inner.slice(at + words.length);
}

/** @param isAtStart whether it begins a line, and so may be the mark of a quote, a list or a table */
function escaped(text: string, isAtStart: boolean): string {
  const inline = text.replace(/[\\`*_~|[\]<]/g, `${perhaps}$&`);
  return inline.replace(
    /(^|\n)( *)(?:(\d{1,9})(?=[.)])|(?=[-+>:/]))/g,
    (found, before, blanks, number = '') =>
      before === '' && !isAtStart ? found : before + blanks + number + perhaps,
  );
}

/** How each word looks, in one line that two texts share which look the same. Of blanks nobody sees it. */
function signatureOf(words: readonly StyledWords[]): string {
  return words
    .flatMap(({ text, strong, emphasis, strike, code, href }) =>
      text
        .split(/(\s+)/)
        .filter(Boolean)
        .map((one) =>
          one.trim() === '' ? one : JSON.stringify([one, strong, emphasis, strike, code > 0, href]),
        ),
    )
    .join('');
}

/** The same of what is read in a text; empty where it is no single paragraph, or no single cell. */
function signatureRead(text: string, where: Where): string {
  const { blocks, isAction } = parseText(where === 'cell' ? `| ${text} | b |\n| - | - |` : text);
  const [block, ...more] = blocks;
  if (!block || more.length > 0 || isAction) return '';
  if (where === 'paragraph') return block.t === 'paragraph' ? signatureOf(wordsIn(block.children)) : '';
  const [cell, ...others] = (block.t === 'table' && block.rows[0]) || [];
  return cell && others.length === 1 ? signatureOf(wordsIn(cell)) : '';
}

function wordsIn(children: readonly Inline[]): StyledWords[] {
  const words: StyledWords[] = [];
  const add = (text: string, style: WordStyle) => words.push({ ...style, text });
  const walk = (nodes: readonly Inline[], style: WordStyle) => {
    for (const node of nodes) {
      if (node.t === 'text') add(node.text, style);
      else if (node.t === 'code') add(node.text, { ...style, code: words.length + 1 });
      else if (node.t === 'strong') walk(node.children, { ...style, strong: true });
      else if (node.t === 'emphasis') walk(node.children, { ...style, emphasis: true });
      else if (node.t === 'strike') walk(node.children, { ...style, strike: true });
      else if (node.t === 'link')
        walk(node.children, { ...style, href: isOwnAddress(node) ? style.href : node.href });
      // A spoiler or a mention was not pasted.
      else add('\ue000', style);
    }
  };
  walk(children, plainStyle);
  return tidiedAsRead(words);
}

function isOwnAddress({ href, children }: Inline & { t: 'link' }): boolean {
  const [only, ...more] = children;
  return only?.t === 'text' && more.length === 0 && (only.text === href || `https://${only.text}` === href);
}

function tidiedAsRead(words: readonly StyledWords[]): StyledWords[] {
  const merged: StyledWords[] = [];
  for (const one of words) {
    const last = merged.at(-1);
    if (last && isAlike(last, one)) last.text += one.text;
    else merged.push({ ...one });
  }
  return merged;
}
