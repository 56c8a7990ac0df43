import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/message.ts';
import type { WireReason } from '../../protocol/refusals.ts';
import { firstSettings } from '../../protocol/settings.ts';
import { ana, bo, cai, idOf, isCai } from '../test/history-rules.ts';
import { found } from './founding.ts';
import { memoryHistory } from './memory-history.ts';
import { memoryStore } from './memory-store.ts';
import { Room } from './room.ts';
import type { RoomStore } from './store.ts';

const hourMs = 60 * 60 * 1_000;

let store: RoomStore;
let room: Room;
let now: number;
let acts: number;

// Ana made the room, Bo moderates it, and Cai is there.
beforeEach(() => {
  now = 1_750_000_000_000;
  acts = 0;
  store = memoryStore();
  room = new Room(store, memoryHistory(store.people, isCai), () => now);
  found(store, 'bench', firstSettings, ana, now);
  store.people.note(bo, now);
  store.members.set(bo.id, 'moderator', now);
});

type Given = { by?: Person; id?: string; after?: number };
const newId = () => idOf(++acts);
const after = () => room.history.head();
const say = (text: string, { by = ana, ...given }: Given = {}) =>
  room.messages.receive(by, { t: 'say', id: newId(), after: after(), text, ...given });
const edit = (seq: number, text: string, { by = ana, ...given }: Given = {}) => {
  const message = { seq, id: room.history.at(seq)?.id ?? '' };
  return room.messages.receive(by, { t: 'edit', id: newId(), after: after(), message, text, ...given });
};
const refused = (outcome: object): WireReason | undefined =>
  'refused' in outcome ? (outcome.refused as WireReason) : undefined;
const mentionsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => `<@somebody-${String(i).padStart(4, '0')}>`).join(' ');

describe('T7 a message mentions', () => {
  test('whom the room knows or who is there, also once it is edited', () => {
    expect(say(`<@${cai.id}> <@${bo.id}> <@nobody-0000>`)).toMatchObject({
      message: { mentions: [cai, bo] },
    });
    expect(edit(1, `<@${ana.id}>`)).toMatchObject({ message: { mentions: [ana] } });
    expect(room.messages.newest().messages).toMatchObject([{ mentions: [ana] }]);
  });

  test('at most twenty different people, whoever they are, however often, in whatever it is said', () => {
    const most = mentionsOf(limits.mentions);
    expect(refused(say(`${most} ${most} \`<@in-code-00000>\``))).toBeUndefined();
    for (const count of [limits.mentions + 1, 150]) {
      expect(say(mentionsOf(count))).toEqual({ refused: 'too-many-mentions' });
      expect(edit(1, mentionsOf(count))).toEqual({ refused: 'too-many-mentions' });
    }
    // Spread over a quote, a list and a table they are as many.
    const parts = mentionsOf(limits.mentions + 1).split(' ');
    expect(refused(say(`> ${parts[0]}\n- ${parts[1]}\n\n${parts.slice(2).join(' ')}`))).toBe(
      'too-many-mentions',
    );
    expect(room.history.head()).toBe(1);
  });

  test('and a page holds as many as the words and the names fit in it', () => {
    const long = (i: number) => ({
      id: `somebody-${String(i).padStart(4, '0')}`,
      name: '🌙'.repeat(64),
      kind: 'guest' as const,
    });
    for (let i = 0; i < limits.mentions; i += 1) store.people.note(long(i));
    for (let i = 0; i < 40; i += 1) say(mentionsOf(limits.mentions));
    const { messages } = room.messages.newest();
    const bytes = new TextEncoder().encode(
      messages.map(({ text, mentions }) => [text, mentions?.map(({ name }) => name)].join('')).join(''),
    );
    expect(bytes.length).toBeLessThan(limits.pageBytes * 1.05);
    expect(bytes.length).toBeGreaterThan(limits.pageBytes / 2);
  });
});

describe('T8 @here calls everybody', () => {
  const call = 'lunch, <@here>!';

  test('for moderators and the owner; from everybody else it is refused, and nothing is kept', () => {
    expect([refused(say(call)), refused(say(call, { by: bo }))]).toEqual([undefined, undefined]);
    store.members.set(cai.id, 'member', now);
    expect(say(call, { by: cai })).toEqual({ refused: 'not-allowed' });
    store.members.set(cai.id, 'guest', now);
    expect(say(call, { by: cai })).toEqual({ refused: 'not-allowed' });
    expect(room.history.head()).toBe(2);
    for (const text of ['@here', '`<@here>`', '\\<@here>', '<@here']) {
      expect(refused(say(text, { by: cai }))).toBeUndefined();
    }
  });

  test('twice at once, and then twelve times an hour, each by themselves', () => {
    expect([1, 2, 3].map(() => refused(say(call)))).toEqual([undefined, undefined, 'here-too-often']);
    expect(say(call)).toEqual({ refused: 'here-too-often' });
    expect(refused(say('without it'))).toBeUndefined();
    expect(refused(say(call, { by: bo }))).toBeUndefined();
    now += hourMs / limits.herePerHour - 1;
    expect(refused(say(call))).toBe('here-too-often');
    now += 1;
    expect([refused(say(call)), refused(say(call))]).toEqual([undefined, 'here-too-often']);
  });

  test('also by an edit, unless the message calls everybody already', () => {
    say('lunch');
    say(call);
    expect(edit(2, 'dinner, <@here> and <@here>')).toMatchObject({ is: 'changed' });
    expect(edit(1, call)).toMatchObject({ is: 'changed' });
    say('supper');
    expect(edit(5, call)).toEqual({ refused: 'here-too-often' });
    expect(edit(1, 'brunch, <@here>')).toMatchObject({ is: 'changed' });
    // Once it does not call any more, it is as one that never did.
    edit(1, 'lunch');
    expect(edit(1, call)).toEqual({ refused: 'here-too-often' });
  });

  test('which whoever is no moderator any more may edit as it is, and may not make', () => {
    say(call, { by: bo });
    say('lunch', { by: bo });
    store.members.set(bo.id, 'guest', now);
    expect(edit(1, 'dinner, <@here>', { by: bo })).toMatchObject({ is: 'changed' });
    expect(edit(2, call, { by: bo })).toEqual({ refused: 'not-allowed' });
  });

  test('and one that is sent again, or was not written and is decided once more, is counted once', () => {
    const first = { id: newId(), after: 0 };
    const once = say(call, first);
    expect(say(call, first)).toEqual({ ...once, again: true });
    const second = { id: newId(), after: 1 };
    const append = room.history.append;
    room.history.append = () => {
      throw new Error('the disk is full');
    };
    expect(() => say(call, second)).toThrow('the disk is full');
    room.history.append = append;
    expect(refused(say(call, second))).toBeUndefined();
    expect(refused(say(call))).toBe('here-too-often');
    // The same id is another call once its sender has seen the first.
    expect(refused(say(call, { ...second, after: after() }))).toBe('here-too-often');
  });
});
