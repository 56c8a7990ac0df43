import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/message.ts';
import { ana, bo, fill, idOf } from '../test/history-rules.ts';
import type { History } from './history.ts';
import { memoryHistory } from './memory-history.ts';
import { Messages } from './messages.ts';
import { openPolicy } from './posting-policy.ts';

let history: History;
let room: Messages;
const ids = (function* () {
  for (let n = 1_001; ; n += 1) yield idOf(n);
})();
const newId = () => ids.next().value as string;

beforeEach(() => {
  history = memoryHistory();
  room = new Messages(history, () => 7_000);
  fill(history, 3);
});

const react = (emoji: string, on = true, { by = bo, of = 2, id = newId(), after = 3 } = {}) =>
  room.receive(by, { t: 'react', id, after, message: { seq: of, id: idOf(of) }, emoji, on });
const emojis = Array.from({ length: limits.reactions + 1 }, (_, n) => String.fromCodePoint(0x1f400 + n));
const somebody = (n: number): Person => ({ id: `somebody-${n}`, name: `S${n}`, kind: 'guest' });
const shown = (of = 2) => history.at(of)?.reactions?.map(({ emoji, n }) => `${emoji}${n}`);

describe('J1 whoever may write reacts to a message, and takes that back', () => {
  test('each at a place of its own', () => {
    expect(react('👍')).toMatchObject({
      is: 'reacted',
      emoji: '👍',
      on: true,
      again: false,
      message: { changed: 4 },
    });
    expect(react('👍', false)).toMatchObject({
      is: 'reacted',
      on: false,
      again: false,
      message: { changed: 5 },
    });
    expect(history.at(2)).not.toHaveProperty('reactions');
  });

  test('what is so already stays so, and takes no place', () => {
    react('👍');
    expect(react('👍')).toMatchObject({ again: true });
    expect(react('🎉', false)).toMatchObject({ again: true });
    expect(history.head()).toBe(4);
    expect(shown()).toEqual(['👍1']);
  });

  test('the same id again does nothing either, where it came to nothing the first time', () => {
    react('👍');
    expect(react('👍', true, { id: idOf(900) })).toMatchObject({ again: true });
    react('👍', false);
    expect(react('👍', true, { id: idOf(900) })).toMatchObject({ again: true });
    expect(shown()).toBeUndefined();
    expect(react('🎉', false, { id: idOf(901) })).toMatchObject({ again: true });
    react('🎉');
    expect(react('🎉', false, { id: idOf(901) })).toMatchObject({ again: true });
    expect(shown()).toEqual(['🎉1']);
  });

  test('the same id again is the same reaction, whatever came after it', () => {
    react('👍', true, { id: idOf(900) });
    react('👍', false);
    expect(react('👍', true, { id: idOf(900) })).toMatchObject({ again: true });
    expect(shown()).toBeUndefined();
  });
});

describe('J2 refused, and nothing changes', () => {
  test.each([
    ['letters', 'ok'],
    ['two emoji', '👍👍'],
    ['nothing', ''],
    ['500 code points', '👍'.repeat(500)],
    ['half a flag', '🇵'],
    ['a family without end', Array.from({ length: 250 }, () => '👩').join('\u200d')],
    ['markup', '<img src=x>'],
  ])('what is not one emoji: %s', (_, emoji) => {
    expect(react(emoji)).toEqual({ refused: 'not-one-emoji' });
    const isLong = emoji.length > 32;
    expect(react(emoji, false)).toMatchObject(isLong ? { refused: 'not-one-emoji' } : { again: true });
    expect(history.head()).toBe(3);
  });

  test('the same emoji, spelled with a thousand invisible marks, neither way', () => {
    react('❤️');
    expect(react(`❤${'\ufe0f'.repeat(1_000)}`, false)).toEqual({ refused: 'not-one-emoji' });
    expect(react('❤', false)).toMatchObject({ again: false });
  });

  test('a message that is not there, or another at that place', () => {
    expect(react('👍', true, { of: 9 })).toEqual({ refused: 'no-such-message' });
    const other = {
      t: 'react',
      id: idOf(900),
      after: 3,
      message: { seq: 2, id: idOf(1) },
      emoji: '👍',
      on: true,
    } as const;
    expect(room.receive(bo, other)).toEqual({ refused: 'no-such-message' });
  });

  test('a message that was deleted, with which its reactions went', () => {
    react('👍');
    history.change({ is: 'delete', id: idOf(901), by: ana, of: 2 });
    expect(react('🎉')).toEqual({ refused: 'deleted' });
    expect(react('👍', false)).toEqual({ refused: 'deleted' });
    expect(shown()).toBeUndefined();
  });

  test('more kinds of one person than they may have, until they take one back', () => {
    for (const emoji of emojis.slice(0, limits.reactionsOfOne)) react(emoji);
    expect(react('🎉')).toEqual({ refused: 'too-many-reactions' });
    react(emojis[0] ?? '', false);
    expect(react('🎉')).toMatchObject({ again: false });
  });

  test('more kinds than a message takes, while those that are there can be joined', () => {
    emojis.slice(0, limits.reactions).forEach((emoji, n) => {
      react(emoji, true, { by: somebody(n % 3) });
    });
    expect(react(emojis.at(-1) ?? '')).toEqual({ refused: 'too-many-reactions' });
    expect(react(emojis[0] ?? '')).toMatchObject({ again: false, message: { reactions: expect.anything() } });
  });

  test('by whoever may not write, who may still take back', () => {
    react('👍');
    const barred = new Messages(history, () => 7_000, {
      ...openPolicy,
      refusalToWrite: (_, what) => (what === 'react' ? { refused: 'muted' } : undefined),
    });
    const act = { t: 'react', after: 3, message: { seq: 2, id: idOf(2) } } as const;
    expect(barred.receive(bo, { ...act, id: idOf(801), emoji: '🎉', on: true })).toEqual({
      refused: 'muted',
    });
    expect(barred.receive(bo, { ...act, id: idOf(802), emoji: '👍', on: false })).toMatchObject({
      again: false,
    });
  });
});

