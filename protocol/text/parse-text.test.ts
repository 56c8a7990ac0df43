import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { parseText } from './parse-text.ts';
import { plainText } from './plain-text.ts';
import { type Block, deepest, type Inline, type Text, work } from './text.ts';

/** A tree in one line, as the table of examples in PROTOCOL.md writes it. */
function shown({ isAction, blocks }: Text): string {
  return `${isAction ? 'me ' : ''}${blocks.map(shownBlock).join(' ')}`;
}

function shownBlock(block: Block): string {
  switch (block.t) {
    case 'paragraph':
      return `p(${shownInline(block.children)})`;
    case 'fence':
      return `fence(${block.language}: ${block.text.replaceAll('\n', '⏎')})`;
    case 'quote':
      return `quote(${block.children.map(shownBlock).join(' ')})`;
    case 'list': {
      const items = block.items.map((item) => `item(${item.map(shownBlock).join(' ')})`);
      return `list(${block.start === undefined ? '' : `${block.start}: `}${items.join(' ')})`;
    }
    case 'table': {
      const rows = block.rows.map((row) => row.map(shownInline).join(' / '));
      return `table(${block.align.map((align) => align ?? '-').join(' ')}: ${rows.join(' // ')})`;
    }
  }
}

function shownInline(children: readonly Inline[]): string {
  return children
    .map((one) => {
      if (one.t === 'text') return one.text.replaceAll('\n', '⏎');
      if (one.t === 'code') return `code(${one.text})`;
      if (one.t === 'mention') return `mention(${one.id})`;
      if (one.t === 'here') return 'here()';
      const inner = shownInline(one.children);
      return one.t === 'link' ? `link(${one.href}, ${inner})` : `${one.t}(${inner})`;
    })
    .join('');
}

const shows = (source: string) => shown(parseText(source));

