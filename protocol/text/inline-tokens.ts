import { type Inline, type Wrapping, work } from './text.ts';

/** `open` and `close` stand around the words of a link. */
export type Token =
  | { is: 'node'; node: Inline }
  | { is: 'open'; href: string }
  | { is: 'close' }
  | (Run & { is: 'run' });

/** A run of one character that may begin or end emphasis: how many of them are not used yet, and for what the others were. */
export type Run = {
  char: string;
  left: number;
  canOpen: boolean;
  canClose: boolean;
  opens: Wrapping[];
  closes: Wrapping[];
};

const mentionAt = /<@(here|[\w-]{10,36})>/y;
const autolinkAt = /<((?:https?:\/\/|mailto:)[^\s<>\\]+)>/iy;
// Ideographic and full-width punctuation ends an address: there is no space behind it.
const bareAt = /(?:https?:\/\/(?![/?#\\])|www\.(?=[\p{L}\p{N}]))[^\s<>"`\u3000-\u303f\uff00-\uffef]+/iuy;
// Within brackets it may be the words of a link.
const bareInBracketsAt = new RegExp(bareAt.source.replace('[^', '[^\\]'), 'iuy');
const upToUnsafe = /^\S*[\\\p{Cc}]/u;
// All that nothing can begin with.
const plainAt = /(?:[^\\`*_~|[\]<hHwW]|[hH](?![tT]{2}[pP][sS]?:\/\/)|[wW](?![wW]{2}\.))+/y;
// What a backslash takes its meaning from: all punctuation of ASCII.
const escapable = /[!-/:-@[-`{-~]/;
const wordBefore = /[\p{L}\p{N}_]$/u;
const safe = /^(?:https?:\/\/[^/?#\\]|mailto:[^\s])[^\s\\\p{Cc}]*$/iu;

/** The words of one paragraph or cell in pieces: those of emphasis are not matched yet. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const codeEnds = codeEndsOf(source);
  /** Where in the tokens a bracket was opened that may begin a link. */
  const brackets: number[] = [];
  /** What makes one address unsafe does so to all that begin before it: none of them is looked at again. */
  let noBareBefore = 0;
  let at = 0;

  const add = (node: Inline) => tokens.push({ is: 'node', node });
  const text = (words: string) => add({ t: 'text', text: words });
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    work.steps += found ? found[0].length : 1;
    return found;
  };
  const link = (href: string, label = href) =>
    tokens.push({ is: 'open', href }, { is: 'node', node: { t: 'text', text: label } }, { is: 'close' });

  while (at < source.length) {
    work.steps += 1;
    const plain = match(plainAt);
    if (plain) {
      text(plain[0]);
      at += plain[0].length;
      continue;
    }
    const char = source[at] as string;
    if (char === '\\') {
      const next = source[at + 1] ?? '';
      const isEscape = escapable.test(next);
      text(isEscape ? next : char);
      at += isEscape ? 2 : 1;
    } else if (char === '`') {
      const length = runLength(source, at);
      const end = codeEnds(at + length, length);
      if (end === undefined) text(source.slice(at, at + length));
      else add({ t: 'code', text: codeOf(source.slice(at + length, end)) });
      at = end === undefined ? at + length : end + length;
    } else if (char === '[') {
      brackets.push(tokens.length);
      text(char);
      at += 1;
    } else if (char === ']') {
      const opened = brackets.pop();
      const target = opened === undefined ? undefined : targetAt(source, at + 1);
      at += 1;
      if (opened === undefined || !target) text(char);
      else {
        at = target.end;
        tokens[opened] = { is: 'open', href: target.href };
        tokens.push({ is: 'close' });
        // A link stands in no other link.
        brackets.length = 0;
      }
    } else if (char === '<') {
      const mention = match(mentionAt);
      const auto = mention ? undefined : match(autolinkAt);
      if (mention) add(mention[1] === 'here' ? { t: 'here' } : { t: 'mention', id: mention[1] as string });
      else if (auto && safe.test(auto[1] as string)) link(auto[1] as string);
      else text(char);
      at += (mention ?? auto)?.[0].length ?? 1;
    } else if ('*_~|'.includes(char)) {
      const length = runLength(source, at);
      const run = runOf(source, at, length);
      if (run) tokens.push(run);
      else text(source.slice(at, at + length));
      at += length;
    } else {
      const isInWord = wordBefore.test(source.slice(Math.max(0, at - 2), at));
      const pattern = brackets.length > 0 ? bareInBracketsAt : bareAt;
      const bare = isInWord || at < noBareBefore ? null : match(pattern);
      const found = bare && addressOf(bare[0]);
      const href = found && (/^www/i.test(found) ? `https://${found}` : found);
      const isSafe = href && safe.test(href);
      if (isSafe) link(href, found);
      else {
        text(char);
        if (bare) noBareBefore = at + (upToUnsafe.exec(bare[0])?.[0].length ?? 0);
      }
      at += isSafe ? found.length : 1;
    }
  }
  return tokens;
}

/** How many times the character there stands in a row. */
function runLength(source: string, from: number): number {
  let at = from;
  while (source[at] === source[from]) at += 1;
  work.steps += at - from;
  return at - from;
}

/** Finds where the next run of backticks of a length begins, at or behind a place that never goes back. */
function codeEndsOf(source: string): (from: number, length: number) => number | undefined {
  let starts: Map<number, number[]> | undefined;
  return (from, length) => {
    if (!starts) {
      starts = new Map();
      for (const { 0: run, index } of source.matchAll(/`+/g)) {
        const same = starts.get(run.length);
        if (same) same.push(index);
        else starts.set(run.length, [index]);
        work.steps += run.length;
      }
      for (const same of starts.values()) same.reverse();
    }
    const list = starts.get(length) ?? [];
    while ((list.at(-1) ?? Number.POSITIVE_INFINITY) < from) list.pop();
    return list.at(-1);
  };
}

function codeOf(raw: string): string {
  const text = raw.replaceAll('\n', ' ');
  return text.startsWith(' ') && text.endsWith(' ') && /[^ ]/.test(text) ? text.slice(1, -1) : text;
}

/** What stands behind a bracket: an address in parentheses, that may be linked to; and where it ends. */
function targetAt(source: string, from: number): { href: string; end: number } | undefined {
  if (source[from] !== '(') return undefined;
  let at = skipBlanks(source, from + 1);
  const isAngled = source[at] === '<';
  if (isAngled) at += 1;
  let href = '';
  let depth = 0;
  for (; at < source.length; at += 1) {
    work.steps += 1;
    const char = source[at] as string;
    const next = source[at + 1] ?? '';
    if (isAngled ? /[<>\n]/.test(char) : /[\s\p{Cc}]/u.test(char) || (char === ')' && depth === 0)) break;
    if (char === '\\' && escapable.test(next)) {
      href += next;
      at += 1;
      continue;
    }
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    // More are not in any address, and each would be looked at once more from every bracket before it.
    if (depth > 32) return undefined;
    href += char;
  }
  if (isAngled && source[at] !== '>') return undefined;
  at = skipBlanks(source, isAngled ? at + 1 : at);
  return source[at] === ')' && safe.test(href) ? { href, end: at + 1 } : undefined;
}

function skipBlanks(source: string, from: number): number {
  let at = from;
  while (source[at] === ' ') at += 1;
  work.steps += at - from;
  return at;
}

/** A bare address without what ends the sentence that it stands in. */
function addressOf(found: string): string {
  let end = found.length;
  let open = 0;
  for (const char of found) open += char === '(' ? 1 : char === ')' ? -1 : 0;
  for (; end > 0; end -= 1) {
    const last = found[end - 1] as string;
    if (last === ')' && open < 0) open += 1;
    else if (!"?!.,:;*_~|'".includes(last)) break;
  }
  work.steps += found.length;
  return found.slice(0, end);
}

const blank = /^(?:\s|$)/;
const punctuation = /^[\p{P}\p{S}]/u;
// Where words stand without spaces between them, what is emphasised may end in punctuation, and the next word follows at once.
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function runOf(source: string, at: number, length: number): Token | undefined {
  const char = source[at] as string;
  if ((char === '~' || char === '|') && length !== 2) return undefined;
  const before = source[at - 1] ?? '';
  const after = source[at + length] ?? '';
  const isBetweenWords = (one: string) => blank.test(one) || punctuation.test(one) || unspaced.test(one);
  const opensLeft = !blank.test(after) && (!punctuation.test(after) || isBetweenWords(before));
  const closesRight = !blank.test(before) && (!punctuation.test(before) || isBetweenWords(after));
  const isLoose = char === '*' || char === '~';
  return {
    is: 'run',
    char,
    left: length,
    canOpen: opensLeft && (isLoose || !closesRight || punctuation.test(before)),
    canClose: closesRight && (isLoose || !opensLeft || punctuation.test(after)),
    opens: [],
    closes: [],
  };
}
