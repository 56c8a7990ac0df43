import { beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Stretch } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { ana, fill, idOf } from '../test/history-rules.ts';
import { memoryHistory } from './memory-history.ts';
import { Messages } from './messages.ts';

const size = limits.pageMessages;
const first = limits.firstPageMessages;

function roomOf(count: number): Messages {
  const history = memoryHistory();
  fill(history, count);
  return new Messages(history, () => 0);
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

  test('and so does who saw another act at that place, however far the room has grown since', () => {
    const room = roomOf(9);
    expect(room.since(4, idOf(400))).toMatchObject({ after: 0, upTo: 9, upToId: idOf(9), forget: true });
    expect(room.since(4, idOf(4))).toMatchObject({ after: 4, upTo: 9, upToId: idOf(9), forget: false });
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

describe('H23 a page and a welcome hold about 64 KiB of words, and at least one message', () => {
  const most = limits.pageBytes;
  // The longest that can be said: four bytes for each letter.
  const long = '🌙'.repeat(limits.messageLetters);
  const fitting = Math.floor(most / (4 * limits.messageLetters));

  let history = memoryHistory();
  let room = new Messages(history, () => 0);
  beforeEach(() => {
    history = memoryHistory();
    room = new Messages(history, () => 0);
  });
  const say = (...texts: string[]) => {
    for (const [i, text] of texts.entries()) history.append({ id: idOf(i), by: ana, text, at: i });
  };
  const edit = (of: number, text: string) =>
    history.change({ is: 'edit', id: idOf(1_000 + of), by: ana, of, text, at: 0 });
  const times = (count: number, text: string) => Array.from({ length: count }, () => text);

  test('the newest that fit, and the after says so', () => {
    say(...times(30, long));
    const range = [30 - fitting, 30];
    expect(rangeOf(room.newest())).toEqual(range);
    expect(rangeOf(room.since(0))).toEqual(range);
    expect(rangeOf(room.page(21))).toEqual([20 - fitting, 20]);
  });

  test('to the byte, of whatever letters', () => {
    for (const [letter, bytes] of [
      ['a', 1],
      ['ж', 2],
      ['月', 3],
      ['🌙', 4],
    ] as const) {
      history = memoryHistory();
      room = new Messages(history, () => 0);
      say('older', letter.repeat(1_000), 'x'.repeat(most - 1_000 * bytes));
      expect(rangeOf(room.newest())).toEqual([1, 3]);
      edit(3, 'x'.repeat(most - 1_000 * bytes + 1));
      expect(room.newest()).toMatchObject({ after: 2, upTo: 4 });
    }
  });

  test('one that is longer than that comes alone, and paging back gets past it', () => {
    say('a', 'b', 'x'.repeat(most + 1), 'c');
    const seen: [number, number][] = [];
    for (let before = 5; before > 1; before = (seen.at(-1)?.[0] ?? 0) + 1) {
      seen.push(rangeOf(room.page(before)) as [number, number]);
    }
    expect(seen).toEqual([
      [3, 4],
      [2, 3],
      [0, 2],
    ]);
  });

  test('paging back through nothing but the longest reaches the first, each once', () => {
    say(...times(30, long));
    const seen: number[] = [];
    for (let page: Stretch | Refusal = room.since(0); 'messages' in page; page = room.page(page.after + 1)) {
      seen.unshift(...page.messages.map(({ seq }) => seq));
      if (page.after === 0) break;
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  });

  test('returning to more than that brings the newest of it, and the hole is shown', () => {
    say(...times(30, long));
    expect(rangeOf(room.since(30 - fitting))).toEqual([30 - fitting, 30]);
    expect(rangeOf(room.since(29 - fitting))).toEqual([30 - fitting, 30]);
    expect(room.since(29 - fitting).forget).toBe(false);
  });

  test('what changed and what is new share it', () => {
    say('one', ...times(fitting + 1, long));
    edit(1, long);
    const missed = room.since(1);
    expect(missed.changed).toMatchObject([{ message: { seq: 1 } }]);
    expect(missed.messages).toHaveLength(fitting - 1);
    expect(missed).toMatchObject({ after: 3, upTo: fitting + 3, forget: false });
  });

  test('also when what changed leaves nothing: one new message is not a hole', () => {
    say(...times(fitting, 'short'));
    for (let of = 1; of <= fitting; of += 1) edit(of, long);
    const seen = history.head() - fitting;
    say(long);
    const missed = room.since(seen);
    expect(missed).toMatchObject({ after: seen, forget: false });
    expect([missed.changed.length, missed.messages.length]).toEqual([fitting, 1]);
  });

  test('when what changed is more by itself, all that was seen is forgotten', () => {
    say(...times(fitting + 1, 'short'));
    for (let of = 1; of <= fitting; of += 1) edit(of, long);
    expect(room.since(fitting + 1)).toMatchObject({ forget: false });
    edit(fitting + 1, long);
    const missed = room.since(fitting + 1);
    expect(missed).toMatchObject({ forget: true, changed: [], upTo: history.head() });
    expect(missed.messages).toHaveLength(fitting);
  });
});

describe('H13 somebody new is not looked up among the changes', () => {
  test('since 0 reads none', () => {
    const history = memoryHistory();
    fill(history, 3);
    const changesAfter = vi.spyOn(history, 'changesAfter');
    new Messages(history, () => 0).since(0);
    expect(changesAfter).not.toHaveBeenCalled();
  });
});

describe('H26 a page around a message', () => {
  const rangeAt = (messages: Messages, at: number) => {
    const page = messages.anchored({ at });
    return 'stretch' in page ? { at: page.at, range: rangeOf(page.stretch) } : page;
  };

  test.each<[string, number, [number, number]]>([
    ['in the middle has as many after it as before', 100, [75, 125]],
    ['near the end goes up to it', 295, [250, 300]],
    ['that is the newest is the newest page', 300, [250, 300]],
    ['that is the first begins with it', 1, [0, 26]],
  ])('%s', (_, at, range) => {
    expect(rangeAt(roomOf(300), at)).toEqual({ at, range });
  });

  test.each([0, 301, 1e15])('is not there for %s', (at) => {
    expect(rangeAt(roomOf(300), at)).toEqual({ missing: true });
  });

  test('is none where another act has that place, and has the stub of what was deleted', () => {
    const history = memoryHistory();
    fill(history, 3);
    history.change({ is: 'delete', id: idOf(9), by: ana, of: 2 });
    const messages = new Messages(history, () => 0);
    expect(messages.anchored({ at: 4 })).toEqual({ missing: true });
    expect(messages.anchored({ at: 2 })).toMatchObject({ at: 2, stretch: { after: 0, upTo: 4 } });
  });

  test('has the message also where what follows is as long as a page', () => {
    const history = memoryHistory();
    fill(history, 60);
    for (let i = 0; i < 30; i += 1) {
      history.append({ id: idOf(100 + i), by: ana, text: 'x'.repeat(4_000), at: 100 });
    }
    const page = new Messages(history, () => 0).anchored({ at: 60 });
    expect('stretch' in page && page.stretch.messages.some(({ seq }) => seq === 60)).toBe(true);
  });

  test('that was said in a thread alone says in which', () => {
    const history = memoryHistory();
    fill(history, 1);
    history.append({ id: idOf(2), by: ana, text: 'in it', at: 9, inThread: 1 });
    history.append({ id: idOf(3), by: ana, text: 'also', at: 9, inThread: 1, also: true });
    const messages = new Messages(history, () => 0);
    expect(messages.anchored({ at: 2 })).toEqual({ inThread: 1, at: 2 });
    expect(messages.anchored({ at: 3 })).toHaveProperty('at', 3);
    // The first of the list that was said since.
    expect(messages.anchored({ since: 5 })).toHaveProperty('at', 3);
  });

  test.each([
    [-5, { at: 1 }],
    [0, { at: 1 }],
    [99, { at: 100 }],
    [99.5, { at: 101 }],
    [300, { missing: true }],
  ])('of the moment %s is around the first that was said since', (since, answer) => {
    expect(roomOf(300).anchored({ since })).toMatchObject(answer);
  });
});
