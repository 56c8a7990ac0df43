import { expect, test } from 'vitest';
import type { TranscriptLine } from '$lib/transcript.ts';
import { stubOf } from './stub.ts';

const priya = { id: 'priya-priya', name: 'Priya', kind: 'claimed' } as const;
const dmitri = { id: 'dmitri-dmitri', name: 'Dmitri', kind: 'guest' } as const;
const gone = { id: 'gone-gone-gone', name: '', kind: 'guest', left: true } as const;
const line: TranscriptLine = { key: '1', text: '', at: 0, deleted: true, state: { is: 'said' } };

test('U33 a stub says who took whose words away, and speaks to whoever reads it', () => {
  const removed = { ...line, removedBy: priya };
  expect(stubOf(removed, dmitri, undefined)).toBe('Priya removed a message by Dmitri.');
  expect(stubOf(removed, dmitri, priya)).toBe('You removed a message by Dmitri.');
  expect(stubOf(removed, dmitri, dmitri)).toBe('Priya removed a message of yours.');
  expect(stubOf(line, dmitri, priya)).toBe('This message was deleted.');
});

test('U42 whoever had themselves forgotten has no name in it', () => {
  expect(stubOf({ ...line, removedBy: gone }, dmitri, undefined)).toBe(
    'Someone who left removed a message by Dmitri.',
  );
  expect(stubOf({ ...line, removedBy: priya }, gone, undefined)).toBe(
    'Priya removed a message by someone who left.',
  );
});
