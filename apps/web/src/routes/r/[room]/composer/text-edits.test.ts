import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineOf } from '$protocol/text/mentions.ts';
import { parseText } from '$protocol/text/parse-text.ts';
import { applied } from './emphasis-edit.ts';
import { continued, type Format, fenceEnd, formatted, type TextEdit } from './text-edits.ts';

/** A text with its selection between brackets, or a caret as `|`. */
function read(shown: string): { text: string; start: number; end: number } {
  const start = shown.search(/[⟦¦]/);
  const end = shown.includes('¦') ? start : shown.indexOf('⟧') - 1;
  return { text: shown.replace(/[⟦⟧¦]/g, ''), start, end };
}

function show(text: string, edit: TextEdit): string {
  const after = applied(text, edit);
  const [start, end] = edit.select;
  if (start === end) return `${after.slice(0, start)}¦${after.slice(start)}`;
  return `${after.slice(0, start)}⟦${after.slice(start, end)}⟧${after.slice(end)}`;
}

function format(shown: string, how: Format): string {
  const { text, start, end } = read(shown);
  return show(text, formatted(text, start, end, how));
}

describe('T13 a selection is formatted', () => {
  test.each<[Format, string, string]>([
    ['strong', 'a ⟦b⟧ c', 'a **⟦b⟧** c'],
    ['emphasis', 'a ⟦b⟧ c', 'a *⟦b⟧* c'],
    ['strike', 'a ⟦b⟧ c', 'a ~~⟦b⟧~~ c'],
    ['code', 'a ⟦b⟧ c', 'a `⟦b⟧` c'],
    ['strong', 'a⟦ b ⟧c', 'a **⟦b⟧** c'],
    ['code', 'a⟦ b ⟧c', 'a `⟦b⟧` c'],
    ['strong', '*⟦a⟧*', '***⟦a⟧***'],
    ['emphasis', '**⟦a⟧**', '***⟦a⟧***'],
    ['emphasis', 'un⟦frigging⟧real', 'un*⟦frigging⟧*real'],
    // A star would be read with the one that stands there.
    ['emphasis', 'x*⟦b⟧', 'x*_⟦b⟧_'],
    ['code', '⟦a`b⟧', '``⟦a`b⟧``'],
    ['code', '⟦`⟧', '`` ⟦`⟧ ``'],
    ['strong', '- ⟦a b⟧', '- **⟦a b⟧**'],
    ['strong', '⟦- a b⟧', '- **⟦a b⟧**'],
    ['strong', '⟦> 1. a⟧', '> 1. **⟦a⟧**'],
  ])('%s: %j becomes %j', (how, before, after) => expect(format(before, how)).toBe(after));

  test.each<[Format, string, string]>([
    ['strong', '**⟦a⟧**', '⟦a⟧'],
    ['strong', '⟦**a**⟧', '⟦a⟧'],
    ['strong', '⟦__a__⟧', '⟦a⟧'],
    ['strong', '***⟦a⟧***', '*⟦a⟧*'],
    ['emphasis', '***⟦a⟧***', '**⟦a⟧**'],
    ['emphasis', '⟦***a***⟧', '⟦**a**⟧'],
    ['emphasis', '_⟦a⟧_', '⟦a⟧'],
    ['strike', '~~⟦a⟧~~', '⟦a⟧'],
    ['code', '`⟦a⟧`', '⟦a⟧'],
    ['code', '⟦`` `a ``⟧', '⟦`a⟧'],
    ['code', '`` ⟦`a⟧ ``', '⟦`a⟧'],
    ['code', '`⟦a *b*⟧`', '⟦a *b*⟧'],
    ['strong', '⟦**a**\n**b**⟧', '⟦a\nb⟧'],
    ['code', '```ts\n⟦a\nb⟧\n```', '⟦a\nb⟧'],
    ['code', '⟦```ts\na\nb\n```⟧', '⟦a\nb⟧'],
    ['code', '```\n⟦a⟧\n```', '⟦a⟧'],
  ])('%s is taken away again: %j becomes %j', (how, before, after) =>
    expect(format(before, how)).toBe(after),
  );

  test.each<[Format, string, string]>([
    // Two words that are strong by themselves, and what is between two spans.
    ['strong', '⟦**a** b **c**⟧', '**⟦**a** b **c**⟧**'],
    ['code', '`a`⟦ b ⟧`c`', '`a` `⟦b⟧` `c`'],
    ['code', '```\na\n```\n⟦b\nc⟧\n```\nd\n```', '```\na\n```\n```\n⟦b\nc⟧\n```\n```\nd\n```'],
    ['emphasis', '⟦*a* b*⟧', '*⟦*a* b*⟧*'],
    // Strong, and not emphasised.
    ['emphasis', '⟦**a**⟧', '*⟦**a**⟧*'],
  ])('%s: other marks beside it are none of its own: %j becomes %j', (how, before, after) =>
    expect(format(before, how)).toBe(after),
  );

  test.each<[Format, string, string]>([
    ['strong', 'a ¦', 'a **¦**'],
    ['emphasis', '¦', '*¦*'],
    ['code', '¦', '`¦`'],
    ['strike', '¦', '~~¦~~'],
    ['strong', 'a **¦**', 'a ¦'],
    ['emphasis', '*¦*', '¦'],
    ['emphasis', '**¦**', '***¦***'],
    ['code', '`¦`', '¦'],
    ['strong', 'a⟦  ⟧b', 'a⟦  ⟧b'],
    ['code', 'a⟦  ⟧b', 'a⟦  ⟧b'],
    ['strong', '**hey¦** more', '**hey**¦ more'],
    ['emphasis', 'a *b¦*', 'a *b*¦'],
    ['strike', '~~a¦~~', '~~a~~¦'],
    ['emphasis', '**hey¦**', '**hey*¦***'],
  ])('%s with nothing selected: %j becomes %j', (how, before, after) =>
    expect(format(before, how)).toBe(after),
  );

  test.each<[Format, string, string]>([
    ['strong', '⟦a\nb⟧', '⟦**a**\n**b**⟧'],
    ['emphasis', 'x ⟦a\n\nb⟧ y', 'x ⟦*a*\n\n*b*⟧ y'],
    ['strong', '⟦- a\n- b⟧', '- ⟦**a**\n- **b**⟧'],
    ['strong', '⟦**a**\nb⟧', '⟦**a**\n**b**⟧'],
    ['code', 'x⟦a\nb⟧y', '```\n⟦xa\nby⟧\n```'],
    ['code', '⟦a\n```\nb⟧', '````\n⟦a\n```\nb⟧\n````'],
    ['code', '⟦> a\n> b⟧', '> ```\n⟦> a\n> b⟧\n> ```'],
  ])('%s over several lines: %j becomes %j', (how, before, after) => expect(format(before, how)).toBe(after));

  const word = fc.constantFrom('a', 'bc', 'é', '字', 'x1', 'l’été', '👋');
  const beside = fc.constantFrom('', '(', '"', '*so* ', '~~no~~ ', '`k` ', '||s|| ', '[l](https://a.b) ');
  const lines = fc
    .array(
      fc
        .tuple(
          fc.constantFrom('', '- ', '> ', '1. ', '> - '),
          beside,
          fc.array(word, { minLength: 1, maxLength: 4 }),
        )
        .map(([mark, before, words]) => `${mark}${before}${words.join(' ')}`),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) => all.join('\n'));

  /** The words of lines, from a place between two words to another. */
  const selections = fc
    .tuple(lines, fc.nat(), fc.nat())
    .map(([text, one, other]) => {
      const edges = [...text.matchAll(/(?<=^|[\s]|[(">`~|)*])(?=[\p{L}👋])|(?<=[\p{L}\d👋])(?=\s|$)/gmu)].map(
        ({ index }) => index,
      );
      const [start = 0, end = 0] = [edges[one % edges.length] ?? 0, edges[other % edges.length] ?? 0].sort(
        (a, b) => a - b,
      );
      return { text, start, end };
    })
    .filter(({ text, start, end }) => start < end && /^[\p{L}\d👋 \n’]+$/u.test(text.slice(start, end)));

  const withoutBlanks = (text: string) => text.replace(/\s/g, '');

  test.each(['strong', 'emphasis', 'strike'] as const)('what was made %s is read as that', (how) => {
    fc.assert(
      fc.property(selections, ({ text, start, end }) => {
        const before = wordsOf(text, how);
        const after = applied(text, formatted(text, start, end, how));
        // What is emphasised beside it is still.
        expect([...wordsOf(after, how)].sort().join('')).toBe(
          [...(before + withoutBlanks(text.slice(start, end)))].sort().join(''),
        );
      }),
      { numRuns: 500 },
    );
  });

  test.each(['strong', 'emphasis', 'strike', 'code'] as const)('%s twice is what there was', (how) => {
    fc.assert(
      fc.property(selections, ({ text, start, end }) => {
        const once = formatted(text, start, end, how);
        const after = applied(text, once);
        const twice = applied(after, formatted(after, ...once.select, how));
        expect(twice).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('whatever is selected of whatever text, its other words stay', () => {
    const soup = fc.array(
      fc.constantFrom('a', ' ', '*', '`', '~~', '\n', '- ', '> ', '[', '](x)', '\\', '```'),
    );
    const how = fc.constantFrom<Format>('strong', 'emphasis', 'strike', 'code');
    fc.assert(
      fc.property(soup, fc.nat(40), fc.nat(40), how, (pieces, one, other, format) => {
        const text = pieces.join('');
        const [start, end] = [Math.min(one, other, text.length), Math.min(Math.max(one, other), text.length)];
        const edit = formatted(text, start, end, format);
        const after = applied(text, edit);
        expect(edit.select[0]).toBeLessThanOrEqual(edit.select[1]);
        expect(edit.select[1]).toBeLessThanOrEqual(after.length);
        expect(after.replace(/[*_~`>\s]|ts/g, '')).toBe(text.replace(/[*_~`>\s]|ts/g, ''));
      }),
    );
  });

  function wordsOf(text: string, how: string): string {
    let words = '';
    for (const one of inlineOf(parseText(text).blocks)) {
      if (one.t !== how || !('children' in one)) continue;
      for (const inner of inlineOf([{ t: 'paragraph', children: one.children }]))
        if ('text' in inner) words += inner.text;
    }
    return withoutBlanks(words);
  }
});

describe('T13 a new line goes on with what it ends', () => {
  const go = (shown: string) => {
    const { text, start } = read(shown);
    const edit = continued(text, start);
    return edit && show(text, edit);
  };

  test.each([
    ['- a¦', '- a\n- ¦'],
    ['* a¦', '* a\n* ¦'],
    ['- a¦ b', '- a\n- ¦b'],
    ['1. a¦', '1. a\n2. ¦'],
    ['9) a¦', '9) a\n10) ¦'],
    ['1. a\n2. b¦\n', '1. a\n2. b\n3. ¦\n'],
    ['- a\n  - b¦', '- a\n  - b\n  - ¦'],
    ['1. a\n   1. b¦', '1. a\n   1. b\n   2. ¦'],
    ['> a¦', '> a\n> ¦'],
    ['>a¦', '>a\n>¦'],
    ['> > a¦', '> > a\n> > ¦'],
    ['> - a¦', '> - a\n> - ¦'],
    ['> 1. a¦', '> 1. a\n> 2. ¦'],
    ['- > a¦', '- > a\n  > ¦'],
    ['- - a¦', '- - a\n  - ¦'],
    ['999999999. a¦', '999999999. a\n999999999. ¦'],
  ])('%j goes on as %j', (before, after) => expect(go(before)).toBe(after));

  test.each([
    ['- a\n- ¦', '- a\n¦'],
    ['1. a\n2. ¦', '1. a\n¦'],
    ['- a\n  - ¦', '- a\n¦'],
    ['> a\n> ¦', '> a\n¦'],
    ['> - a\n> - ¦', '> - a\n> ¦'],
    ['> > ¦', '> ¦'],
    ['- ¦  \nb', '¦\nb'],
  ])('%j has nothing in it, and becomes %j', (before, after) => expect(go(before)).toBe(after));

  test.each([
    ['```\n  a¦', '```\n  a\n  ¦'],
    ['```\n\ta¦', '```\n\ta\n\t¦'],
    ['```\n  - a¦', '```\n  - a\n  ¦'],
    ['> ```\n>   a¦', '> ```\n>   a\n>   ¦'],
    ['- ```\n  a¦', '- ```\n  a\n  ¦'],
    ['- ```ts¦', '- ```ts\n  ¦'],
    ['> ```¦', '> ```\n> ¦'],
    ['> ```\n> a\n> ```¦', '> ```\n> a\n> ```\n> ¦'],
  ])('code keeps its indent: %j goes on as %j', (before, after) => expect(go(before)).toBe(after));

  test.each([
    'a¦',
    '¦',
    '¦- a',
    '-¦ a',
    '-a¦',
    'it was\n1984. A year¦',
    '```\n- a¦',
    '```\na¦',
    '```¦',
    '- a\n\nb¦',
    '    - a¦',
    `${'> '.repeat(9)}a¦`.replace('> a', '- a'),
  ])('%j is followed by a new line and nothing else', (before) => expect(go(before)).toBeUndefined());

  test('as often as one likes, and each item is read as one', () => {
    let text = '3. a';
    for (let i = 0; i < 5; i += 1) text = `${applied(text, continued(text, text.length) as TextEdit)}b`;
    expect(parseText(text).blocks).toMatchObject([{ t: 'list', start: 3, items: { length: 6 } }]);
  });
});

describe('T13 the end of a fence that is typed behind the indent of its code', () => {
  const ended = (text: string) => {
    const edit = fenceEnd(text, text.length);
    return edit && applied(text, edit);
  };

  test.each([
    ['```py\ndef f():\n    return 1\n    ```', '```py\ndef f():\n    return 1\n```'],
    ['  ~~~\n\ta\n\t~~~', '  ~~~\n\ta\n  ~~~'],
  ])('%j becomes %j', (before, after) => expect(ended(before)).toBe(after));

  test.each(['    ```', '```\na\n```', '```\na\n  ```', '```\na\n    ``', 'a\n\n    ```'])(
    '%j stays as it is',
    (text) => expect(ended(text)).toBeUndefined(),
  );
});
