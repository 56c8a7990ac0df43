import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { MessageRef, Person } from '../../protocol/message.ts';
import { ana, bo, fill, idOf } from '../test/history-rules.ts';
import type { History } from './history.ts';
import { memoryHistory } from './memory-history.ts';
import { Messages } from './messages.ts';

let history: History;
let room: Messages;

beforeEach(() => {
  history = memoryHistory();
  room = new Messages(history, () => 7_000);
});

const ref = (n: number): MessageRef => ({ seq: n, id: idOf(n) });
type Given = { by?: Person; id?: string; after?: number };
const edit = (message: MessageRef, text: string, { by = ana, id = idOf(900), after = 0 }: Given = {}) =>
  room.receive(by, { t: 'edit', id, message, text, after });
const remove = (message: MessageRef, { by = ana, id = idOf(901), after = 0 }: Given = {}) =>
  room.receive(by, { t: 'delete', id, message, after });

describe('E1 a person can change the words of their own message, and take it back', () => {
  test('the words tidied, with the time of the room, under the next seq', () => {
    fill(history, 3);
    expect(edit(ref(2), ' better \n')).toEqual({
      is: 'changed',
      message: { ...fillOf(2), text: ' better', editedAt: 7_000, changed: 4 },
      again: false,
    });
    expect(history.head()).toBe(4);
  });

  test('a deleted one keeps its place and loses its words', () => {
    fill(history, 3);
    edit(ref(2), 'better');
    expect(remove(ref(2))).toEqual({
      is: 'changed',
      message: { ...fillOf(2), text: '', deleted: true, changed: 5 },
      again: false,
    });
    expect(history.after(0, 10).map(({ text }) => text)).toEqual(['1', '', '3']);
  });

  test('the same words are a change like any other, or a late copy of it would undo what came after', () => {
    fill(history, 1);
    expect(edit(ref(1), '1', { id: idOf(900) })).toMatchObject({ again: false, message: { changed: 2 } });
    edit(ref(1), 'better', { id: idOf(901), after: 2 });
    expect(edit(ref(1), '1', { id: idOf(900) })).toMatchObject({ again: true, message: { text: 'better' } });
    expect(history.at(1)?.text).toBe('better');
  });
});

describe('E2 the same id again is the same change', () => {
  test('made once, and answered with the message as it stands', () => {
    fill(history, 1);
    edit(ref(1), 'one', { id: idOf(900) });
    edit(ref(1), 'two', { id: idOf(901), after: 2 });
    // The line broke before the first answer came, and another tab was faster with the second.
    expect(edit(ref(1), 'one', { id: idOf(900) })).toMatchObject({ again: true, message: { text: 'two' } });
    expect(history.head()).toBe(3);
  });

  test('also of a message that is deleted meanwhile, and of a deletion', () => {
    fill(history, 1);
    edit(ref(1), 'one');
    remove(ref(1));
    expect(edit(ref(1), 'one')).toMatchObject({ again: true, message: { deleted: true } });
    expect(remove(ref(1))).toMatchObject({ again: true });
    expect(remove(ref(1), { id: idOf(999) })).toMatchObject({ again: true, message: { changed: 3 } });
    expect(history.head()).toBe(3);
  });

  test('also of who saw more than there is, once the room has grown past that', () => {
    fill(history, 3);
    edit(ref(1), 'one', { after: 5 });
    edit(ref(1), 'two', { id: idOf(902), after: 4 });
    remove(ref(2), { after: 6 });
    fill(history, 5, bo);
    const head = history.head();
    expect(edit(ref(1), 'one', { after: 5 })).toMatchObject({ again: true, message: { text: 'two' } });
    expect(remove(ref(2), { after: 6 })).toMatchObject({ again: true });
    expect(history.head()).toBe(head);
  });

  test('but not that of somebody else, nor a word said under it', () => {
    fill(history, 1);
    history.append({ id: idOf(2), by: bo, text: 'bo', at: 0 });
    edit(ref(1), 'one', { id: idOf(900) });
    expect(edit(ref(2), 'mine', { by: bo, id: idOf(900) })).toMatchObject({ again: false });
    expect(edit(ref(1), 'three', { id: idOf(1) })).toMatchObject({ again: false });
  });

  test('and the search for it is bounded like that for a message', () => {
    fill(history, limits.resendScanChanges + 1);
    expect(edit(ref(1), 'anew', { after: 0 })).toEqual({ refused: 'too-old' });
    expect(edit(ref(1), 'anew', { after: 1 })).toMatchObject({ again: false });
  });
});

