import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Stretch } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { fill } from '../test/history-rules.ts';
import { memoryHistory } from './memory-history.ts';
import { Room } from './room.ts';

const size = limits.pageMessages;
const first = limits.firstPageMessages;

function roomOf(count: number): Room {
  const history = memoryHistory();
  fill(history, count);
  return new Room(history, () => 0);
}

// A stretch as (after, upTo], having seen that it holds exactly the messages it says.
function rangeOf(stretch: Stretch | Refusal): [number, number] | string {
  if ('refused' in stretch) return stretch.refused;
  const { after, upTo, messages } = stretch;
  expect(messages.map(({ seq }) => seq)).toEqual(
    Array.from({ length: upTo - after }, (_, i) => after + i + 1),
  );
  return [after, upTo];
}

describe('H5 the newest page', () => {
  test.each<[string, number, [number, number]]>([
    ['of an empty room', 0, [0, 0]],
    ['of one message', 1, [0, 1]],
    ['when there is exactly one page, with nothing older', size, [0, size]],
    ['when there is one message more', size + 1, [1, size + 1]],
    ['of many', 300, [300 - size, 300]],
  ])('%s', (_, count, range) => {
    expect(rangeOf(roomOf(count).newest())).toEqual(range);
  });
});

describe('H20 a welcome that does not just go on has few messages, since after a restart everybody gets one', () => {
  test.each<[string, number, [number, number]]>([
    ['of an empty room', 0, [0, 0]],
    ['of one message', 1, [0, 1]],
    ['when there are exactly as many, with nothing older', first, [0, first]],
    ['when there is one message more', first + 1, [1, first + 1]],
    ['of many', 300, [300 - first, 300]],
  ])('%s', (_, count, range) => {
    expect(rangeOf(roomOf(count).since(0))).toEqual(range);
  });
});

describe('H6 returning brings what came after the last seq seen', () => {
  test.each<[string, number, [number, number]]>([
    ['one message', 299, [299, 300]],
    ['nothing', 300, [300, 300]],
    ['exactly a page', 300 - size, [300 - size, 300]],
  ])('%s', (_, since, range) => {
    expect(rangeOf(roomOf(300).since(since))).toEqual(range);
  });

  test('from a short room', () => {
    expect(rangeOf(roomOf(3).since(1))).toEqual([1, 3]);
  });
});

describe('H7 returning after too much brings the newest messages, which show the hole by their after', () => {
  test.each([1, 100, 300 - size - 1])('since %d', (since) => {
    const stretch = roomOf(300).since(since);
    expect(rangeOf(stretch)).toEqual([300 - first, 300]);
    expect(stretch.after).toBeGreaterThan(since);
    expect(stretch.forget).toBe(false);
  });
});

describe('H8 who saw more than there is forgets it, and gets the newest messages', () => {
  test.each([4, 1_000, Number.MAX_SAFE_INTEGER])('since %d of 3', (since) => {
    expect(rangeOf(roomOf(3).since(since))).toEqual([0, 3]);
    expect(roomOf(3).since(since).forget).toBe(true);
  });

  test('also from an empty room', () => {
    expect(rangeOf(roomOf(0).since(5))).toEqual([0, 0]);
  });
});

describe('H9 a page ends just before the seq that was asked', () => {
  test.each<[number, [number, number]]>([
    [301, [300 - size, 300]],
    [251, [200, 250]],
    [size + 2, [1, size + 1]],
    [size + 1, [0, size]],
    [2, [0, 1]],
    [1, [0, 0]],
  ])('before %d', (before, range) => {
    expect(rangeOf(roomOf(300).page(before))).toEqual(range);
  });

  test.each([1, size, size + 1, 300])(
    'paging back through %d messages reaches the first, each once',
    (count) => {
      const room = roomOf(count);
      const seen: number[] = [];
      let page: Stretch | Refusal = room.newest();
      while ('messages' in page) {
        seen.unshift(...page.messages.map(({ seq }) => seq));
        if (page.after === 0) break;
        page = room.page(page.after + 1);
      }
      expect(seen).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    },
  );
});

describe('H10 there is no page outside the room', () => {
  test.each([0, -1, 302, Number.MAX_SAFE_INTEGER])('before %d of 300', (before) => {
    expect(rangeOf(roomOf(300).page(before))).toBe('no-such-page');
  });

  test('and none but the empty one in an empty room', () => {
    expect(rangeOf(roomOf(0).page(1))).toEqual([0, 0]);
    expect(rangeOf(roomOf(0).page(2))).toBe('no-such-page');
  });
});
