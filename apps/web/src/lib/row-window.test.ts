import { describe, expect, test } from 'vitest';
import type { Message, Person } from '../../../../protocol/message.ts';
import {
  drawn,
  fittedWindow,
  grownNewer,
  grownOlder,
  type RowWindow,
  wholeWindow,
  windowAround,
  windowAtEnd,
  windowSize,
} from './row-window.ts';

const ana: Person = { id: 'ana-0000000000', name: 'Ana', kind: 'guest' };
const { most, step } = windowSize;

describe('U60 what of a long transcript is drawn', () => {
  const held = messages(1, 10_000);

  test('is all of a short one', () => {
    const few = messages(1, most);
    expect(fittedWindow(wholeWindow, few, undefined)).toBe(wholeWindow);
    expect(span(wholeWindow, few)).toEqual([1, most]);
  });

  test('is the end of a long one for whoever is there, and goes on with it', () => {
    const window = fittedWindow(wholeWindow, held, undefined);
    expect(span(window, held)).toEqual([10_000 - most + step + 1, 10_000]);
    expect(drawn(window, held, []).isToEnd).toBe(true);
    expect(span(window, messages(1, 10_001)).at(-1)).toBe(10_001);
  });

  test('is what stands around the message that is read', () => {
    expect(span(windowAround(5_000, held), held)).toEqual([4_850, 5_149]);
    expect(span(windowAround(2, held), held)).toEqual([1, most]);
    expect(span(windowAround(9_999, held), held)).toEqual([10_001 - most, 10_000]);
  });

  test('grows towards where one reads, and is let go at the other end', () => {
    const before = windowAround(5_000, held);
    const [from, to] = span(before, held);
    expect(span(grownOlder(before, held), held)).toEqual([from - step, to - step]);
    expect(span(grownNewer(before, held), held)).toEqual([from + step, to + step]);
  });

  test.each([
    ['older', grownOlder, 1],
    ['newer', grownNewer, 10_000],
  ] as const)('reaches the last of the %s messages, and stays there', (_, grown, last) => {
    let window = windowAround(5_000, held);
    for (let i = 0; i < 200; i += 1) window = grown(window, held);
    expect(span(window, held)).toContain(last);
    expect(grown(window, held)).toBe(window);
  });

  test('does not follow the end while it is somewhere else', () => {
    const window = windowAround(5_000, held);
    const more = messages(1, 10_100);
    expect(span(window, more)).toEqual(span(window, held));
    expect(fittedWindow(window, more, 5_000)).toBe(window);
    expect(drawn(window, more, []).isToEnd).toBe(false);
  });

  test('leaves out what is far below when an older page arrives, and what is far above when words do', () => {
    const before = fittedWindow(wholeWindow, messages(101, 400), 101);
    expect(span(fittedWindow(before, messages(51, 400), 103), messages(51, 400))).toEqual([51, 350]);
    const after = fittedWindow(before, messages(101, 401), undefined);
    expect(span(after, messages(101, 401)).at(-1)).toBe(401);
    expect(span(after, messages(101, 401)).at(0)).toBeGreaterThan(101);
  });

  test('brings the gaps between what is drawn, and no others', () => {
    const apart = [...messages(1, 400), ...messages(450, 900)];
    const gaps = [
      { after: 400, before: 450 },
      { after: 900, before: 950 },
    ];
    expect(drawn(windowAround(420, apart), apart, gaps).gaps).toEqual([gaps[0]]);
    expect(drawn(windowAround(100, apart), apart, gaps).gaps).toEqual([]);
    expect(drawn(windowAtEnd(apart), apart, gaps).gaps).toEqual([gaps[1]]);
  });

  test('tells which message stands before it', () => {
    expect(drawn(windowAround(5_000, held), held, []).before?.seq).toBe(4_849);
    expect(drawn(wholeWindow, held, []).before).toBeUndefined();
  });

  test('is nothing of a room in which nothing was said', () => {
    expect(drawn(windowAtEnd([]), [], [])).toEqual({
      messages: [],
      before: undefined,
      gaps: [],
      isToEnd: true,
    });
    expect(drawn(windowAround(7, []), [], []).isToEnd).toBe(true);
  });
});

function span(window: RowWindow, held: readonly Message[]): [from: number, to: number] {
  const seqs = drawn(window, held, []).messages.map(({ seq }) => seq);
  return [seqs[0] ?? 0, seqs.at(-1) ?? 0];
}

function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const seq = from + i;
    return { seq, id: `message-${seq}`, by: ana, text: `number ${seq}`, at: seq };
  });
}
