import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { root } from '../bin/tool.mjs';
import { mutations } from './mutations.ts';

describe('the bugs to plant', () => {
  test.each(mutations)('$name has exactly one place, in $file', ({ file, find }) => {
    expect(readFileSync(`${root}/${file}`, 'utf8').split(find)).toHaveLength(2);
  });

  test('have names of their own', () => {
    expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
  });
});
