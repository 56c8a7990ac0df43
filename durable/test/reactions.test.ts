import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/message.ts';
import { versionBefore } from '../../protocol/version.ts';
import { kept, watchRows } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { cookieOf, enter, guest, upgrade, Visitor } from './visitor.ts';

const rooms = exports.default;
const idOf = (n: number) => `reaction-${String(n).padStart(6, '0')}`;
const ref = ({ seq, id }: Message) => ({ seq, id });
const reacts = (who: Visitor, message: Message, emoji: string, on = true, n = 1, after = message.seq) =>
  who.send({ t: 'react', id: idOf(n), after, message: ref(message), emoji, on });

async function anaSaid(text: string) {
  const room = newRoom();
  const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
  ana.says(text);
  return { room, ana, bo, message: await bo.hearsText(text) };
}

describe('J3 a reaction', () => {
  test('is heard by everybody, its author too, and outlives the room’s sleep', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    reacts(bo, message, '👍');
    const heard = await ana.hears('reacted');
    expect(heard).toEqual({
      t: 'reacted',
      seq: 2,
      id: idOf(1),
      by: bo.person,
      message: ref(message),
      emoji: '👍',
      on: true,
    });
    expect(await bo.hears('reacted')).toEqual(heard);
    await evictDurableObject(env.ROOM.getByName(room));
    const reactions = [{ emoji: '👍', n: 1, by: [bo.person] }];
    expect(await kept(room)).toEqual([{ ...message, changed: 2, reactions }]);
    expect(await rooms.glance(room, {})).toMatchObject({ stretch: { upTo: 2, messages: [{ reactions }] } });
    reacts(ana, message, '🎉', true, 2, 2);
    await bo.hears('reacted', ({ emoji }) => emoji === '🎉');
    reacts(bo, message, '👍', false, 3, 3);
    expect(await ana.hears('reacted', ({ on }) => !on)).toMatchObject({ seq: 4, emoji: '👍' });
    const cai = await enter(room, 'Cai');
    const [seen] = (await cai.hears('welcome')).messages;
    expect(seen?.reactions).toEqual([{ emoji: '🎉', n: 1, by: [ana.person] }]);
  });

  test('sent again is answered to its author alone, with the message’s reactions and without its words', async () => {
    const { ana, bo, message } = await anaSaid('a'.repeat(limits.messageLetters));
    reacts(bo, message, '👍');
    await bo.hears('reacted');
    reacts(bo, message, '👍');
    const answer = await bo.hears('changed');
    expect(answer).toEqual({
      t: 'changed',
      id: idOf(1),
      by: bo.person.id,
      message: ref(message),
      seq: 2,
      reactions: [{ emoji: '👍', n: 1, by: [bo.person] }],
    });
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'changed')).toEqual([]);
    expect(ana.events.filter(({ t }) => t === 'reacted')).toHaveLength(1);
  });

  test('of two in one turn each has its place, and the same twice is one', async () => {
    const { ana, bo, message } = await anaSaid('hi');
    for (const [n, emoji] of ['👍', '👍', '🎉'].entries()) reacts(bo, message, emoji, true, n + 1);
    await bo.hears('reacted', ({ emoji }) => emoji === '🎉');
    await ana.isUpToDate();
    const heard = ana.events.flatMap((event) => (event.t === 'reacted' ? [[event.seq, event.emoji]] : []));
    expect(heard).toEqual([
      [2, '👍'],
      [3, '🎉'],
    ]);
  });

  test('costs three rows written and some 200 bytes told', async () => {
    const { ana, bo, message } = await anaSaid('a'.repeat(limits.messageLetters));
    reacts(bo, message, '🎉');
    await bo.hears('reacted');
    const rows = await watchRows();
    reacts(bo, message, '👍', true, 2);
    const heard = await ana.hears('reacted', ({ emoji }) => emoji === '👍');
    expect(rows.written()).toBe(3);
    expect(JSON.stringify(heard).length).toBeLessThan(250);
  });
});

