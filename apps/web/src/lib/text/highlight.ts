import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import { type CodeColour, colourOf } from './code-colour.ts';
import { isHighlighted, languageName } from './code-language.ts';

/** A piece of code that has one colour, or that of the other code. */
export type CodeToken = { text: string; scope?: CodeColour };

/**
 * UTF-16 units of a text that are highlighted, as many as any message has; what follows stays plain. Of a text without a
 * space some grammars take time by the square: 0.3 s for this many, and seconds for three times as many.
 */
const mostUnits = 8_000;

/** By the proper names of code-language.ts, in small letters. The grammar of C++ knows C as well. */
const grammars = {
  bash,
  c: cpp,
  'c++': cpp,
  'c#': csharp,
  css,
  diff,
  go,
  html: xml,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
const lowlight = createLowlight(grammars);

/**
 * Code in pieces, each with its colour; put together they are the code again. Undefined where the language is not known, for none
 * is guessed, or where its grammar gives up.
 * @param language as it was typed
 */
export function highlight(code: string, language: string): CodeToken[] | undefined {
  const nodes =
    isHighlighted(language) && nodesOf(code.slice(0, mostUnits), languageName(language).toLowerCase());
  if (!nodes) return undefined;
  const tokens: CodeToken[] = [];
  for (const node of nodes) collect(node, undefined, tokens);
  add(tokens, code.slice(mostUnits), undefined);
  return tokens;
}

/** highlight.js throws where it takes too many steps without getting on. */
function nodesOf(code: string, grammar: string) {
  try {
    return lowlight.highlight(grammar, code).children;
  } catch {
    return undefined;
  }
}

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

/** What has no colour of its own has that of what it stands in. */
function collect(node: Node, around: CodeColour | undefined, tokens: CodeToken[]): void {
  if (node.type === 'text') return add(tokens, node.value, around);
  if (node.type !== 'element') return;
  const colour = colourOf(node.properties.className, around);
  for (const child of node.children) collect(child, colour, tokens);
}

function add(tokens: CodeToken[], text: string, scope: CodeColour | undefined): void {
  const last = tokens.at(-1);
  if (last && last.scope === scope) last.text += text;
  else if (text !== '') tokens.push(scope ? { text, scope } : { text });
}
