import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Message, Person } from '../../protocol/message.ts';
import { ana, bo, fill, idOf } from '../test/history-rules.ts';
import type { History } from './history.ts';
import { memoryHistory } from './memory-history.ts';
import { Messages } from './messages.ts';

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

const say = (
  text: string,
  of?: number,
  { by = bo as Person, id = newId(), to = idOf(of ?? 0), after = 3 } = {},
) => room.receive(by, { t: 'say', id, after, text, ...(of !== undefined && { reply: { seq: of, id: to } }) });
const edit = (of: number, text: string, by: Person) =>
  room.receive(by, {
    t: 'edit',
    id: newId(),
    after: 3,
    message: { seq: of, id: history.at(of)?.id ?? '' },
    text,
  });
const take = (of: number, by: Person) =>
  room.receive(by, {
    t: 'delete',
    id: newId(),
    after: 3,
    message: { seq: of, id: history.at(of)?.id ?? '' },
  });
const messageOf = (verdict: object): Message => (verdict as { message: Message }).message;

describe('Q1 a message in reply to another', () => {
  test('is one like any other, and brings what it replies to', () => {
    const verdict = say('yes', 1);
    expect(verdict).toMatchObject({ is: 'said', again: false, message: { seq: 4, text: 'yes', reply: 1 } });
    expect(verdict).toMatchObject({ quoted: { seq: 1, id: idOf(1), by: ana, text: '1' } });
    expect(history.at(4)).toEqual(messageOf(verdict));
    expect(say('no')).not.toHaveProperty('quoted');
    expect(history.at(5)).not.toHaveProperty('reply');
  });

  test('may be to a reply, also to one of which the first is gone', () => {
    const first = messageOf(say('one', 1));
    take(1, ana);
    expect(say('two', first.seq, { to: first.id })).toMatchObject({
      message: { reply: 4 },
      quoted: { text: 'one' },
    });
  });

  test('is said once, however often it is sent', () => {
    const id = newId();
    say('yes', 2, { id });
    take(2, ana);
    expect(say('yes', 2, { id })).toMatchObject({ is: 'said', again: true, message: { seq: 4, reply: 2 } });
    expect(history.head()).toBe(5);
  });
});

describe('Q2 what one replies to', () => {
  test.each([
    ['is not there yet', 9, idOf(9)],
    ['is no place', 0, idOf(1)],
    ['is another message at that place', 2, idOf(99)],
  ])('%s: refused, and nothing is written', (_, of, to) => {
    expect(say('yes', of, { to })).toEqual({ refused: 'no-such-message' });
    expect(history.head()).toBe(3);
  });

  test('is a place of an edit: refused', () => {
    edit(1, 'other', ana);
    expect(say('yes', 4)).toEqual({ refused: 'no-such-message' });
  });

  test('was deleted: the words are said all the same', () => {
    take(1, ana);
    expect(say('yes', 1)).toMatchObject({
      is: 'said',
      message: { reply: 1 },
      quoted: { deleted: true, text: '' },
    });
  });
});

describe('Q3 what messages reply to comes with them', () => {
  test('once, oldest first, and not what is among them', () => {
    for (let n = 1; n <= limits.pageMessages; n += 1) say(`${n}`);
    say('a', 2);
    say('b', 1);
    say('c', 2);
    const { seq, id } = history.at(10) as Message;
    say('d', seq, { to: id });
    const page = room.newest();
    expect(page.messages).toHaveLength(limits.pageMessages);
    expect(page.quoted?.map((one) => one.seq)).toEqual([1, 2]);
    expect(room.page(4)).not.toHaveProperty('quoted');
    expect(room.since(53).quoted?.map((one) => one.seq)).toEqual([1, 2, 10]);
  });

  test('as it stands: with its words of today, without its reactions', () => {
    say('yes', 1);
    room.receive(bo, {
      t: 'react',
      id: newId(),
      after: 4,
      message: { seq: 1, id: idOf(1) },
      emoji: '👍',
      on: true,
    });
    edit(1, 'other words', ana);
    history.meet({ ...ana, name: 'Anna' }, 9);
    const [quoted] = room.since(3).quoted ?? [];
    expect(quoted).toMatchObject({ seq: 1, text: 'other words', by: { name: 'Anna' }, changed: 6 });
    expect(quoted).not.toHaveProperty('reactions');
  });

  test('with so much of its text, and none of what a spoiler hides', () => {
    const quotedOf = (text: string) => {
      const { seq, id } = messageOf(say(text));
      return (say('so', seq, { to: id }) as { quoted: Message }).quoted.text;
    };
    const most = limits.quotedLetters;
    expect(quotedOf('🌙'.repeat(most))).toBe('🌙'.repeat(most));
    expect(quotedOf('🌙'.repeat(most + 1))).toBe('🌙'.repeat(most));
    expect(quotedOf(`It was ||${'the butler '.repeat(30)}||`)).toBe('It was ');
    expect(quotedOf('It was ||the butler||')).toBe('It was ||the butler||');
  });

  test('and names only those whom that much of it mentions', () => {
    const text = `<@${ana.id}> ${'.'.repeat(limits.quotedLetters)} <@${bo.id}>`;
    const { seq, id } = messageOf(say(text));
    expect(say('so', seq, { to: id })).toMatchObject({ quoted: { mentions: [ana] } });
  });

  test('counts as words of a page', () => {
    const far = messageOf(say('a'.repeat(limits.quotedLetters)));
    const text = 'b'.repeat(600);
    for (let n = 1; n <= limits.pageMessages; n += 1) say(text, far.seq, { to: far.id });
    const { messages } = room.newest();
    expect(messages.length).toBeLessThan(limits.pageMessages);
    expect(messages.length * (600 + limits.quotedLetters * 4)).toBeLessThanOrEqual(limits.pageBytes);
  });

  test('but not with a reply that was deleted', () => {
    say('yes', 1);
    take(4, bo);
    expect(room.since(3)).not.toHaveProperty('quoted');
  });
});

describe('Q4 a reply', () => {
  test('stays one when its words change', () => {
    say('yes', 1);
    expect(edit(4, 'no', bo)).toMatchObject({ message: { text: 'no', reply: 1 } });
  });
});