describe('T1 what a text means', () => {
  const page = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('| written | read as |')).split('\n\n')[0] as string;
  const examples = table
    .split('\n')
    .slice(2)
    .map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
    .map(([, written = '', read = '']) => ({ written: inner(written), read: inner(read) }));
  /** What stands in a span of code, which begins and ends with as many backticks as it needs. */
  function inner(cell: string) {
    const [fence = ''] = /^`+/.exec(cell) ?? [];
    const text = cell.slice(fence.length, -fence.length);
    return fence.length > 1 ? text.trim() : text;
  }

  test('there are examples', () => expect(examples.length).toBeGreaterThan(40));
  test.each(examples)('$written', ({ written, read }) => {
    expect(shows(written.replaceAll('⏎', '\n'))).toBe(read);
  });

  test('a line of a paragraph keeps its indent, and a fence its tabs and blank lines', () => {
    expect(shows('a\n  b\n    c')).toBe('p(a⏎  b⏎    c)');
    expect(parseText('```go\nif x {\n\n\treturn\n}\n```').blocks).toEqual([
      { t: 'fence', language: 'go', text: 'if x {\n\n\treturn\n}' },
    ]);
  });

  test('a table has a head of 24 cells at most', () => {
    const table = (columns: number) =>
      parseText(`${'a|'.repeat(columns)}\n${'-|'.repeat(columns)}`).blocks[0]?.t;
    expect([table(24), table(25)]).toEqual(['table', 'paragraph']);
  });

  test('a fence in a list loses the indent of the list', () => {
    expect(shows('- so:\n  ```\n  a\n    b\n  ```\n- then')).toBe(
      'list(item(p(so:) fence(: a⏎  b)) item(p(then)))',
    );
  });
});

describe('T2 what is not read as markup', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'ftp://a.b',
    '//a.b',
    '/a',
    'https:a.b',
    'https:///a',
    'https:\\\\a.b',
    'https://a\u0007b.c',
    'java\u0000script:x',
    'https://',
  ])('no link leads to %j', (href) => {
    for (const source of [`[x](${href})`, `[x](<${href}>)`, `<${href}>`]) {
      expect(JSON.stringify(parseText(source))).not.toContain('"href"');
    }
  });

  test('raw HTML is text', () => {
    expect(shows('<b onclick="x()">a</b> <script>b</script> &lt;')).toBe(
      'p(<b onclick="x()">a</b> <script>b</script> &lt;)',
    );
  });

  test('a letter of a word is no emphasis, and neither is arithmetic', () => {
    for (const plain of ['snake_case_name', '2 * 3 * 4', 'a || b || c', 'x||y||z', '5 ~~ 6']) {
      expect(shows(plain)).toBe(`p(${plain})`);
    }
  });

  test('an address in words does not take what ends the sentence', () => {
    expect(shows('(see https://a.b/c_(d)).')).toBe('p((see link(https://a.b/c_(d), https://a.b/c_(d))).)');
    expect(shows('**https://a.b**, ok')).toBe('p(strong(link(https://a.b, https://a.b)), ok)');
    expect(shows('見てhttps://a.b/c。次')).toBe('p(見てhttps://a.b/c。次)');
    expect(shows('www... or www.a.b...')).toBe('p(www... or link(https://www.a.b, www.a.b)...)');
    expect(shows('見て https://a.b/c。次')).toBe('p(見て link(https://a.b/c, https://a.b/c)。次)');
  });

  test('a link stands in no other link', () => {
    const { blocks } = parseText(
      '[a [b](https://b.c) https://d.e](https://f.g) [x https://d.e y](https://f.g)',
    );
    const depth = (children: readonly Inline[], isIn = false): boolean =>
      children.some(
        (one) =>
          'children' in one && ((isIn && one.t === 'link') || depth(one.children, isIn || one.t === 'link')),
      );
    expect(blocks.some((block) => block.t === 'paragraph' && depth(block.children))).toBe(false);
    expect(shown({ blocks, isAction: false })).toContain('link(https://f.g, x https://d.e y)');
  });
});

describe('T3 reading takes time in proportion to the length, whatever stands in it', () => {
  const parts = [
    '*a ',
    'a* ',
    '**a',
    '*a_b',
    '_a *b',
    '`',
    '``a`',
    '[',
    ']',
    '[](',
    '[a](',
    '[a](<',
    '[](\\(',
    '](',
    '<',
    '<http://a',
    '<@',
    '<@abcdefghij>',
    '> ',
    '>',
    '- ',
    '1. ',
    '- a\n',
    '  - a\n',
    '\n',
    '|',
    '|a',
    '|-',
    '||a',
    'a|b\n-|-\n',
    '~~a',
    '```\n',
    '~~~',
    '\\',
    'https://a',
    'https://a))',
    'https://\\',
    'https://a\\',
    'https:///',
    '[[https://a.b]',
    'www.',
    'www.a',
    'h',
    '(',
    ')',
    ' ',
    '\t',
    '***a',
    'a***',
    '*_~',
    '\u200d',
    '[a]',
    `${'|-'.repeat(20)}\n${'|-'.repeat(20)}\n|\n`,
  ];

  test.each(parts)('%j a thousand times', (part) => {
    const stepsFor = (times: number) => {
      work.steps = 0;
      parseText(part.repeat(times));
      return work.steps / times;
    };
    // A lone one has what is done but once; from a hundred on each costs the same.
    expect(stepsFor(4_000)).toBeLessThan(stepsFor(400) * 1.2 + 5);
  });

  test('what opens is not looked through from each that closes something else', () => {
    const stepsFor = (times: number) => {
      work.steps = 0;
      parseText('*a '.repeat(times) + 'b_ '.repeat(times));
      return work.steps / times;
    };
    expect(stepsFor(4_000)).toBeLessThan(stepsFor(400) * 1.2);
  });

  // A regular expression that goes back takes steps that nobody counts: by the square of the length this would take half a minute.
  test('a long span of code is read before the test has to end', () => {
    const code = ` ${'a'.repeat(200_000)}`;
    expect(shows(`\`${code}\``)).toBe(`p(code(${code}))`);
  });

  test('any text of a message is read, in a bounded number of steps a letter, and no deeper than it may be', () => {
    const piece = fc.constantFrom(
      ...parts,
      'word',
      '\n\n',
      '2) ',
      '@here',
      '😀',
      '👨‍👩‍👧',
      '\u202e',
      'é',
      '重',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), (pieces) => {
        const source = pieces.join('').slice(0, limits.messageLetters);
        work.steps = 0;
        const text = parseText(source);
        expect(work.steps).toBeLessThan(200 * (source.length + 1));
        expect(depthOf(text.blocks)).toBeLessThanOrEqual(deepest);
        expect(typeof plainText(text, { nameOf: () => undefined, spoiler: '…' })).toBe('string');
      }),
    );
  });

  test('what is quoted, listed or emphasised a thousand deep is read', () => {
    expect(depthOf(parseText('> '.repeat(1_000)).blocks)).toBe(deepest);
    expect(depthOf(parseText(`${'> '.repeat(1_000)}a`).blocks)).toBe(deepest);
    expect(depthOf(parseText(`${'- '.repeat(1_000)}a`).blocks)).toBe(deepest);
    const [block] = parseText(`${'*a **b '.repeat(500)}${'c** d* '.repeat(500)}`).blocks;
    expect(inlineDepth(block?.t === 'paragraph' ? block.children : [])).toBe(deepest);
  });

  function depthOf(blocks: readonly Block[]): number {
    const depths = blocks.map((block) => {
      if (block.t === 'quote') return 1 + depthOf(block.children);
      if (block.t === 'list') return 1 + Math.max(0, ...block.items.map(depthOf));
      return block.t === 'paragraph' && inlineDepth(block.children) > deepest ? Number.POSITIVE_INFINITY : 0;
    });
    return Math.max(0, ...depths);
  }

  function inlineDepth(children: readonly Inline[]): number {
    return Math.max(0, ...children.map((one) => ('children' in one ? 1 + inlineDepth(one.children) : 0)));
  }
});

