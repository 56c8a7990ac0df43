import { expect, test, withPerson } from './people.ts';

const source = [
  '**bold** *em* ~~gone~~ `a <b>` ||secret||',
  '> quoted\n> more\n\nanswer',
  '- one\n  - two\n\n3. three',
  '```ts\nconst a = 1;\n\n\tb();\n```',
  'a|b\n-:|:-:\n1|*2*',
  'https://a.example/b [x](https://evil.example) [no](javascript:alert(1)) https://b\u0430nk.example',
  '/me waves',
  '<img src=x onerror=alert(1)> &amp; <b>no</b>',
];
const rel = 'noopener noreferrer nofollow ugc';
const forms = [
  'p(b(bold) em(em) s(gone) code(a <b>) spoiler(input()secret))',
  'blockquote(p(quoted⏎more))p(answer)',
  'ul(li(p(one)ul(li(p(two)))))ol(li(p(three)))',
  'figure(figcaption(TypeScript)pre(code(const a = 1;⏎b();)))',
  'section(table(tr(th(a)th(b))tr(td(1)td(em(2)))))',
  `p(a(https://a.example/b ${rel}: https://a.example/b) a(https://evil.example/ ${rel}: x) host((evil.example)) [no](javascript:alert(1)) a(https://xn--bnk-6cd.example/ ${rel}: https://b\u0430nk.example) host((xn--bnk-6cd.example)))`,
  'p(b(Ghost) waves)',
  'p(<img src=x onerror=alert(1)> &amp; <b>no</b>)',
];

test('T9 T10 each form of a text looks the same live and after a reload', async ({
  ana,
  bo,
  ghost,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ghost.says(...source);
  await ana.seesForms(forms);
  await bo.seesForms(forms);
  await ana.reloads();
  await ana.seesForms(forms);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('T9 T10 each form of a text looks the same @once', async ({ ana, ghost, room }) => {
    await ghost.says(...source);
    await ana.visits(room);
    // The proper names of languages come with the highlighter.
    await ana.seesForms(forms.map((form) => form.replace('TypeScript', 'ts')));
  });
});

test('T9 a spoiler is shown to whoever opens it, also by keyboard @once', async ({ ana, ghost, room }) => {
  await ghost.says('it was ||the butler||!');
  await ana.enters(room);
  await expect(ana.hidden).toBeHidden();
  await ana.opensSpoilerByKey();
  await expect(ana.hidden).toBeVisible();
});

test('T10 a link to a message here shows as its room and message, and leads there @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says('the words that are meant');
  await ana.enters(room);
  await ana.says(`look: ${new URL(ana.line.url).origin}/r/${room}/messages/1`);
  await ana.followsLink(/, message 1$/);
  await ana.sees('the words that are meant');
});

test('T12 a few emoji alone are large @once', async ({ ana, ghost, room }) => {
  await ghost.says('😀 👍🏽', 'hello 😀');
  await ana.enters(room);
  expect(await ana.sizeOf('😀 👍🏽')).toBeGreaterThan(2 * (await ana.sizeOf('hello 😀')));
});

test('T9 C11 an edit of each form shows at once, after a reload and without a script alike @once', async ({
  ana,
  bo,
  room,
  browser,
  site,
  contextOptions,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.seesPeople(['Ana', 'Bo']);
  const edits = [
    ['**a**', '*a*', 'p(em(a) time(edited))'],
    ['hi @Bo', '@Ana, hi @Bo', 'p(mention(@Ana), hi mention(@Bo) time(edited))'],
    ['```js\n1\n```', '```py\n2\n```', 'figure(figcaption(Python)pre(code(2)))p(time(edited))'],
    ['😀', '😀!', 'p(😀! time(edited))'],
    ['/me waves', '/me bows', 'p(b(Ana) bows time(edited))'],
    ['> q', '- q', 'ul(li(p(q)))p(time(edited))'],
    ['x|y\n-|-\n1|2', 'x|y\n-|-\n3|4', 'section(table(tr(th(x)th(y))tr(td(3)td(4))))p(time(edited))'],
    ['https://a.example', '||b||', 'p(spoiler(input()b) time(edited))'],
  ] as const;
  for (const [before, after] of edits) {
    await ana.says(before);
    await ana.seesNothingUnderWay();
    await ana.presses('ArrowUp');
    await expect(ana.editor).toHaveValue(before);
    await ana.editor.fill(after);
    await ana.savesEdit();
    await ana.seesNothingUnderWay();
  }
  const forms = (you: string) =>
    edits.map(([, , form]) => form.replace(`mention(@${you})`, `you mention(@${you})`));
  await ana.seesForms(forms('Ana'));
  await bo.seesForms(forms('Bo'));
  await bo.reloads();
  await bo.seesForms(forms('Bo'));
  await withPerson('Cy', browser, site, { ...contextOptions, javaScriptEnabled: false }, async (cy) => {
    await cy.visits(room);
    await cy.seesForms(forms('nobody').map((form) => form.replace('Python', 'py')));
  });
});

test('T9 a mention within a link or a spoiler is read and not pressed, from the server and live @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await bo.seesPeople(['Ana', 'Bo']);
  await bo.says('[hi @Ana, read](https://a.example/) and ||not @Ana||');
  await expect.poll(() => ana.mentionsWithin()).toEqual({ all: 2, pressable: 0 });
  await ana.reloads();
  await ana.isIn();
  expect(await ana.mentionsWithin()).toEqual({ all: 2, pressable: 0 });
});
