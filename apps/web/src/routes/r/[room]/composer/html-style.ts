import { attributeOf, type HtmlNode, nameOfNode, styleOf } from './html-node.ts';

/** How words look that were pasted. `code`: a number for each element of code, so that two beside each other stay two; else 0. */
export type WordStyle = {
  strong: boolean;
  emphasis: boolean;
  strike: boolean;
  code: number;
  href: string;
};

/** Words that all look alike. A `\n` ends a line. */
export type StyledWords = WordStyle & { text: string };

export const plainStyle: WordStyle = { strong: false, emphasis: false, strike: false, code: 0, href: '' };

const strong = new Set(['b', 'strong', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const emphasis = new Set(['i', 'em']);
const strike = new Set(['s', 'del', 'strike']);
const code = new Set(['code', 'kbd', 'samp', 'tt']);
let codes = 0;

/** How words in this element look, in one that looks like `outer`. What its style says counts more than what it is. */
export function styleWithin(node: HtmlNode, outer: WordStyle): WordStyle {
  const name = nameOfNode(node);
  const weight = styleOf(node, 'font-weight');
  const slant = styleOf(node, 'font-style');
  const href = name === 'a' ? hrefFrom(attributeOf(node, 'href')) : outer.href;
  if (code.has(name)) codes += 1;
  return {
    strong: isHeavy(weight) ?? (outer.strong || strong.has(name)),
    emphasis:
      slant === 'normal' ? false : /^(?:italic|oblique)/.test(slant) || outer.emphasis || emphasis.has(name),
    strike:
      outer.strike ||
      strike.has(name) ||
      /line-through/.test(styleOf(node, 'text-decoration') + styleOf(node, 'text-decoration-line')),
    code: code.has(name) ? codes : outer.code,
    href,
  };
}

// Google Docs wraps all that it copies in a <b> that is not bold.
function isHeavy(weight: string): boolean | undefined {
  if (/^bold/.test(weight)) return true;
  if (/^\d+$/.test(weight)) return Number(weight) >= 600;
  return /^(?:normal|lighter)$/.test(weight) ? false : undefined;
}

/** An address to which a text may link, written so that it stands between parentheses; empty where it is no such. */
function hrefFrom(href: string): string {
  const tidied = href.trim();
  if (!/^(?:https?:\/\/[^/?#\\\s]|mailto:[^\s])/i.test(tidied) || !tidied.isWellFormed()) return '';
  return tidied.replace(/[\s\p{Cc}()<>\\`|]/gu, (char) =>
    char === '(' ? '%28' : char === ')' ? '%29' : encodeURIComponent(char),
  );
}
