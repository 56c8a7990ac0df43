import { describe, expect, test } from 'vitest';
import { phraseOf } from '$protocol/search/tokens.ts';
import { snippetOf } from './snippet.ts';

const by = { id: 'ana-0000000', name: 'Ana', kind: 'guest' } as const;
const shown = (text: string, ...typed: string[]) =>
  snippetOf(
    { seq: 1, id: 'message-000001', by, at: 0, text, mentions: [by] },
    typed.flatMap((one) => phraseOf(one) ?? []),
  )
    .map(({ text: part, found }) => (found ? `[${part}]` : part))
    .join('');

describe('F1 of what was found is shown', () => {
  test.each([
    ['**tea** and `cake`', ['cake'], 'tea and [cake]'],
    ['one\n\n- tea\n- cake', ['tea'], 'one • [tea] • cake'],
    ['hello <@ana-0000000>, tea?', ['tea'], 'hello @Ana, [tea]?'],
    ['it is ||tea||', ['tea'], 'it is [spoiler]'],
    ['no words', [], 'no words'],
  ])('%s', (text, typed, snippet) => {
    expect(shown(text, ...typed)).toBe(snippet);
  });

  test('what stands around the first, cut between words', () => {
    const long = `${'before '.repeat(60)}tea ${'after '.repeat(60)}`;
    const snippet = shown(long, 'tea');
    expect(snippet).toMatch(/^… (before )+\[tea\] (after )+(a|af|aft|afte|after)?…$/);
    expect(snippet.length).toBeLessThan(300);
  });

  test('and no letter in halves', () => {
    const snippet = shown('👨‍👩‍👧‍👦'.repeat(60));
    expect(snippet).toMatch(/^(👨‍👩‍👧‍👦)+…$/u);
  });
});
