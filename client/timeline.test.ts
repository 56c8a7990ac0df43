import { describe, expect, test } from 'vitest';
import { changeOf, type Message, type Person } from '../protocol/message.ts';
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

  test('gaps without a message between them are one, and a page closes them both', () => {
    const timeline = filled(stretch(0, 3), stretch(8, 10));
    timeline.changed(changeOf(edited(2, 6)), 'act-of-a-change');
    expect(timeline.gaps).toEqual([{ after: 3, before: 9 }]);
    timeline.add({ after: 3, upTo: 8, messages: [message(4), message(5), message(7), message(8)] });
    expect(timeline.gaps).toEqual([]);
    expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5, 7, 8, 9, 10]);
  });

  test('an empty place at the end of what is held shows the gap before it', () => {
    const timeline = filled(stretch(0, 3), { after: 7, upTo: 7, messages: [] });
    expect(timeline.gaps).toEqual([{ after: 3, before: 8 }]);
    expect(timeline.upTo).toBe(7);
  });

  test('a room in which nothing was said has no gap', () => {
    expect(filled(stretch(0, 0)).gaps).toEqual([]);
    expect(new Timeline().gaps).toEqual([]);
  });

  test('people go by the name they were last heard with', () => {
    const timeline = filled(stretch(0, 2));
    timeline.said(message(3, { ...bo, name: 'Bodil' }));
    expect(timeline.named(bo).name).toBe('Bodil');
  });

  test('also from an older page, on which everybody has the name they go by now', () => {
    const timeline = filled({ ...stretch(2, 2), messages: [] });
    timeline.said(message(3));
    timeline.add({ after: 0, upTo: 2, messages: [message(1, { ...bo, name: 'Bodil' })] });
    expect(timeline.named(bo).name).toBe('Bodil');
  });
});

describe('T7 whoever is mentioned goes by the name they were last heard with', () => {
  const cai: Person = { id: 'cai-0000000000', name: 'Cai', kind: 'guest' };
  const caisName = (timeline: Timeline) => timeline.named({ ...cai, name: 'as the message has it' }).name;
  const mentioning = (seq: number, who = cai): Message => ({ ...message(seq), mentions: [who] });

  test('from a page, and from what is said', () => {
    const timeline = filled({ after: 0, upTo: 1, messages: [mentioning(1)] });
    expect(caisName(timeline)).toBe('Cai');
    timeline.said(mentioning(2, { ...cai, name: 'Caia' }));
    expect(caisName(timeline)).toBe('Caia');
  });

  test('from a change, whether its message is held or not', () => {
    const timeline = filled(stretch(5, 10));
    timeline.changed(changeOf({ ...edited(6, 11), mentions: [cai] }), 'act-of-a-change');
    expect(caisName(timeline)).toBe('Cai');
    expect(timeline.find(6)?.mentions).toEqual([cai]);
    timeline.renew(changeOf({ ...edited(3, 12), mentions: [{ ...cai, name: 'Caia' }] }));
    expect(caisName(timeline)).toBe('Caia');
    timeline.add(stretch(0, 5));
    expect(timeline.find(3)?.mentions).toEqual([{ ...cai, name: 'Caia' }]);
  });

  test('and when they come under another one', () => {
    const timeline = filled({ after: 0, upTo: 1, messages: [mentioning(1)] });
    timeline.meet({ ...cai, name: 'Caia', role: 'member' });
    expect(caisName(timeline)).toBe('Caia');
    timeline.meet({ ...cai, name: 'Caia', face: '🦊' });
    expect(timeline.named(cai).face).toBe('🦊');
  });

  test('and has none once they had themselves forgotten, in whatever order that is told', () => {
    const left = { ...cai, name: '', left: true } as const;
    for (const order of permutations([mentioning(1, left), mentioning(2), mentioning(3)])) {
      const timeline = new Timeline();
      for (const one of order) timeline.said(one);
      expect(timeline.named(cai)).toEqual(left);
    }
  });

  test('an edit takes along whom the words before mentioned', () => {
    const timeline = filled({ after: 0, upTo: 1, messages: [mentioning(1)] });
    timeline.changed(changeOf(edited(1, 2)), 'act-of-a-change');
    expect(timeline.find(1)).toEqual(edited(1, 2));
  });
});

