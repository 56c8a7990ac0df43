import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlightedLanguages } from './code-language.ts';
import { highlight } from './highlight.ts';

/** What stands in a string to be worked out. */
const hole = (expression: string) => `$\{${expression}}`;

/** Code, and what of it has which colour. */
const samples: [language: string, code: string, coloured: Record<string, string[]>][] = [
  [
    'ts',
    `type A = { b: string }; // c\nconst d = f(1, \`e ${hole('b')} g\`);`,
    { keyword: ['type', 'const'], comment: ['// c'], number: ['1'], string: ['`e ', ' g`'], function: ['f'] },
  ],
  ['jsx', 'export const A = () => <b c="d">e</b>;', { keyword: ['export', 'const'], string: ['"d"'] }],
  ['json', '{"a": [1, true, "b"]}', { function: ['"a"'], number: ['1'], keyword: ['true'], string: ['"b"'] }],
  ['html', '<!-- a --><b class="c">d</b>', { comment: ['<!-- a -->'], keyword: ['b'], string: ['"c"'] }],
  [
    'css',
    '.a { color: #fff; /* b */ }',
    { function: ['.a', 'color'], number: ['#fff'], comment: ['/* b */'] },
  ],
  [
    'py',
    'def a(b=9600): # c\n  return "d"',
    { keyword: ['def', 'return'], function: ['a'], number: ['9600'] },
  ],
  ['sh', '# a\nif true; then echo "b $c"; fi', { comment: ['# a'], keyword: ['if', 'then', 'fi'] }],
  ['sql', "SELECT a FROM b WHERE c = 'd' -- e", { keyword: ['SELECT', 'FROM', 'WHERE'], string: ["'d'"] }],
  ['java', 'class A { int b = 1; }', { keyword: ['class'], number: ['1'] }],
  ['c', '#include <a.h>\nint main(void) { return 0; }', { number: ['0'], function: ['main'] }],
  ['c++', 'auto a = std::string{"b"};', { keyword: ['auto'], string: ['"b"'] }],
  ['c#', 'var a = new List<int>(); // b', { keyword: ['var', 'new'], comment: ['// b'] }],
  ['go', 'func a() string { return "b" }', { keyword: ['func', 'return'], function: ['a'], string: ['"b"'] }],
  ['rust', 'fn a() -> u8 { 0 }', { keyword: ['fn'], function: ['a'], number: ['0'] }],
  ['yaml', 'a: b # c\nd: 1', { function: ['a:', 'd:'], comment: ['# c'], number: ['1'] }],
  ['xml', '<a b="c"/>', { keyword: ['a'], string: ['"c"'] }],
  ['diff', '@@ -1 +1 @@\n-a\n+b', { number: ['-a'], string: ['+b'] }],
];

const textOf = (tokens: ReturnType<typeof highlight>) => tokens?.map(({ text }) => text).join('');

describe('T11 highlighting', () => {
  test.each(samples)('colours %s, and changes no character of it', (language, code, coloured) => {
    const tokens = highlight(code, language) ?? [];
    expect(textOf(tokens)).toBe(code);
    for (const [colour, texts] of Object.entries(coloured)) {
      const found = tokens.filter(({ scope }) => scope === colour).map(({ text }) => text.trim());
      expect(found, colour).toEqual(expect.arrayContaining(texts.map((text) => text.trim())));
    }
  });

  test('what stands in a string to be worked out has not the colour of the string', () => {
    expect(highlight(`\`a ${hole('b')} c\``, 'js')).toEqual([
      { text: '`a ', scope: 'string' },
      { text: hole('b') },
      { text: ' c`', scope: 'string' },
    ]);
  });

  test.each(highlightedLanguages)('of %s any text comes out as it went in', (language) => {
    const words = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\t',
      '"',
      "'",
      '`',
      '${',
      '}',
      '<',
      '/*',
      '//',
      '#',
      '\\',
      '\r',
      '🙂',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        expect(textOf(highlight(parts.join(''), language))).toBe(parts.join(''));
      }),
      { numRuns: 40 },
    );
  });

  test('a language is known however it is capitalised, and none is guessed', () => {
    expect(highlight('let a', 'TypeScript')).toEqual(highlight('let a', 'typescript'));
    for (const unknown of ['', 'text', 'cobol', '__proto__', 'constructor']) {
      expect(highlight('let a = 1;', unknown)).toBeUndefined();
    }
  });

  test('what is longer than any message is highlighted as far as a message goes', () => {
    const code = '1 '.repeat(10_000);
    const tokens = highlight(code, 'js');
    expect(textOf(tokens)).toBe(code);
    expect(tokens?.at(-1)).toEqual({ text: code.slice(7_999) });
  });
});
