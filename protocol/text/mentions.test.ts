import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEmojiAlone } from './emoji-alone.ts';
import { mentionedInSource, withMentions, withNames } from './mentions.ts';
import { parseText } from './parse-text.ts';
import { plainText } from './plain-text.ts';

const ana = { id: 'ana-ana-ana', name: 'Ana' };
const anaMaria = { id: 'ana-maria-1', name: 'Ana Maria' };
const marked = { id: 'marked-mark', name: '*B* <o> `x' };
const ram = { id: 'ram-ram-ram', name: 'राम' };
const people = [ana, anaMaria, marked, ram];

describe('T6 a mention is typed by a name and stored by an id', () => {
  test.each([
    ['@Ana', '<@ana-ana-ana>'],
    ['hi @Ana!', 'hi <@ana-ana-ana>!'],
    ['@ana, look', '<@ana-ana-ana>, look'],
    ['@Ana Maria and @Ana', '<@ana-maria-1> and <@ana-ana-ana>'],
    ['**@Ana**', '**<@ana-ana-ana>**'],
    ['> @Ana\n- @Ana', '> <@ana-ana-ana>\n- <@ana-ana-ana>'],
    ['@*B* <o> `x is here', '<@marked-mark> is here'],
    ['@Anna @Anabel a@Ana.b @@Ana @ Ana @', '@Anna @Anabel a@Ana.b @@Ana @ Ana @'],
    ['`@Ana` \\@Ana', '`@Ana` \\@Ana'],
    ['```\n@Ana\n```\n@Ana', '```\n@Ana\n```\n<@ana-ana-ana>'],
    ['https://a.b/@Ana', 'https://a.b/@Ana'],
    ['@Bo', '@Bo'],
    ['@राम और @रामी', '<@ram-ram-ram> और @रामी'],
  ])('%j is stored as %j', (typed, stored) => {
    expect(withMentions(typed, people)).toBe(stored);
  });

  test('of two names that differ in capitals the exact one is meant', () => {
    const lower = { id: 'lower-lower', name: 'ana' };
    expect(withMentions('@ana @Ana', [ana, lower])).toBe('<@lower-lower> <@ana-ana-ana>');
  });

  test('@here is a call where it may be one, and else a word', () => {
    expect(withMentions('@here', people)).toBe('@here');
    expect(withMentions('@here `@here`', people, true)).toBe('<@here> `@here`');
  });

  test('what is edited has the names of today, and is stored as it was', () => {
    const stored = 'x <@ana-ana-ana> <@nobody-here> <@marked-mark> `<@ana-ana-ana>` <@here>';
    const typed = 'x @Ana <@nobody-here> @*B* <o> `x `<@ana-ana-ana>` @here';
    expect(withNames('hi <@ana-ana-ana>!', [{ ...ana, name: 'Anouk' }])).toBe('hi @Anouk!');
    expect(withNames(stored.replace(' <@marked-mark>', ''), people)).toBe(typed.replace(' @*B* <o> `x', ''));
    const words = fc.constantFrom(
      '<@ana-ana-ana>',
      '<@ana-maria-1>',
      'a',
      ' ',
      '. ',
      '*b*',
      '`c`',
      '\n',
      '<@nobody-here>',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const source = parts.join(' ');
        expect(withMentions(withNames(source, people), people)).toBe(source);
      }),
    );
  });

  test('a name that would mean somebody else, or nobody, is not put in place of a mention that is edited', () => {
    const other = { id: 'ana-of-old-', name: 'Ana' };
    const all = [...people, other];
    for (const [stored, typed] of [
      ['<@ana-of-old-> <@ana-ana-ana>', '<@ana-of-old-> @Ana'],
      ['<@ana-ana-ana> Maria', '<@ana-ana-ana> Maria'],
      ['<@ana-ana-ana>bel', '<@ana-ana-ana>bel'],
      ['a<@ana-ana-ana>', 'a<@ana-ana-ana>'],
      ['<@ana-ana-ana><@ana-maria-1>', '@Ana<@ana-maria-1>'],
      ['`<@ana-ana-ana> <@marked-mark>', '`<@ana-ana-ana> <@marked-mark>'],
    ] as const) {
      expect(withNames(stored, all)).toBe(typed);
      expect(withMentions(typed, all)).toBe(stored);
    }
    const word = fc.constantFrom(
      '<@ana-ana-ana>',
      '<@ana-of-old->',
      '<@ana-maria-1>',
      ' Maria',
      'a',
      ' ',
      '.',
      '`',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (parts) => {
        const source = parts.join('');
        expect(withMentions(withNames(source, all), all)).toBe(source);
      }),
    );
  });

  test('what is called by no name that anybody has does not count among the sixty', () => {
    expect(withMentions(`\`\`\`\n${'@Inject\n'.repeat(100)}\`\`\`\n@Ana`, people)).toMatch(/<@ana-ana-ana>$/);
  });

  test('of five hundred of them the first sixty are looked at, and the rest stay as they were typed', () => {
    const stored = withMentions('@Ana '.repeat(500), people);
    expect(stored.match(/<@/g)).toHaveLength(60);
    expect(stored.match(/@Ana/g)).toHaveLength(440);
  });

  test('those who are mentioned are found once each, where they are not in code', () => {
    expect(mentionedInSource('no')).toEqual({ people: [], here: false });
    expect(mentionedInSource('> - **<@ana-ana-ana>** `<@ana-maria-1>`\n<@ana-ana-ana> ||<@here>||')).toEqual({
      people: ['ana-ana-ana'],
      here: true,
    });
    expect(mentionedInSource('a|<@ana-maria-1>\n-|-')).toEqual({ people: ['ana-maria-1'], here: false });
  });
});

test('T5 the plain text of a message has its words, without the markup and without what is hidden', () => {
  const source = `**a** \`b\` [c](https://d.e) ||f|| <@ana-ana-ana> <@nobody-here> <@here>
> g
- h
  1. i
\`\`\`ts
j
\`\`\`
k|l
-|-
m|n`;
  const plain = plainText(parseText(source), {
    nameOf: (id) => (id === ana.id ? 'Ana' : undefined),
    spoiler: '[…]',
  });
  expect(plain).toBe('a b c […] @Ana <@nobody-here> @here\ng\n• h\n1. i\nj\nk, l\nm, n');
});

test('T12 a few emoji alone are told from words', () => {
  for (const alone of ['😀', '😀 👍🏽\n', '👨‍👩‍👧‍👦', '🇩🇪🇩🇪', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '❤️', '1️⃣', '😀'.repeat(8)]) {
    expect(isEmojiAlone(alone), alone).toBe(true);
  }
  for (const words of [
    '',
    '1',
    'a😀',
    '❤',
    '#',
    '©',
    '😀'.repeat(9),
    `😀${'\u200d😀'.repeat(25)}`,
    '\u200d',
    '🏽a',
  ]) {
    expect(isEmojiAlone(words), words).toBe(false);
  }
});

test('T12 a long sequence of joined emoji that is not alone is told at once', () => {
  // One pattern for all of them took twelve seconds for twelve, and twenty times as long for each two more.
  expect(isEmojiAlone(`${'👍🏽\u200d'.repeat(31)}x`)).toBe(false);
  expect(isEmojiAlone('👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽')).toBe(true);
  expect(isEmojiAlone(`${'👍🏽'.repeat(8)}!`)).toBe(false);
});