describe('E3 what cannot be changed is refused, and nothing is', () => {
  test.each<[string, string, () => unknown]>([
    ['a message that is not there', 'no-such-message', () => edit(ref(9), 'x')],
    ['a message before the first', 'no-such-message', () => edit({ seq: 0, id: idOf(1) }, 'x')],
    [
      'another one in that place, as in a restored room',
      'no-such-message',
      () => edit({ seq: 1, id: idOf(2) }, 'x'),
    ],
    ['a message of somebody else', 'not-yours', () => edit(ref(1), 'x', { by: bo })],
    ['into nothing', 'empty', () => edit(ref(1), ' \n')],
    ['into too much', 'too-long', () => edit(ref(1), 'a'.repeat(limits.messageLetters + 1))],
    ['into what nobody can read', 'unreadable', () => edit(ref(1), 'a\ud800')],
    ['by taking back one of somebody else', 'not-yours', () => remove(ref(1), { by: bo })],
    ['by taking back one that is not there', 'no-such-message', () => remove(ref(9))],
  ])('%s', (_, refused, change) => {
    fill(history, 2);
    expect(change()).toEqual({ refused });
    expect(history.head()).toBe(2);
    expect(history.after(0, 10).map(({ text }) => text)).toEqual(['1', '2']);
  });

  test('a message that was deleted', () => {
    fill(history, 1);
    remove(ref(1));
    expect(edit(ref(1), 'back again')).toEqual({ refused: 'deleted' });
    expect(history.at(1)?.text).toBe('');
  });

  test('the place of a change', () => {
    fill(history, 1);
    edit(ref(1), 'one');
    expect(edit({ seq: 2, id: idOf(900) }, 'x', { id: idOf(950) })).toEqual({ refused: 'no-such-message' });
  });
});

describe('E4 returning brings what changed of what was seen', () => {
  const change = (n: number, i: number) =>
    history.change({ is: 'edit', id: idOf(1_000 + i), by: ana, of: n, text: `new ${i}`, at: i });

  test('as it stands now, each message once, and what is new as well', () => {
    fill(history, 4);
    change(2, 1);
    change(1, 2);
    change(2, 3);
    fill(history, 1);
    const { changed, messages, after, upTo, forget } = room.since(4);
    expect(changed.map(({ message: { seq, text } }) => [seq, text])).toEqual([
      [1, 'new 2'],
      [2, 'new 3'],
    ]);
    expect(messages.map(({ seq }) => seq)).toEqual([8]);
    expect([after, upTo, forget]).toEqual([4, 8, false]);
  });

  test('only what changed after the last seq seen', () => {
    fill(history, 3);
    change(1, 1);
    change(2, 2);
    expect(room.since(4).changed.map(({ message }) => message.seq)).toEqual([2]);
    expect(room.since(5)).toEqual({
      after: 5,
      upTo: 5,
      upToId: expect.any(String),
      messages: [],
      changed: [],
      forget: false,
    });
  });

  test('a message that is new comes as it stands, not among what changed', () => {
    fill(history, 3);
    change(3, 1);
    const { changed, messages } = room.since(2);
    expect(changed).toEqual([]);
    expect(messages).toMatchObject([{ seq: 3, text: 'new 1' }]);
  });

  test('also when what is new is too much', () => {
    fill(history, 10);
    change(3, 1);
    fill(history, limits.pageMessages + 1);
    const { changed, after, forget } = room.since(10);
    expect(changed).toMatchObject([{ message: { seq: 3, text: 'new 1' } }]);
    expect(after).toBeGreaterThan(10);
    expect(forget).toBe(false);
  });

  test('more changed messages than a page: all that was seen is forgotten, and paged anew', () => {
    const count = limits.pageMessages + 1;
    fill(history, count);
    for (let n = 1; n < count; n += 1) change(n, n);
    expect(room.since(count)).toMatchObject({ forget: false, after: count });
    expect(room.since(count).changed).toHaveLength(limits.pageMessages);
    change(count, count);
    expect(room.since(count)).toMatchObject({ forget: true, changed: [], upTo: room.newest().upTo });
  });

  test('one message that changed more often than that: that message', () => {
    fill(history, 1);
    for (let i = 0; i <= limits.changesReplayed; i += 1) change(1, i);
    expect(room.since(1)).toMatchObject({ forget: false, changed: [{ message: { seq: 1 } }] });
  });

  test('so many newer messages changed that looking through them would cost too much: likewise', () => {
    fill(history, limits.changesReplayed + 1);
    for (let n = 2; n <= limits.changesReplayed + 1; n += 1) change(n, n);
    expect(room.since(1)).toMatchObject({ forget: false, changed: [] });
    change(1, 0);
    expect(room.since(1)).toMatchObject({ forget: true });
  });
});

describe('E5 a page is covered by places, whether these are of messages or of changes', () => {
  test('the newest ends with the newest change', () => {
    fill(history, 2);
    edit(ref(1), 'one');
    expect(room.newest()).toMatchObject({ after: 0, upTo: 3 });
  });

  test('and paging back over changes reaches the first message, each once', () => {
    const count = 3 * limits.pageMessages;
    for (let i = 1; i <= count; i += 1) {
      const { seq } = history.append({ id: idOf(i), by: ana, text: `${i}`, at: i });
      if (i % 3 === 0) edit({ seq, id: idOf(i) }, 'x', { id: idOf(10_000 + i), after: seq });
    }
    const seen: string[] = [];
    for (let page = room.newest(); ; ) {
      seen.unshift(...page.messages.map(({ id }) => id));
      if (page.after === 0) break;
      const next = room.page(page.after + 1);
      if ('refused' in next) throw new Error(next.refused);
      page = next;
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, i) => idOf(i + 1)));
  });
});

function fillOf(n: number) {
  return { seq: n, id: idOf(n), by: ana, text: `${n}`, at: n - 1 };
}
