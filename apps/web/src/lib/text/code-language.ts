/** What highlight.ts has the grammars of, by their proper names: how people write them behind a fence. */
const written: Record<string, string> = {
  Bash: 'bash sh zsh shell',
  C: 'c h',
  'C++': 'cpp c++ cc cxx hpp',
  'C#': 'csharp cs c#',
  CSS: 'css',
  Diff: 'diff patch',
  Go: 'go golang',
  HTML: 'html htm',
  Java: 'java',
  JavaScript: 'javascript js mjs cjs jsx',
  JSON: 'json jsonc json5',
  Python: 'python py python3',
  Rust: 'rust rs',
  SQL: 'sql',
  TypeScript: 'typescript ts mts cts tsx',
  XML: 'xml svg rss',
  YAML: 'yaml yml',
};

const nameLetters = 20;

const names = new Map(
  Object.entries(written).flatMap(([name, ways]) => ways.split(' ').map((way) => [way, name] as const)),
);

/** Every way in which a language is written that can be highlighted, in small letters. */
export const highlightedLanguages: readonly string[] = [...names.keys()];

export function isHighlighted(typed: string): boolean {
  return names.has(typed.toLowerCase());
}

/** The proper name of a language that was typed behind a fence. An unknown one stays as it was typed, but for its length. */
export function languageName(typed: string): string {
  return names.get(typed.toLowerCase()) ?? [...typed].slice(0, nameLetters).join('');
}
