import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';

const draws = (random: Random) => Array.from({ length: 1_000 }, () => random.next());

describe('chance from a seed', () => {
  test('is the same again for the same seed, and another for another', () => {
    expect(draws(new Random(7))).toEqual(draws(new Random(7)));
    expect(draws(new Random(7))).not.toEqual(draws(new Random(8)));
  });

  test('stays in its bounds and reaches all of them', () => {
    const random = new Random(1);
    const faces = Array.from({ length: 1_000 }, () => random.between(1, 6));
    expect([...new Set(faces)].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(draws(random).every((one) => one >= 0 && one < 1)).toBe(true);
  });

  test('of a part depends on its label, and not on what others have drawn', () => {
    const used = new Random(7);
    draws(used);
    expect(draws(used.fork('line'))).toEqual(draws(new Random(7).fork('line')));
    expect(draws(used.fork('line'))).not.toEqual(draws(used.fork('store')));
  });
});
