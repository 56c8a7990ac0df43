import { describe, expect, test } from 'vitest';
import { bo, message, stretch } from './fake-world.ts';
import { Timeline } from './timeline.ts';

describe('C6 the timeline knows what it holds', () => {
  test('a page before the first leaves no gap when it reaches the beginning', () => {
    const timeline = filled(stretch(50, 100), stretch(0, 50));
    expect(seqs(timeline)).toEqual(range(1, 100));
    expect(timeline.gaps).toEqual([]);
  });

  test('what is older and not held is a gap from the room’s beginning', () => {
    expect(filled(stretch(50, 100)).gaps).toEqual([{ after: 0, before: 51 }]);
  });

  test('a replay that leaves something out leaves a gap, which pages close from its newer end', () => {
    const timeline = filled(stretch(0, 10), stretch(150, 200));
    expect(timeline.gaps).toEqual([{ after: 10, before: 151 }]);
    timeline.add(stretch(100, 150));
    expect(timeline.gaps).toEqual([{ after: 10, before: 101 }]);
    timeline.add(stretch(50, 100));
    timeline.add(stretch(0, 50));
    expect(timeline.gaps).toEqual([]);
    expect(seqs(timeline)).toEqual(range(1, 200));
  });

  test('nothing is held twice, whatever overlaps', () => {
    const timeline = filled(stretch(10, 20), stretch(5, 15), stretch(18, 25), stretch(0, 30));
    expect(seqs(timeline)).toEqual(range(1, 30));
    expect(timeline.add(stretch(0, 30))).toEqual([]);
  });

  test('the order in which stretches come does not matter', () => {
    const parts = [stretch(0, 10), stretch(10, 25), stretch(30, 40), stretch(20, 30)];
    for (const order of permutations(parts)) {
      const timeline = filled(...order);
      expect(seqs(timeline)).toEqual(range(1, 40));
      expect(timeline.gaps).toEqual([]);
    }
  });

  test('what is said follows what is held; said once more it changes nothing', () => {
    const timeline = filled(stretch(0, 3));
    expect(timeline.said(message(4))).toBe(true);
    expect(timeline.said(message(4))).toBe(false);
    expect(timeline.said(message(2))).toBe(false);
    expect(seqs(timeline)).toEqual([1, 2, 3, 4]);
    expect(timeline.upTo).toBe(4);
  });

  test('a resend’s earlier copy that lies in a gap does not close the gap around it', () => {
    const timeline = filled(stretch(0, 2), stretch(8, 10));
    timeline.said(message(5));
    expect(timeline.gaps).toEqual([
      { after: 2, before: 5 },
      { after: 5, before: 9 },
    ]);
  });

  test('people go by the name they were last heard with', () => {
    const timeline = filled(stretch(0, 2));
    timeline.said(message(3, { ...bo, name: 'Bodil' }));
    expect(timeline.named(bo).name).toBe('Bodil');
  });
});

function filled(...stretches: Parameters<Timeline['add']>[0][]): Timeline {
  const timeline = new Timeline();
  for (const one of stretches) timeline.add(one);
  return timeline;
}

function seqs(timeline: Timeline): number[] {
  return timeline.messages.map(({ seq }) => seq);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