describe('J2 what is refused', () => {
  test('is told to whoever tried, and to nobody else', async () => {
    const { ana, bo, message } = await anaSaid('hi');
    reacts(bo, message, '👍'.repeat(500));
    expect(await bo.hears('refused')).toMatchObject({
      reason: 'not-one-emoji',
      of: { t: 'react', id: idOf(1) },
    });
    reacts(bo, { ...message, id: idOf(77) }, '👍', true, 2);
    expect(await bo.hears('refused', ({ of }) => 'id' in of && of.id === idOf(2))).toMatchObject({
      reason: 'no-such-message',
    });
    await ana.isUpToDate();
    expect(ana.events.some(({ t }) => t === 'reacted')).toBe(false);
  });

  test('are reactions of whoever is muted, and where a room is locked; slow mode holds none up', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    const act = (action: object) => rooms.act(room, { token: ana.guest.token }, action as never);
    await act({ do: 'settings', slowS: 600 });
    bo.says('once');
    await bo.hearsText('once');
    reacts(bo, message, '👍');
    await bo.hears('reacted');
    await act({ do: 'settings', locked: true });
    reacts(bo, message, '🎉', true, 2);
    expect(await bo.hears('refused')).toMatchObject({ reason: 'locked' });
    await act({ do: 'settings', locked: false });
    await act({ do: 'mute', whom: bo.person.id, forS: 60 });
    reacts(bo, message, '🎉', true, 3);
    await bo.hears('refused', ({ reason }) => reason === 'muted');
    reacts(bo, message, '👍', false, 4);
    await bo.hears('reacted', ({ on }) => !on);
  });

  test('is what comes faster than acts may: 500 at once', async () => {
    const { ana, bo, message } = await anaSaid('hi');
    for (let n = 1; n <= 500; n += 1) reacts(bo, message, '👍', n % 2 === 1, n);
    await bo.closed;
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'reacted').length).toBeLessThan(2 * limits.actsAtOnce);
  });
});

describe('J1 without a script', () => {
  test('one reacts by a form, and is told what stands in the way', async () => {
    const { room, ana, message } = await anaSaid('hi');
    const { token, person } = await guest('Cai');
    const react = { message: ref(message), emoji: '👍', on: true };
    expect(await rooms.react(room, { token }, react)).toMatchObject({ is: 'reacted', again: false });
    expect(await ana.hears('reacted')).toMatchObject({ by: person, emoji: '👍' });
    expect(await rooms.react(room, { token }, react)).toMatchObject({ again: true });
    expect(await rooms.react(room, { token }, { ...react, emoji: 'no' })).toEqual({
      refused: 'not-one-emoji',
    });
    expect(await rooms.react(room, {}, react)).toEqual({ denied: 'no-name' });
    expect(await rooms.react(room, { token }, { ...react, on: 'yes' } as never)).toEqual({
      denied: 'broken-form',
    });
  });
});

describe('J7 whoever is forgotten', () => {
  test.each(['keep', 'remove'] as const)(
    'reacts no more, to anything, where their words %s',
    async (words) => {
      letEverybodyHurry();
      const { room, ana, bo, message } = await anaSaid('hi');
      const many = 205;
      for (let n = 1; n <= many; n += 1) ana.says(`${n}`);
      await ana.hearsText(`${many}`);
      reacts(ana, message, '👍', true, 900);
      await ana.hears('reacted');
      for (const [n, one] of (await kept(room)).entries()) reacts(bo, one, '👍', true, n + 1);
      await ana.hears('reacted', ({ id }) => id === idOf(many + 1));
      const object = env.ROOM.getByName(room);
      let after: number | undefined = 0;
      for (let calls = 0; after !== undefined; calls += 1) {
        expect(calls).toBeLessThan(4);
        after = await object.forget(bo.person.id, words, after);
      }
      const left = (await kept(room)).flatMap(({ reactions = [] }) => reactions);
      expect(left).toEqual([{ emoji: '👍', n: 1, by: [ana.person] }]);
      await ana.isUpToDate();
      const told = ana.events.filter((event) => event.t === 'reacted' && !event.on);
      expect(told).toHaveLength(many + 1);
      expect(told.every((event) => event.t === 'reacted' && event.by.left && event.by.name === '')).toBe(
        true,
      );
    },
  );
});

test('J8 a person takes along what they react with, and not how others do to their words', async () => {
  const { room, bo, ana, message } = await anaSaid('hi');
  reacts(bo, message, '👍');
  await ana.hears('reacted');
  const object = env.ROOM.getByName(room);
  expect(await object.recordOf(bo.person.id)).toMatchObject({ reactions: [{ message: 1, emoji: '👍' }] });
  expect(await object.recordOf(ana.person.id)).toMatchObject({ reactions: [] });
  expect((await object.wordsOf(ana.person.id, 0, 9))[0]).not.toHaveProperty('reactions');
});

test('P15 J3 a client of the version before is told of the message as it stands', async () => {
  const { room, ana, message } = await anaSaid('hi');
  const bo = await guest('Bob');
  const { webSocket } = await upgrade(room, cookieOf(bo.token));
  const old = new Visitor(webSocket ?? expect.unreachable(), bo);
  old.send({ t: 'hello', v: versionBefore, since: 0 });
  await old.hears('welcome');
  reacts(ana, message, '👍');
  const heard = (await old.hears('changed')) as unknown as { message: Message };
  expect(heard).toMatchObject({
    id: idOf(1),
    by: ana.person.id,
    message: { seq: 1, text: 'hi', changed: 2 },
  });
});
