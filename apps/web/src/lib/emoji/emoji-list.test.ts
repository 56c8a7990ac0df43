import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeStorage } from '$lib/browser/fake-storage.ts';
import { isEmojiAlone } from '$protocol/text/emoji-alone.ts';
import { loadEmoji } from './load-emoji.ts';
import { skinTones } from './skin-tone.ts';
import { keepSkinTone, noteUsed } from './used-emoji.ts';

const emoji = await loadEmoji();
const shown = (query: string, limit = 5) => emoji.find(query, limit).map((one) => one.emoji);

let storage: FakeStorage;
beforeEach(() => {
  storage = new FakeStorage();
  vi.stubGlobal('localStorage', storage);
});

describe('T12 emoji', () => {
  test.each([
    ['tada', '🎉'],
    ['+1', '👍'],
    ['-1', '👎'],
    ['thumbsup', '👍'],
    ['Heart', '❤️'],
    ['de', '🇩🇪'],
    ['lime', '🍋‍🟩'],
  ])('are named :%s:', (shortcode, named) => {
    expect(emoji.named(shortcode)).toBe(named);
  });

  test('of no such name there are none', () => {
    for (const none of ['', 'tad', 'constructor', ':tada:']) expect(emoji.named(none)).toBeUndefined();
  });

  test('are found by how a shortcode begins, the one that is named so first, and then by words', () => {
    expect(emoji.find('tad', 1)).toEqual([{ emoji: '🎉', shortcode: 'tada', label: 'party popper' }]);
    expect(emoji.find('joy', 2).map(({ shortcode }) => shortcode)).toEqual(['joy', 'joy_cat']);
    expect(emoji.find('thumbs', 1)[0]?.shortcode).toBe('thumbsup');
    expect(shown('celebrat', 20)).toContain('🎉');
    expect(shown('red heart', 1)).toEqual(['❤️']);
    expect(shown('HEART red', 1)).toEqual(['❤️']);
    const codes = emoji.find('cat', 100).map(({ shortcode }) => shortcode.startsWith('cat'));
    expect(codes).toEqual(codes.toSorted((a, b) => Number(b) - Number(a)));
    expect(codes).toContain(false);
    expect(shown('cat', 3)).toHaveLength(3);
  });

  test('are not found by what none is called', () => {
    for (const none of ['zzzz', ')', '::', 'red zzzz']) expect(shown(none)).toEqual([]);
  });

  test('that were used last come first among those that fit as well, and where nothing is looked for', () => {
    expect(shown('', 9)).toEqual([]);
    const [first, second] = shown('heart_', 2) as [string, string];
    noteUsed('🎉');
    noteUsed(second);
    expect(shown('heart_', 2)).toEqual([second, first]);
    expect(shown('', 9)).toEqual([second, '🎉']);
    noteUsed('🎉');
    expect(shown('', 9)).toEqual(['🎉', second]);
    expect(emoji.recent()).toEqual(emoji.find('', 9));
  });

  test('of those that were used 24 are known', () => {
    const used = emoji.groups().flatMap((group) => group.emoji.slice(0, 4).map((one) => one.emoji));
    for (const one of used) noteUsed(one);
    expect(shown('', 99)).toEqual(used.toReversed().slice(0, 24));
  });

  test('have the skin tone that was chosen, those that take one', () => {
    keepSkinTone(4);
    expect(emoji.named('+1')).toBe('👍🏾');
    expect(emoji.named('v')).toBe('✌🏾');
    expect(emoji.named('woman_technologist')).toBe('👩🏾‍💻');
    expect(emoji.named('people_holding_hands')).toBe('🧑🏾‍🤝‍🧑🏾');
    expect(emoji.named('tada')).toBe('🎉');
    expect(emoji.named('family_man_woman_boy')).toBe('👨‍👩‍👦');
    noteUsed('👍🏾');
    keepSkinTone(0);
    expect(shown('', 9)).toEqual(['👍']);
    keepSkinTone(1);
    noteUsed('👍🏻');
    expect(shown('', 9)).toEqual(['👍🏻']);
  });

  test('are the same where nothing can be stored', () => {
    storage.trouble = 'forbidden';
    noteUsed('🎉');
    keepSkinTone(3);
    expect(emoji.named('+1')).toBe('👍');
    expect(shown('tad', 1)).toEqual(['🎉']);
    expect(shown('', 9)).toEqual([]);
  });

  test('that another build noted, or nobody knows, do no harm', () => {
    storage.setItem('lull/emoji', '🎉  x <b>');
    storage.setItem('lull/skin-tone', '7');
    expect(shown('', 9)).toEqual(['🎉']);
    expect(emoji.named('+1')).toBe('👍');
  });

  test('are each drawn large when they stand alone, in every tone', () => {
    const all = skinTones.flatMap((tone) => emoji.groups(tone).flatMap((group) => group.emoji));
    expect(all.length).toBeGreaterThan(6 * 1_800);
    expect(all.filter((one) => !isEmojiAlone(one.emoji)).map((one) => one.emoji)).toEqual([]);
    expect(all.filter((one) => !/^[\w+-]+$/.test(one.shortcode)).map((one) => one.shortcode)).toEqual([]);
    expect(all.filter((one) => one.label === '')).toEqual([]);
  });
});