describe('C6 edits and deletions', () => {
  test('give a message that is held its newest state, and take their own place in the order', () => {
    const timeline = filled(stretch(0, 3));
    timeline.changed(changeOf(edited(2, 4)), 'act-of-a-change');
    timeline.changed(changeOf(deleted(1, 5)), 'act-of-a-change');
    expect(timeline.messages).toEqual([deleted(1, 5), edited(2, 4), message(3)]);
    expect(timeline.upTo).toBe(5);
    expect(timeline.gaps).toEqual([]);
  });

  test('come in another list, and leave every other message the same object', () => {
    const timeline = filled(stretch(0, 3));
    const before = timeline.messages;
    timeline.changed(changeOf(edited(2, 4)), 'act-of-a-change');
    expect(timeline.messages).not.toBe(before);
    expect(timeline.messages[2]).toBe(before[2]);
    expect(before[1]).toEqual(message(2));
  });

  test.each<[string, (timeline: Timeline) => void]>([
    ['an older change', (timeline) => timeline.changed(changeOf(edited(2, 4)), 'act-of-a-change')],
    ['a page from before it', (timeline) => void timeline.add(stretch(0, 3))],
    ['its saying once more', (timeline) => void timeline.said(message(2))],
    ['a welcome’s older state', (timeline) => timeline.renew(changeOf(edited(2, 4)))],
    ['the same change once more', (timeline) => timeline.changed(changeOf(edited(2, 5)), 'act-of-a-change')],
  ])('are not undone by %s', (_, tell) => {
    const timeline = filled(stretch(0, 3));
    timeline.changed(changeOf(edited(2, 5)), 'act-of-a-change');
    tell(timeline);
    expect(timeline.find(2)).toEqual(edited(2, 5));
  });

  test('of a message that is not held wait for the page that brings it', () => {
    const timeline = filled(stretch(5, 10));
    timeline.changed(changeOf(edited(3, 11)), 'act-of-a-change');
    expect(seqs(timeline)).toEqual([6, 7, 8, 9, 10]);
    expect(timeline.find(3)).toBeUndefined();
    timeline.add(stretch(0, 5));
    expect(timeline.find(3)).toEqual(edited(3, 11));
    expect(seqs(timeline)).toEqual(range(1, 10));
  });

  test('of a message that is not held: the newest counts, and a page may bring a newer one', () => {
    const timeline = filled(stretch(5, 10));
    timeline.changed(changeOf(edited(3, 12)), 'act-of-a-change');
    timeline.renew(changeOf(edited(3, 11)));
    timeline.renew(changeOf(edited(4, 11)));
    timeline.add({ after: 0, upTo: 5, messages: [message(3), edited(4, 13)] });
    expect(timeline.messages.slice(0, 2)).toEqual([edited(3, 12), edited(4, 13)]);
  });

  test('that come with a page renew what is held', () => {
    const timeline = filled(stretch(0, 3));
    expect(timeline.add({ after: 0, upTo: 5, messages: [edited(1, 4), message(2), deleted(3, 5)] })).toEqual(
      [],
    );
    expect(timeline.messages).toEqual([edited(1, 4), message(2), deleted(3, 5)]);
  });

  test('that changed nothing do not claim the place of a message that is not held', () => {
    const timeline = filled(stretch(5, 10));
    timeline.changed(changeOf(message(3)), 'act-of-a-change');
    expect(timeline.gaps).toEqual([{ after: 0, before: 6 }]);
    timeline.add(stretch(0, 5));
    expect(seqs(timeline)).toEqual(range(1, 10));
  });

  test('whose places are all there leave no gap where they stand', () => {
    const timeline = filled({ after: 0, upTo: 6, messages: [message(1), edited(4, 6)] });
    expect(timeline.gaps).toEqual([]);
    expect(timeline.upTo).toBe(6);
  });

  test('are forgotten with everything else', () => {
    const timeline = filled(stretch(5, 10));
    timeline.changed(changeOf(edited(3, 11)), 'act-of-a-change');
    timeline.clear();
    expect([timeline.messages, timeline.gaps, timeline.upTo]).toEqual([[], [], 0]);
    timeline.add(stretch(0, 5));
    expect(timeline.find(3)).toEqual(message(3));
  });
});