describe('J4 whoever looks is named wherever they react', () => {
  test('in pages, in a welcome, and among what changed', () => {
    for (let n = 0; n < limits.reactorsNamed + 2; n += 1) react('👍', true, { by: somebody(n) });
    const last = somebody(limits.reactorsNamed + 1);
    const names = (reactions: { by: Person[] }[] | undefined) => reactions?.[0]?.by.map(({ id }) => id);
    const first = Array.from({ length: limits.reactorsNamed }, (_, n) => somebody(n).id);
    expect(names(room.newest().messages[1]?.reactions)).toEqual(first);
    expect(names(room.newest(ana).messages[1]?.reactions)).toEqual(first);
    expect(names(room.newest({ ...last, role: 'member' }).messages[1]?.reactions)).toEqual([
      ...first,
      last.id,
    ]);
    const page = room.page(4, last);
    expect('messages' in page && names(page.messages[1]?.reactions)).toEqual([...first, last.id]);
    expect(names(room.since(3, undefined, last).changed[0]?.message.reactions)).toEqual([...first, last.id]);
    expect(names(room.since(1, undefined, last).messages[0]?.reactions)).toEqual([...first, last.id]);
  });
});

test('J4 H23 a page with many who react is not longer than one of words, however short their names', () => {
  const letters = Array.from({ length: limits.reactorsNamed }, (_, n) => ({ ...somebody(n), name: 'S' }));
  fill(history, 3);
  for (const of of [1, 2, 3, 4, 5, 6]) {
    for (const emoji of emojis.slice(0, 40)) {
      for (const by of letters) {
        history.change({ is: 'react', id: newId(), by, of, emoji, on: true });
      }
    }
  }
  expect(JSON.stringify(history.after(0, 9)).length).toBeGreaterThan(1.2 * limits.pageBytes);
  expect(JSON.stringify(room.newest()).length).toBeLessThan(1.2 * limits.pageBytes);
});

describe('J5 whoever comes back', () => {
  test('is told of each message once, after a thousand reactions to thirty', () => {
    fill(history, 40);
    const since = history.head();
    for (let n = 0; n < 1_000; n += 1) {
      const of = 1 + (n % 30);
      history.change({
        is: 'react',
        id: idOf(2_000 + n),
        by: somebody(Math.floor(n / 60)),
        of,
        emoji: '👍',
        on: Math.floor(n / 30) % 2 === 0,
      });
    }
    const { changed, forget } = room.since(since);
    expect(forget).toBe(false);
    expect(changed).toHaveLength(30);
    expect(changed.every(({ kinds }) => kinds.length === 1 && kinds[0] === 'reactions')).toBe(true);
  });

  test('is told all anew after more of them than are looked through', () => {
    for (let n = 0; n <= limits.resendScanChanges; n += 1) {
      history.change({ is: 'react', id: idOf(2_000 + n), by: bo, of: 1, emoji: '👍', on: n % 2 === 0 });
    }
    expect(room.since(3).forget).toBe(true);
    expect(room.since(5).forget).toBe(false);
  });
});