describe('T4 where the language is that of CommonMark, it reads as CommonMark does', () => {
  type Node = {
    type: string;
    value?: string;
    url?: string;
    lang?: string | null;
    ordered?: boolean;
    start?: number;
    children?: Node[];
  };

  function theirs(node: Node): string {
    const inside = (node.children ?? []).map(theirs).join('');
    const apart = (node.children ?? []).map(theirs).join(' ');
    switch (node.type) {
      case 'root':
        return apart;
      case 'paragraph':
        return `p(${inside})`;
      case 'text':
        return (node.value as string).replace(/ *\n */g, '⏎');
      case 'inlineCode':
        return `code(${node.value?.replaceAll('\n', ' ')})`;
      case 'code':
        return `fence(${node.lang ?? ''}: ${node.value?.replaceAll('\n', '⏎')})`;
      case 'link':
        return `link(${node.url}, ${inside})`;
      case 'blockquote':
        return `quote(${apart})`;
      case 'list':
        return `list(${node.ordered ? `${node.start}: ` : ''}${apart})`;
      case 'listItem':
        return `item(${apart})`;
      default:
        return `${node.type}(${inside})`;
    }
  }
  const expected = (source: string) => theirs(fromMarkdown(source) as Node);

  test('emphasis, code, escapes and links in any order', () => {
    const piece = fc.constantFrom(
      '*',
      '**',
      '_',
      '__',
      '***',
      'a',
      'b',
      ' ',
      '.',
      '`',
      '``',
      '\\',
      '[',
      '](mailto:c)',
      ']',
      '(',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 24 }), (pieces) => {
        // What begins or ends a line, and a break after a backslash, this language leaves as it was typed.
        const source = `x${pieces.join('').replace(/[ \\]*\n[ \n]*/g, '\nx')}x`;
        const even = (one: string) => one.replace(/ *⏎ */g, '⏎');
        expect(even(shows(source))).toBe(even(expected(source)));
      }),
      { numRuns: 3_000 },
    );
  });

  test('quotes, lists and fences in each other', () => {
    const words = fc.constantFrom('a', 'b c', '*d*', 'e `f`', '1984. g');
    const lines = (first: string, rest: string, inside: string) =>
      inside
        .split('\n')
        .map((line, i) => (i === 0 ? first : line === '' && rest.trim() === '' ? '' : rest) + line)
        .join('\n');
    const { block } = fc.letrec<{ block: string; leaf: string }>((tie) => ({
      leaf: fc.oneof(
        words,
        fc
          .tuple(fc.constantFrom('', 'ts'), words)
          .map(([lang, code]) => `\`\`\`${lang}\n${code}\n  ${code}\n\`\`\``),
      ),
      block: fc.oneof(
        { maxDepth: 3 },
        tie('leaf'),
        fc
          .array(tie('block'), { minLength: 1, maxLength: 2 })
          .map((all) => lines('> ', '> ', all.join('\n\n'))),
        fc
          .array(tie('block'), { minLength: 1, maxLength: 3 })
          .map((all) => all.map((one) => lines('- ', '  ', one)).join('\n')),
        fc
          .array(tie('block'), { minLength: 1, maxLength: 3 })
          .map((all) => all.map((one, i) => lines(`${i + 7}. `, '   ', one)).join('\n')),
      ),
    }));
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 3 }), (blocks) => {
        const source = blocks.join('\n\n');
        expect(shows(source)).toBe(expected(source));
      }),
      { numRuns: 1_000 },
    );
  });
});
