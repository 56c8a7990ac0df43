import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/message.ts';
import { ana, bo, fill, idOf } from '../test/history-rules.ts';
import type { History } from './history.ts';
import { memoryHistory } from './memory-history.ts';
import { Messages } from './messages.ts';

let history: History;
let room: Messages;
let now: number;

beforeEach(() => {
  history = memoryHistory();
  now = 1_000;
  room = new Messages(history, () => now);
});

const say = (
  text: string,
  { by = ana, id = idOf(1), after = 0 }: { by?: Person; id?: string; after?: number } = {},
) => room.receive(by, { t: 'say', id, text, after });
const texts = () => history.after(0, 100_000).map(({ text }) => text);

describe('S1 what is said gets the next place and the time of the room', () => {
  test('in the order it was heard, even within one millisecond', () => {
    expect(say('hi')).toEqual({
      is: 'said',
      message: { seq: 1, id: idOf(1), by: ana, text: 'hi', at: 1_000 },
      again: false,
    });
    expect(say('yo', { by: bo, id: idOf(2) })).toMatchObject({ message: { seq: 2, by: bo, at: 1_000 } });
  });

  test('and keeps its place when the clock of the room steps back', () => {
    say('hi');
    now = 10;
    expect(say('yo', { id: idOf(2) })).toMatchObject({ message: { seq: 2, at: 10 } });
    expect(texts()).toEqual(['hi', 'yo']);
  });

  test('tidied', () => {
    expect(say('  hi\r\n \u202e ')).toMatchObject({ message: { text: '  hi' } });
    expect(texts()).toEqual(['  hi']);
  });
});

describe('S2 the same id again is the same message', () => {
  test('said once, and answered with what was said', () => {
    const first = say('hi');
    now = 2_000;
    expect(say('hi')).toEqual({ ...first, again: true });
    expect(texts()).toEqual(['hi']);
  });

  test('whatever it says now', () => {
    say('hi');
    expect(say('')).toMatchObject({ message: { text: 'hi' }, again: true });
    expect(say('something else')).toMatchObject({ message: { text: 'hi' }, again: true });
  });

  test('with others in between', () => {
    say('hi');
    say('yo', { by: bo, id: idOf(2) });
    expect(say('hi')).toMatchObject({ message: { seq: 1 }, again: true });
  });

  test('but the same id of somebody else is another message', () => {
    say('hi');
    expect(say('yo', { by: bo })).toMatchObject({ message: { seq: 2, text: 'yo' }, again: false });
    expect(texts()).toEqual(['hi', 'yo']);
  });

  test('and after a refusal, the first that is said', () => {
    say(' ');
    expect(say('hi')).toMatchObject({ message: { seq: 1 }, again: false });
  });
});

describe('S3 the search for an earlier copy is bounded', () => {
  test('it looks as far back as the limit', () => {
    fill(history, limits.resendScanChanges + 1);
    expect(say('2', { id: idOf(2), after: 1 })).toMatchObject({ message: { seq: 2 }, again: true });
  });

  test('what may lie beyond is refused and not said twice', () => {
    fill(history, limits.resendScanChanges + 1);
    expect(say('1', { id: idOf(1), after: 0 })).toEqual({ refused: 'too-old' });
    expect(history.head()).toBe(limits.resendScanChanges + 1);
  });

  test('it looks only after what had been seen', () => {
    fill(history, 3);
    expect(say('anew', { id: idOf(2), after: 2 })).toMatchObject({ message: { seq: 4 }, again: false });
  });

  // A room that was restored to an earlier day has fewer messages than its clients have seen.
  test('who saw more than there is can resend as well', () => {
    fill(history, 3);
    const first = say('hi', { id: idOf(9), after: 50 });
    expect(first).toMatchObject({ message: { seq: 4 }, again: false });
    expect(say('hi', { id: idOf(9), after: 50 })).toEqual({ ...first, again: true });
    expect(history.head()).toBe(4);
  });

  test('also once the room has grown past what they saw', () => {
    fill(history, 3);
    const first = say('hi', { id: idOf(9), after: 5 });
    fill(history, 6, bo);
    expect(say('hi', { id: idOf(9), after: 5 })).toEqual({ ...first, again: true });
    expect(say('hi', { id: idOf(9), after: 5, by: bo })).toMatchObject({ again: false });
    expect(say('another', { id: idOf(9), after: 6 })).toMatchObject({ again: false });
  });

  test('and once it would be too old otherwise', () => {
    const first = say('hi', { id: idOf(9), after: 5 });
    fill(history, limits.resendScanChanges + 6, bo);
    expect(say('hi', { id: idOf(9), after: 5 })).toEqual({ ...first, again: true });
    expect(say('yo', { id: idOf(8), after: 5 })).toEqual({ refused: 'too-old' });
  });

  test('but who saw far more than there is knew another room', () => {
    expect(say('hi', { after: limits.resendScanChanges + 1 })).toEqual({ refused: 'too-old' });
    expect(say('hi', { after: limits.resendScanChanges })).toMatchObject({ again: false });
  });

  test('and for them it is bounded, too', () => {
    fill(history, limits.resendScanChanges + 5);
    const sought: number[] = [];
    const copyOf: History['copyOf'] = (_, __, after) => void sought.push(after);
    new Messages({ ...history, copyOf }, () => now).receive(ana, {
      t: 'say',
      id: idOf(1),
      text: 'hi',
      after: limits.resendScanChanges + 6,
    });
    expect(sought).toEqual([5]);
  });
});

describe('S4 what cannot be said is refused, and nothing is kept', () => {
  test.each<[string, string]>([
    ['empty', ' \n\u200b'],
    ['too-long', 'a'.repeat(limits.messageLetters + 1)],
    ['unreadable', '\ud800'],
    ['too-many-marks', `z${'\u0335'.repeat(8)}`],
  ])('%s', (refused, text) => {
    expect(say(text)).toEqual({ refused });
    expect(history.head()).toBe(0);
  });
});
