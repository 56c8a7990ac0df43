import { matchDelimiters } from './delimiters.ts';
import { type Token, tokensOf } from './inline-tokens.ts';
import { deepest, type Inline, work } from './text.ts';

/**
 * Emphasis, code, links and mentions in the words of one paragraph or cell: CommonMark's delimiter runs, brackets and code spans,
 * without its entities, images, titles and references, and with spoilers (`||`), strikes (`~~`), bare addresses and mentions.
 * https://spec.commonmark.org/0.31.2/#an-algorithm-for-parsing-nested-emphasis-and-links
 */
export function parseInline(source: string): Inline[] {
  const tokens = tokensOf(source);
  matchDelimiters(tokens);
  return treeOf(tokens);
}

/** What opens is closed in the right order by now, so that one pass makes the tree. */
function treeOf(tokens: readonly Token[]): Inline[] {
  const root: Inline[] = [];
  /** The lists of children that are being filled, the innermost last. What is too deep goes into the same list as its parent. */
  const stack = [root];
  let links = 0;
  const top = () => stack.at(-1) as Inline[];
  const add = (node: Inline) => {
    const last = top().at(-1);
    if (node.t === 'text' && last?.t === 'text') last.text += node.text;
    else if (node.t !== 'text' || node.text !== '') top().push(node);
  };
  const open = (node: Inline & { children: Inline[] }) => {
    if (stack.length > deepest) return void stack.push(top());
    add(node);
    stack.push(node.children);
  };

  for (const token of tokens) {
    work.steps += 1;
    if (token.is === 'node') add(token.node);
    else if (token.is === 'run') {
      for (const _ of token.closes) stack.pop();
      add({ t: 'text', text: token.char.repeat(token.left) });
      for (const t of token.opens) open({ t, children: [] });
    } else if (token.is === 'open') {
      // A link stands in no other link: of an address in the words of one nothing but the words is left.
      if (links === 0) open({ t: 'link', href: token.href, children: [] });
      links += 1;
    } else {
      links -= 1;
      if (links === 0) stack.pop();
    }
  }
  return root;
}
