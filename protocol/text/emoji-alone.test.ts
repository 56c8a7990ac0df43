import { describe, expect, test } from 'vitest';
import { isOneEmoji } from './emoji-alone.ts';

describe('I21 a face is one emoji', () => {
  test.each(['🦊', '👍🏽', '🇳🇱', '👨‍👩‍👧‍👦', '👩🏽‍❤️‍💋‍👨🏿', '❤️', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏳️‍🌈'])('%s', (emoji) => {
    expect(isOneEmoji(emoji)).toBe(true);
  });

  test.each([
    ['nothing', ''],
    ['a blank', ' '],
    ['a letter', 'A'],
    ['a digit', '1'],
    ['a symbol that is text', '♥'],
    ['two emoji', '🦊🦊'],
    ['two flags', '🇳🇱🇩🇪'],
    ['half a flag', '🇳'],
    ['an emoji and a blank', '🦊 '],
    ['an emoji and a letter', '🦊A'],
    ['a variation selector alone', '\ufe0f'],
    ['a joiner alone', '\u200d'],
    ['an emoji with a joiner at its end', '🦊\u200d'],
    ['half of a character', '\ud83e'],
    ['500 code points in one sequence', `🏴${'\u{e0061}'.repeat(498)}\u{e007f}`],
    ['500 emoji', '🦊'.repeat(500)],
    ['markup', '<b>'],
    ['a line', '🦊\n'],
  ])('and not %s', (_, text) => {
    expect(isOneEmoji(text)).toBe(false);
  });
});
