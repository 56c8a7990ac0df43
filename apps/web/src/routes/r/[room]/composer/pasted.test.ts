import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseText } from '$protocol/text/parse-text.ts';
import { plainText } from '$protocol/text/plain-text.ts';
import { deepest, type Inline, work } from '$protocol/text/text.ts';
import { parsedHtml } from './parsed-html.ts';
import { addressOver, markdownOf, pasted, pasteEdit } from './pasted.ts';

beforeEach(() => {
  vi.stubGlobal(
    'DOMParser',
    class {
      parseFromString = (html: string) => ({ body: parsedHtml(html) });
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

const read = (text: string) => plainText(parseText(text), { nameOf: () => undefined, spoiler: '█' });

describe('T16 pasted formatted text', () => {
  test.each([
    ['<b>a</b> <strong>b</strong>', '**a b**'],
    ['<i>a</i> x <em>b</em>', '*a* x *b*'],
    ['<s>a</s> x <del>b</del> x <strike>c</strike>', '~~a~~ x ~~b~~ x ~~c~~'],
    ['<b><i>a</i> b</b>', '***a* b**'],
    ['<b>a <b>b</b></b>', '**a b**'],
    ['a<b> b </b>c', 'a **b** c'],
    ['un<i>frigging</i>real', 'un*frigging*real'],
    ['<span style="font-weight: 700">a</span>', '**a**'],
    ['<span style="FONT-STYLE:italic;color:red">a</span>', '*a*'],
    ['<span style="text-decoration: line-through">a</span>', '~~a~~'],
    [
      '<b style="font-weight:normal" id="docs-internal-guid-1"><span style="font-weight:400">a</span></b>',
      'a',
    ],
    ['<b>a <span style="font-weight:400">b</span></b>', '**a** b'],
    // No mark is read between a letter and a quotation mark.
    ['a<b>"b"</b>c <b>d</b>', 'a"b"c **d**'],
    ['a<s><b>b</b></s>c <s><b>d</b></s>', 'a**b**c ~~**d**~~'],
    ['<u>a</u> <mark>b</mark> H<sub>2</sub>O', 'a b H2O'],
  ])('emphasis: %s', (html, text) => expect(markdownOf(html)).toBe(text));

  test.each([
    ['<code>a *b*</code>', '`a *b*`'],
    ['<code>a`b</code>', '``a`b``'],
    ['<code>`</code>', '`` ` ``'],
    ['<kbd>Ctrl</kbd> <code>K</code>', '`Ctrl` `K`'],
    ['<b><code>a</code></b>', '**`a`**'],
    ['<pre>  a\n\tb\n\nc\n</pre>', '```\n  a\n\tb\n\nc\n```'],
    ['<pre><code class="hljs language-c++">int a;</code></pre>', '```c++\nint a;\n```'],
    ['<pre class="lang-ts">```</pre>', '````ts\n```\n````'],
    ['<pre>a<br>b<div>c</div>d</pre>', '```\na\nb\nc\nd\n```'],
  ])('code: %s', (html, text) => expect(markdownOf(html)).toBe(text));

  test.each([
    ['<a href="https://a.example/b">c <b>d</b></a>', '[c **d**](https://a.example/b)'],
    ['<a href="https://a.example/b_c_d">https://a.example/b_c_d</a>', 'https://a.example/b_c_d'],
    ['<a href="https://a.example/">https://a.example</a>', 'https://a.example'],
    ['<a href="mailto:a@b.example">a@b.example</a>', '[a@b.example](mailto:a@b.example)'],
    ['<a href="https://a.example/b_(c)">d]</a>', '[d\\]](https://a.example/b_%28c%29)'],
    ['<a href="javascript:alert(1)">a</a> <a href="/b">b</a> <a href="data:text/html,c">c</a>', 'a b c'],
    ['<a href="https://a.example"><img alt="d" src="https://b.example/c.png"></a>', '[d](https://a.example)'],
    ['<b>a <a href="https://a.example">b</a></b>', '**a [b](https://a.example)**'],
  ])('links: %s', (html, text) => expect(markdownOf(html)).toBe(text));

  test.each([
    ['<p>a</p><p>b<br>c</p>', 'a\n\nb\nc'],
    ['<div>a</div><div>b</div>', 'a\nb'],
    ['<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
    ['a<br><br>b<br>', 'a\n\nb'],
    ['<p style="margin-top:0pt;margin-bottom:0pt;">a</p><p style="margin:0">b</p>', 'a\nb'],
    ['<p class="MsoNormal" style="margin:0in 0in 8pt">a</p><p>b</p>', 'a\n\nb'],
    ['<h2>a <i>b</i></h2>c', '**a *b***\n\nc'],
    ['  a \n  b&nbsp; <i>\n c</i>  ', 'a b *c*'],
    ['<blockquote><p>a</p><p>b</p></blockquote>c', '> a\n>\n> b\n\nc'],
    ['<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>', '- a\n- b\n  - c'],
    ['<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>', '- a\n  - b\n- c'],
    [
      '<p>so:</p><ol start="3"><li><p>a</p></li><li>b<pre>c\nd</pre></li></ol>',
      'so:\n\n3. a\n4. b\n\n   ```\n   c\n   d\n   ```',
    ],
    ['so:<ul><li>a</li></ul>', 'so:\n- a'],
    ['<ul><li>a</li></ul><ul><li>b</li></ul><ul><li>c</li></ul>', '- a\n\n* b\n\n- c'],
    ['<ul><li></li><li>a</li></ul>', '- a'],
    ['<ul><li><blockquote>a</blockquote></li></ul>', '- > a'],
    ['a<hr>b', 'a\n\nb'],
    [
      '<script>a</script><style>b</style><title>c</title><p hidden>d</p><!-- e --><p style="display: none">f</p>',
      '',
    ],
    ['<img alt="a dog" src="https://a.example/b.png"> <img src="c.png">', 'a dog'],
  ])('blocks: %s', (html, text) => expect(markdownOf(html)).toBe(text));

  test.each([
    [
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c|d</td><td><b>e</b><br>f</td></tr><tr><td>g</td></tr></tbody></table>',
      '| a | b |\n| --- | --- |\n| c\\|d | **e** f |\n| g |  |',
    ],
    [
      '<table><tr><td>a</td><td><code>b|c</code></td></tr><tr><td>d</td><td>\\|</td></tr></table>',
      '| a | b\\|c |\n| --- | --- |\n| d | \\\\| |',
    ],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
    ['<table><tr><td><ul><li>a</li></ul></td><td>b</td></tr><tr><td>c</td></tr></table>', '- a\n\nb\nc'],
  ])('tables: %s', (html, text) => {
    expect(markdownOf(html)).toBe(text);
    expect(parseText(text).blocks.length).toBeGreaterThan(0);
  });

  test.each([
    ['*a*', '*a\\*'],
    ['2 * 3 * 4, snake_case, a | b, x ~ y', '2 * 3 * 4, snake_case, a | b, x ~ y'],
    ['a *b', 'a *b'],
    ['C:\\temp\\*', 'C:\\temp\\\\*'],
    ['1. a', '1\\. a'],
    ['- a', '\\- a'],
    ['-a', '-a'],
    ['&gt; a', '\\> a'],
    ['&lt;@aaaaaaaaaa&gt;', '\\<@aaaaaaaaaa>'],
    ['[a](https://b.example)', '[a\\](https://b.example)'],
    ['[a] (b)', '[a] (b)'],
    ['/me waves', '\\/me waves'],
    ['see https://a.example/b_c_d *or* so', 'see https://a.example/b_c_d *or\\* so'],
    ['```', '\\```'],
    ['||a||', '||a|\\|'],
    ['a | b<br>- | -', 'a | b\n\\- | -'],
  ])('what reads as markup and is none: %s', (html, text) => expect(markdownOf(`<p>${html}</p>`)).toBe(text));

  test('as Google Docs has it', () => {
    const html = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-5"><p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;"><span style="font-size:11pt;font-weight:700;font-style:normal;white-space:pre-wrap;">Plan</span></p><p dir="ltr" style="margin-top:0pt;margin-bottom:0pt;"><span style="font-weight:400;">Meet at </span><span style="font-weight:400;font-style:italic;">eight</span><span>.</span></p><ul style="margin-top:0;"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation" style="margin-top:0pt;margin-bottom:0pt;"><span>tea</span></p></li><ul><li aria-level="2"><p style="margin-bottom:0pt;"><span style="text-decoration:line-through;">milk</span></p></li></ul></ul></b><br class="Apple-interchange-newline">`;
    expect(markdownOf(html)).toBe('**Plan**\nMeet at *eight*.\n- tea\n  - ~~milk~~');
  });

  test('as Word has it', () => {
    const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0in} --></style></head><body lang=EN-US><!--StartFragment--><p class=MsoNormal><b><span style='mso-bidi-font-weight:normal'>Plan<o:p></o:p></span></b></p><p class=MsoNormal>Meet at&nbsp;<i style='mso-bidi-font-style:normal'>eight</i>.<o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`;
    expect(markdownOf(html)).toBe('**Plan**\n\nMeet at *eight*.');
  });
});

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Html, and the words that are seen of it, with the marks of lists as a plain text has them, and no blanks. */
type Seen = { html: string; words: string };
const joined = (parts: readonly Seen[], by = ''): Seen => ({
  html: parts.map(({ html }) => html).join(''),
  words: parts.map(({ words }) => words).join(by),
});
const within =
  (tag: string, attributes = '') =>
  ({ html, words }: Seen): Seen => ({
    html: `<${tag}${attributes}>${html}</${tag}>`,
    words,
  });

const piece = fc.constantFrom(
  'a',
  'b',
  ' ',
  '\n',
  '*',
  '**',
  '_',
  '`',
  '```',
  '~~',
  '~',
  '|',
  '||',
  '[',
  ']',
  '](https://x.y)',
  '(',
  '<',
  '<@aaaaaaaaaa>',
  '>',
  '\\',
  '-',
  '#',
  '+',
  '1.',
  '2)',
  ':',
  '/me ',
  'https://a.b/c_d',
  '!',
  '&',
  '.',
  '"',
  '字',
  '。',
  '|-|',
  '---',
);
const soup = fc
  .array(piece, { maxLength: 12 })
  // A letter, so that each block has words in it.
  .map((pieces) => `${pieces.join('')}z`)
  .map((text): Seen => ({ html: escapeHtml(text), words: text.replace(/\s/g, '') }));
const inline = fc
  .array(
    fc.oneof(
      soup,
      soup.map(within('b')),
      soup.map(within('i')),
      soup.map(within('s')),
      soup.map(within('code')),
      soup.map(within('a', ' href="https://x.y/z_z"')),
      soup.map(within('b')).map(within('i')),
      fc.constant<Seen>({ html: '<br>', words: '' }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => joined([...parts, { html: 'z', words: 'z' }]));

const listOf = (tag: 'ul' | 'ol') => (items: readonly Seen[]) =>
  within(tag)(
    joined(
      items.map(({ html, words }, i) => ({
        html: `<li>${html}</li>`,
        words: `${tag === 'ul' ? '•' : `${i + 1}.`}${words}`,
      })),
    ),
  );
const { block } = fc.letrec<{ block: Seen }>((tie) => {
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((parts) => joined(parts));
  const cells = fc.array(fc.tuple(inline, inline), { minLength: 2, maxLength: 3 });
  return {
    block: fc.oneof(
      { depthSize: 'small' },
      inline.map(within('p')),
      inline.map(within('div')),
      inline.map(within('h3')),
      soup.map(within('pre')),
      cells.map((rows) =>
        within('table')(joined(rows.map((row) => within('tr')(joined(row.map(within('td')), ','))))),
      ),
      blocks.map(within('blockquote')),
      blocks.map(within('div')),
      fc.array(blocks, { minLength: 1, maxLength: 3 }).map(listOf('ul')),
      fc.array(blocks, { minLength: 1, maxLength: 3 }).map(listOf('ol')),
    ),
  };
});

describe('T16 whatever is pasted', () => {
  test('is read as the words that were seen', () => {
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 3 }).map((parts) => joined(parts)),
        ({ html, words }) => {
          expect(read(markdownOf(html)).replace(/\s/g, '')).toBe(words);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('keeps the emphasis of each word', () => {
    const word = fc.record({ strong: fc.boolean(), emphasis: fc.boolean(), strike: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('', ' '),
        (all, between) => {
          // Within a word no marks are read of two sorts in each other.
          const words = all.map((form) => (between === '' ? { ...form, strike: false } : form));
          const html = words.map(({ strong, emphasis, strike }, i) => {
            const inner = strong ? `<b>w${i}</b>` : `w${i}`;
            const slanted = emphasis ? `<i>${inner}</i>` : inner;
            return strike ? `<s>${slanted}</s>` : slanted;
          });
          const found = formsIn(markdownOf(html.join(between)));
          words.forEach((form, i) => {
            expect(found.get(`w${i}`)).toEqual(form);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  function formsIn(text: string) {
    const forms = new Map<string, object>();
    const walk = (nodes: readonly Inline[], kinds: readonly string[]) => {
      for (const node of nodes) {
        if ('children' in node) walk(node.children, [...kinds, node.t]);
        else if (node.t === 'text')
          for (const word of node.text.match(/w\d+/g) ?? [])
            forms.set(word, {
              strong: kinds.includes('strong'),
              emphasis: kinds.includes('emphasis'),
              strike: kinds.includes('strike'),
            });
      }
    };
    for (const one of parseText(text).blocks) if (one.t === 'paragraph') walk(one.children, []);
    return forms;
  }

  test.each([
    'div',
    'b',
    'blockquote',
    'ul',
    'ol><li',
    'table><tr><td',
    'pre',
    'a href="https://a.b"',
    'code',
    'font',
    'p',
  ])('4,000 of <%s> in each other keep their words', (tag) => {
    const text = markdownOf(`${`<${tag}>a `.repeat(4_000)}end`);
    expect(text).toContain('end');
    expect(text.replace(/[^a]/g, '').length).toBeGreaterThanOrEqual(4_000);
  });

  test.each(['blockquote', 'ul><li'])('what is too deep to be read as <%s> is only words', (tag) => {
    const words = read(markdownOf(`<${tag}>a`.repeat(deepest + 4)));
    expect(words.replace(/[^a]/g, '')).toHaveLength(deepest + 4);
    expect(words).not.toMatch(/[->]/);
  });

  test.each([
    ['stars', '*a '.repeat(300_000)],
    ['markup that is none', '`a` '.repeat(300_000)],
    ['backticks', '` a'.repeat(300_000)],
    ['brackets', '<p>[a](b '.repeat(100_000)],
    ['lines of code', `<pre>${'<div>a  b</div>'.repeat(60_000)}</pre>`],
    ['pieces of emphasis', '<b>a</b><i>b</i>'.repeat(60_000)],
    ['paragraphs', '<p>*a*</p>'.repeat(90_000)],
    ['cells', `<table>${'<tr><td>*a*<td>b'.repeat(50_000)}</table>`],
    ['tables in tables', '<table><tr><td>a<td>'.repeat(20_000)],
    ['items', '<ul><li>*a*'.repeat(50_000)],
    ['spaces', `a${' '.repeat(1_000_000)}b`],
  ])('a lot of %s takes the parser steps in proportion', (_, html) => {
    const before = work.steps;
    markdownOf(html.slice(0, 200_000));
    expect(work.steps - before).toBeLessThan(5_000_000);
  });
});

describe('T16 pasted code', () => {
  const data = (of: Record<string, string>) => ({ getData: (type: string) => of[type] ?? '' });
  const editor = JSON.stringify({ version: 1, isFromEmptySelection: false, mode: 'typescript' });
  const plain = 'if (a) {\r\n\tb *= c * d;\r\n}\r\n';
  const html = `<meta charset='utf-8'><div style="color: #ccc;background-color: #1f1f1f;font-family: 'Droid Sans Mono', 'monospace', monospace;white-space: pre;"><div><span>if</span><span> (a) {</span></div><div>&nbsp; &nbsp; b *= c * d;</div><div>}</div></div>`;

  test('of an editor that says what it is becomes a block in its language, with its lines and tabs', () => {
    const code = '```typescript\nif (a) {\n\tb *= c * d;\n}\n```';
    expect(pasted(data({ 'vscode-editor-data': editor, 'text/plain': plain, 'text/html': html }))).toBe(code);
    expect(pasted(data({ 'vscode-editor-data': editor, 'text/plain': plain }))).toBe(code);
  });

  test('of another editor becomes a block', () => {
    expect(pasted(data({ 'text/plain': plain, 'text/html': html }))).toBe(
      '```\nif (a) {\n\tb *= c * d;\n}\n```',
    );
    const other = `<html><head></head><body><pre style="font-family:'JetBrains Mono',monospace">a<br>b</pre></body></html>`;
    expect(pasted(data({ 'text/html': other }))).toBe('```\na\nb\n```');
  });

  test('of one line is that line', () => {
    const one = { 'vscode-editor-data': editor, 'text/plain': '  a * b * c\n', 'text/html': html };
    expect(pasted(data(one))).toBe('a * b * c');
  });

  test('whose language is none, or broken, becomes a block without one', () => {
    for (const said of ['{"mode":"plaintext"}', '{"mode":"a b`"}', '{"mode":4}', '{', 'null'])
      expect(pasted(data({ 'vscode-editor-data': said, 'text/plain': 'a\nb' }))).toBe('```\na\nb\n```');
  });

  test('that is only a part of what was copied is formatted text', () => {
    const page = '<p>so:</p><pre>a\nb</pre>';
    expect(pasted(data({ 'text/plain': 'so:\n\na\nb', 'text/html': page }))).toBe('so:\n\n```\na\nb\n```');
  });
});

describe('T16 what the browser pastes by itself', () => {
  const data = (of: Record<string, string>) => ({ getData: (type: string) => of[type] ?? '' });
  test.each<[string, Record<string, string>]>([
    ['plain text', { 'text/plain': '*a*\nb' }],
    ['formatted text without a form', { 'text/plain': 'a\r\n\r\nb\n', 'text/html': '<p>a</p><p>b</p>' }],
    ['nothing that is seen', { 'text/html': '<img src="a.png">' }],
    ['nothing', {}],
    ['a book', { 'text/plain': 'a', 'text/html': '<b>a</b>'.repeat(200_000) }],
    ['more than a field takes', { 'text/plain': 'a'.repeat(32_001), 'text/html': '<b>a</b>' }],
  ])('%s', (_, of) => expect(pasted(data(of))).toBeUndefined());

  test('and what not', () => {
    expect(pasted(data({ 'text/plain': 'a', 'text/html': '<b>a</b>' }))).toBe('**a**');
    expect(pasted(data({ 'text/plain': '*a*', 'text/html': '<p>*a*</p>' }))).toBe('*a\\*');
  });
});

describe('T16 where a paste comes', () => {
  test.each<[string, number, number, string, string]>([
    ['ab', 1, 1, '**x**', 'a**x**b'],
    ['ab', 1, 1, '```\nx\n```', 'a\n```\nx\n```\nb'],
    ['', 0, 0, '```\nx\n```', '```\nx\n```'],
    ['a\nb', 2, 3, '- x\n- y', 'a\n- x\n- y'],
    ['a b', 2, 3, '> x', 'a \n> x'],
  ])('%j from %d to %d with %j is %j', (text, start, end, insert, after) => {
    const edit = pasteEdit(text, start, end, insert);
    const before = text.slice(0, edit.from) + edit.insert;
    expect(before + text.slice(edit.to)).toBe(after);
    expect(before.slice(0, edit.select[0])).toMatch(/x|y/);
    expect(edit.select[0]).toBe(edit.select[1]);
  });
});

describe('T16 an address that is pasted over words', () => {
  test.each([
    ['words', 'https://a.example/b', '[words](https://a.example/b)'],
    [' two words ', ' http://a.example\n', ' [two words](http://a.example) '],
  ])('%j and %j make a link', (selected, plain, link) => expect(addressOver(selected, plain)).toBe(link));

  test.each([
    ['', 'https://a.example'],
    ['words', 'a.example'],
    ['words', 'https://a.example and more'],
    ['words', 'javascript:alert(1)'],
    ['words', 'https://a.example/(b)'],
    ['[x]', 'https://a.example'],
    ['https://a.example', 'https://b.example'],
    ['two\nlines', 'https://a.example'],
  ])('%j and %j make none', (selected, plain) => expect(addressOver(selected, plain)).toBeUndefined());
});

test('T16 a sheet of blanks is no table that is written out', () => {
  const rows = (count: number) =>
    `<table><tr>${'<td>a</td>'.repeat(24)}</tr>${'<tr></tr>'.repeat(count)}</table>`;
  expect(markdownOf(rows(2))).toContain('|');
  expect(markdownOf(rows(1_000)).length).toBeLessThan(10_000);
});
