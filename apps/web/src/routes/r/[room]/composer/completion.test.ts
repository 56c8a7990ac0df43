import { describe, expect, test } from 'vitest';
import type { Person } from '$protocol/message.ts';
import { askedAt, isCodeWritten, peopleFor, shortcodeAt } from './completion.ts';

const person = (name: string): Person => ({ id: `id-of-${name}-000`, name, kind: 'guest' });
const people = ['Ana Maria', 'Bo', 'Mara', 'you'].map(person);
const you = 'id-of-you-000';
const namesFor = (letters: string, here?: string) =>
  peopleFor(letters, people, you, here).map(({ insert }) => insert);

describe('T15 what before the caret is completed', () => {
  test.each<[string, ReturnType<typeof askedAt>]>([
    ['@', { of: 'person', from: 0, letters: '' }],
    ['hi @an', { of: 'person', from: 3, letters: 'an' }],
    ['hi @Ana M', { of: 'person', from: 3, letters: 'Ana M' }],
    ['(@b', { of: 'person', from: 1, letters: 'b' }],
    ['a\n@b', { of: 'person', from: 2, letters: 'b' }],
    ['@a\nb', undefined],
    ['@ a', undefined],
    ['a@b', undefined],
    [':sm', { of: 'emoji', from: 0, letters: 'sm' }],
    ['a :thumbs_up', { of: 'emoji', from: 2, letters: 'thumbs_up' }],
    [':D', undefined],
    ['a:sm', undefined],
    ['12:30', undefined],
    ['/', { of: 'command', from: 0, letters: '' }],
    ['/me', { of: 'command', from: 0, letters: 'me' }],
    ['/me ', undefined],
    [' /me', undefined],
    ['/usr/b', undefined],
  ])('%j', (text, asked) => {
    expect(askedAt(text, text.length)).toEqual(asked);
    expect(askedAt(`${text} and more`, text.length)).toEqual(asked);
  });

  test('a shortcode is one once its second colon stands there', () => {
    expect(shortcodeAt('hi :smile:', 10)).toEqual({ from: 3, name: 'smile' });
    for (const text of ['hi :smile', '12:30:', 'a:b:', ':a:'])
      expect(shortcodeAt(text, text.length)).toBeUndefined();
  });
});

test.each([
  ['`@b', true],
  ['`a` @b', false],
  ['`a` `@b', true],
  ['\\`@b', false],
  ['```py\n@b', true],
  ['```py\na\n```\n@b', false],
])('T15 nothing is completed where code is written: %j', (text, isCode) => {
  expect(isCodeWritten(text, text.length)).toBe(isCode);
});

describe('T15 whom a name may mean', () => {
  test('whose name begins so comes first, oneself last', () => {
    expect(namesFor('')).toEqual(['@Ana Maria', '@Bo', '@Mara', '@you']);
    expect(namesFor('ma')).toEqual(['@Mara', '@Ana Maria']);
    expect(namesFor('ana m')).toEqual(['@Ana Maria']);
    expect(namesFor('x')).toEqual([]);
  });

  test('@here is offered to whoever may call everybody', () => {
    expect(namesFor('he', 'Everybody')).toEqual(['@here']);
    expect(namesFor('he')).toEqual([]);
    expect(namesFor('b', 'Everybody')).toEqual(['@Bo']);
  });

  test('of two who are called the same the first is offered, whom the name means', () => {
    expect(
      peopleFor('bo', [...people, { ...person('Bo'), id: 'another-bo-000' }], you, undefined),
    ).toHaveLength(1);
  });

  test('a name that stands there whole is no question any more', () => {
    expect(peopleFor('bo', people, you, undefined)).toMatchObject([{ isTyped: true }]);
    expect(peopleFor('b', people, you, undefined)).toMatchObject([{ isTyped: false }]);
  });
});
