import { describe, expect, test } from 'vitest';
import { isReserved, skeletonOf } from './names.ts';

describe('A1 two names that look alike are one', () => {
  test.each([
    ['in another case', 'Ana', 'ANA'],
    ['in another case of another script', 'нона', 'НОНА'],
    ['with Cyrillic letters', 'paypal', 'раураӏ'],
    ['with a Greek capital whose small letter looks like nothing', 'Mary', 'Μary'],
    ['with a small letter whose capital looks like nothing', 'Ana', 'Ɑnɑ'],
    ['with a letter for two', 'Mary', 'rnary'],
    ['with digits for letters', 'Olga', '01ga'],
    ['with a capital I for a small l', 'lvan', 'Ivan'],
    ['in wide letters', 'Ana', 'Ａｎａ'],
    ['in letters from mathematics', 'Ana', '𝐀𝓷𝕒'],
    ['with a German s', 'Strauß', 'STRAUSS'],
    ['with blanks', 'Ana Maria', 'A n aMaria'],
    ['with what nobody sees', 'Ana', 'A\u200bn\u2060a\u00ad'],
    ['with marks of direction', 'Ana', '\u202eAna\u202c'],
    ['with a soft filler', 'Ana', 'Ana\u3164'],
    ['with a dot on an i', 'Mia', 'Mi\u0307a'],
    ['with a dot on a j', 'Jan', 'j\u0307an'],
    ['with a dot below and above', 'Mịa', 'Mi\u0323\u0307a'],
    ['with a dot on a Cyrillic i', 'Mia', 'М\u0456\u0307a'],
    ['with the dotted capital of Turkish', 'irem', 'İrem'],
    ['with an accent written apart, on a letter of another script', 'Ána', 'А\u0301na'],
  ])('%s', (_, one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other));
  });

  test.each([
    ['Ana', 'Anna'],
    ['Ana', 'Bo'],
    ['Zoë', 'Zoe'],
    ['陈', '陳'],
    ['Мария', 'Марина'],
    ['🌙', '🌚'],
  ])('and %s and %s are two', (one, other) => {
    expect(skeletonOf(one)).not.toBe(skeletonOf(other));
  });

  test('and taking the skeleton of a long name takes no time', () => {
    const begun = performance.now();
    for (let i = 0; i < 100; i += 1) skeletonOf('\u0301\u0323'.repeat(32));
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('A7 nobody goes by a name that would be taken for somebody in charge', () => {
  test.each([
    'Admin',
    'ADMIN',
    'аdmin',
    'Adm1n',
    'Moder at or',
    'System',
    'Lull',
    'everyone',
    'here',
    'Owner',
    'admi\u0307n',
  ])('%s', (name) => {
    expect(isReserved(name)).toBe(true);
  });

  test.each(['Ana', 'Ali', 'Adam', 'Hera', 'Owen', 'Modesta', 'Systema'])('but %s is a name', (name) => {
    expect(isReserved(name)).toBe(false);
  });
});