describe('C19 whoever had themselves forgotten', () => {
  const nobody = { ...bo, name: '', left: true } as const;

  test('has no name on anything they said, in whatever order that is told', () => {
    const orders = permutations([nobody, bo, { ...bo, name: 'Bodil' }]);
    for (const order of orders) {
      const timeline = filled(stretch(0, 3));
      for (const by of order) timeline.add({ after: 0, upTo: 3, messages: [message(2, by)] });
      expect(timeline.named(bo)).toEqual(nobody);
    }
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

function edited(seq: number, changed: number): Message {
  return { ...message(seq), text: `other words ${changed}`, changed, editedAt: changed };
}

function deleted(seq: number, changed: number): Message {
  return { ...message(seq), text: '', changed, deleted: true };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

describe('Q3 Q4 what messages reply to', () => {
  const reply = (seq: number, to: number): Message => ({ ...message(seq), reply: to });

  test('is known where it came with them, until a page brings it', () => {
    const timeline = filled({ ...stretch(50, 52), quoted: [{ ...message(9), text: 'the beginning' }] });
    expect(timeline.quoted(9)).toMatchObject({ seq: 9, text: 'the beginning' });
    expect(timeline.quoted(51)).toBe(timeline.find(51));
    expect(timeline.quoted(10)).toBeUndefined();
    expect(timeline.find(9)).toBeUndefined();
    timeline.add(stretch(0, 50));
    expect(timeline.quoted(9)).toBe(timeline.find(9));
    expect(timeline.quoted(9)).toMatchObject({ text: 'words 9' });
  });

  test('came with what was said', () => {
    const timeline = filled(stretch(50, 52));
    timeline.said(reply(53, 9), message(9));
    expect(timeline.quoted(9)).toEqual(message(9));
  });

  test.each([
    ['after it came', true],
    ['before it came', false],
  ])('changes as if it were held, %s', (_, isKnown) => {
    const timeline = filled(stretch(50, 52));
    const change = { message: { seq: 9, id: message(9).id }, seq: 53 };
    if (isKnown) timeline.said(reply(53, 9), message(9));
    timeline.renew({ ...change, seq: 54, text: 'other words' });
    if (!isKnown) timeline.said(reply(53, 9), message(9));
    expect(timeline.quoted(9)).toMatchObject({ text: 'other words', changed: 54 });
    timeline.renew({ ...change, seq: 55, deleted: true });
    expect(timeline.quoted(9)).toMatchObject({ text: '', deleted: true });
    // What was told of it before is told to the message that a page brings, too.
    timeline.add(stretch(0, 50));
    expect(timeline.quoted(9)).toMatchObject({ deleted: true, changed: 55 });
  });

  test('an older state of it changes nothing', () => {
    const timeline = filled(stretch(50, 52));
    timeline.said(reply(53, 9), { ...message(9), text: 'newer', changed: 40 });
    timeline.add({ ...stretch(40, 50), quoted: [message(9)] });
    expect(timeline.quoted(9)).toMatchObject({ text: 'newer' });
  });

  test('is under the names of today, and forgotten with the rest', () => {
    const timeline = filled({ ...stretch(50, 52), quoted: [message(9, { ...bo, name: 'Bob' })] });
    expect(timeline.named(bo)).toMatchObject({ name: 'Bob' });
    timeline.clear();
    expect(timeline.quoted(9)).toBeUndefined();
  });
});
