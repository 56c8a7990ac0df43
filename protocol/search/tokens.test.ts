import { describe, expect, test } from 'vitest';
import { indexEntry } from './index-entry.ts';
import { phraseOf, tokensOf } from './tokens.ts';

const by = { id: 'ana-0000000' };
/** Whether a message with this text is found by what is typed. */
function finds(typed: string, text: string, isExact = false): boolean {
  const phrase = phraseOf(typed, isExact);
  const tokens = indexEntry({ text, by });
  return tokens.some((_, at) =>
    phrase?.tokens.every((token, i) => {
      const there = tokens[at + i] ?? '';
      return i === phrase.tokens.length - 1 && phrase.isBeginning ? there.startsWith(token) : there === token;
    }),
  );
}

describe('F2 a text is found', () => {
  test.each([
    ['creme', 'Die Crème ist aus.'],
    ['CRÈME', 'creme'],
    ['strasse', 'Große Straße 3'],
    ['straße', 'STRASSE'],
    ['odos', 'odós'],
    ['οδος', 'ΟΔΌΣ'],
    ['lodz', 'Łódź'],
    ['deploy', 'redo the deployment'],
    ['ｆｕｌｌ', 'full width'],
    ['天气', '今天天气很好'],
    ['天', '今天'],
    ['好', '今天天气很好'],
    ['天气很', '今天天气很好'],
    ['회의', '내일 회의가 있습니다'],
    ['カメラ', '新しいｶﾒﾗを買った'],
    ['สวัสดี', 'พูดว่าสวัสดีครับ'],
    ['हिन्दी', 'मुझे हिन्दी आती है'],
    ['שלום', 'שָׁלוֹם עולם'],
    ['مرحبا', 'مَرْحَبًا'],
    ['天气forecast', 'the 天气forecast of today'],
    ['foo-bar', 'see foo/bar'],
    ['👍', 'great👍🏽!'],
    ['🇨🇭', 'from 🇨🇭 to 🇫🇷'],
    ['example.org', 'at [this page](https://example.org/path)'],
    ['secret', 'it is ||a secret||'],
    ['bold', 'un **bold** one'],
    ['unbelievable', 'un**believ**able'],
    ['let', '```js\nlet x = 1;\n```'],
    ['cell', '| a | b |\n| - | - |\n| cell | c |'],
    ['item', '> - item'],
  ])('by %s: %s', (typed, text) => {
    expect(finds(typed, text)).toBe(true);
  });

  test.each([
    ['气天', '今天天气很好'],
    ['ploy', 'deployment'],
    ['d', 'deployment'],
    ['creme brulee', 'brulee creme'],
    ['fr', '🇨🇭'],
    ['ana-0000000', '<@ana-0000000> look'],
  ])('not by %s: %s', (typed, text) => {
    expect(finds(typed, text)).toBe(false);
  });

  test('by just a word where it is meant exactly', () => {
    expect(finds('deploy', 'deployment', true)).toBe(false);
    expect(finds('deploy', 'we Deploy', true)).toBe(true);
    expect(finds('good day', 'a good day', true)).toBe(true);
    expect(finds('天', '今天', true)).toBe(true);
  });
});

describe('F6 what cannot be looked for', () => {
  test.each(['', '!!!', '"', '*', '  ', '\u0301', '\ue001', '⸻'])('is nothing: %j', (typed) => {
    // A mark alone is folded away.
    expect(phraseOf(typed)).toBeUndefined();
  });

  test.each([
    ['a" OR "b', ['a', 'or', 'b']],
    ['body:x NEAR(y)', ['body', 'x', 'near', 'y']],
    ['^x*', ['x']],
  ])('%s has words and nothing else', (typed, tokens) => {
    expect(phraseOf(typed)?.tokens).toEqual(tokens);
  });

  test('nobody can type what stands for an author or a link', () => {
    for (const token of indexEntry({ text: 'https://x.org', by, inThread: 1 }).slice(0, 3)) {
      expect(tokensOf(token)).not.toContain(token);
    }
  });

  test('of a word without end the beginning counts', () => {
    const long = 'x'.repeat(10_000);
    expect(phraseOf(long)?.tokens).toEqual(['x'.repeat(64)]);
    expect(finds(`${long}y`, long)).toBe(true);
  });
});
