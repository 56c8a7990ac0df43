import type { Run, Token } from './inline-tokens.ts';
import { type Wrapping, work } from './text.ts';

/** Through how many runs that are still open the one that is closed is looked for. CommonMark sets no bound. */
const mostOpen = 32;

/** Finds for each run that can close the nearest one that it closes. */
export function matchDelimiters(tokens: readonly Token[]): void {
  let open: Run[] = [];
  /** What waits outside of the link that is being looked at. */
  const outside: Run[][] = [];

  for (const token of tokens) {
    work.steps += 1;
    if (token.is === 'open') {
      outside.push(open);
      open = [];
    } else if (token.is === 'close') {
      open = outside.pop() ?? [];
    } else if (token.is === 'run') {
      while (token.canClose && token.left > 0) {
        const opener = openerOf(token, open);
        if (!opener) break;
        open.length = open.lastIndexOf(opener) + 1;
        wrap(opener, token);
        if (opener.left === 0) open.pop();
      }
      if (token.canOpen && token.left > 0) open.push(token);
    }
  }
}

function openerOf(closer: Run, open: readonly Run[]): Run | undefined {
  return open.slice(-mostOpen).findLast((run) => {
    work.steps += 1;
    return closes(closer, run);
  });
}

// The specification counts whole runs here; micromark, by which this is tested, what is left of them.
function closes(closer: Run, opener: Run): boolean {
  if (opener.char !== closer.char) return false;
  const isBoth = opener.canClose || closer.canOpen;
  const isOfThree = (opener.left + closer.left) % 3 === 0;
  return !(isBoth && isOfThree && closer.left % 3 !== 0);
}

const kinds: Record<string, Wrapping> = {
  '*1': 'emphasis',
  _1: 'emphasis',
  '*2': 'strong',
  _2: 'strong',
  '~2': 'strike',
  '|2': 'spoiler',
};

function wrap(opener: Run, closer: Run): void {
  const used = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
  const kind = kinds[opener.char + used] as Wrapping;
  opener.left -= used;
  closer.left -= used;
  opener.opens.unshift(kind);
  closer.closes.push(kind);
}
