import { describe, expect, test } from 'vitest';
import { matching } from './matching.ts';

describe('U114 what is typed finds', () => {
  const all = [
    { label: 'Saturday bench', alias: 'saturday-bench' },
    { label: 'Bench press' },
    { label: 'Café Crème' },
    { label: 'Workbench' },
    { label: '天气 room' },
  ];
  const found = (typed: string) => matching(all, typed).map(({ label }) => label);

  test.each<[string, string[]]>([
    ['', all.map(({ label }) => label)],
    ['bench', ['Bench press', 'Saturday bench', 'Workbench']],
    ['creme', ['Café Crème']],
    ['CAF CR', ['Café Crème']],
    ['sat ben', ['Saturday bench']],
    ['天气', ['天气 room']],
    ['zzz', []],
    ['*', []],
  ])('%j', (typed, labels) => {
    expect(found(typed)).toEqual(labels);
  });
});
