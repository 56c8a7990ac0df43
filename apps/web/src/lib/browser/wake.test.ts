import { describe, expect, test } from 'vitest';
import { noticeWaking } from './wake.ts';

function sleeper() {
  let nowMs = 1_000_000;
  let look = () => {};
  const woken: number[] = [];
  const stop = noticeWaking(() => woken.push(nowMs), {
    now: () => nowMs,
    every(_ms, callback) {
      look = callback;
      return () => {
        look = () => {};
      };
    },
  });
  const pass = (ms: number) => {
    nowMs += ms;
    look();
  };
  return { pass, woken, stop };
}

describe('C2 a computer that was asleep', () => {
  test('is noticed at the first look after it', () => {
    const { pass, woken } = sleeper();
    pass(5_000);
    pass(3_600_000);
    pass(5_000);
    expect(woken).toEqual([1_000_000 + 3_605_000]);
  });

  test('is not made out of a busy page or a clock set back', () => {
    const { pass, woken } = sleeper();
    pass(15_000);
    pass(-86_400_000);
    pass(5_000);
    expect(woken).toEqual([]);
  });

  test('is nobody’s business any more once nobody listens', () => {
    const { pass, woken, stop } = sleeper();
    stop();
    pass(3_600_000);
    expect(woken).toEqual([]);
  });
});
