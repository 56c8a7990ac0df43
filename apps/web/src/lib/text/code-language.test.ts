import { expect, test } from 'vitest';
import { isHighlighted, languageName } from './code-language.ts';

test.each([
  ['ts', 'TypeScript'],
  ['TS', 'TypeScript'],
  ['c++', 'C++'],
  ['', ''],
  ['mermaid', 'mermaid'],
  ['constructor', 'constructor'],
  ['🙂'.repeat(30), '🙂'.repeat(20)],
])('T11 code in %j is said to be %j', (typed, name) => {
  expect(languageName(typed)).toBe(name);
});

test('T11 languages that can be highlighted are told from others, in capitals too', () => {
  expect(['Py', 'py', 'mermaid', ''].map(isHighlighted)).toEqual([true, true, false, false]);
});
