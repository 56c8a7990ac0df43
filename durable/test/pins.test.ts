import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/message.ts';
import { versionBefore } from '../../protocol/version.ts';
import { anasRoom, audit } from './anas-room.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { cookieOf, enter, guest, upgrade, Visitor } from './visitor.ts';

const rooms = exports.default;
const ref = ({ seq, id }: Message) => ({ seq, id });
const pinned = async (room: string, who: Visitor) => {
  const page = await rooms.pinned(room, who.guest);
  return 'pinned' in page ? page.pinned : expect.unreachable();
};

describe('K1 K3 a pin', () => {
  test('is told to everybody, to whoever comes later, and to whoever only looks, the newest first', async () => {
    const { room, ana, bo, does, said } = await anasRoom();
    const [one, two] = [await said(bo, 'one'), await said(ana, 'two')];
    await does({ do: 'pin', message: ref(one) });
    expect(await bo.hears('pins')).toEqual({ t: 'pins', pins: [1] });
    await does({ do: 'pin', message: ref(two) });
    expect(await bo.hears('pins', ({ pins }) => pins.length === 2)).toEqual({ t: 'pins', pins: [2, 1] });
    await evictDurableObject(env.ROOM.getByName(room));
    expect(await (await enter(room, 'Cai')).hears('welcome')).toMatchObject({ pins: [2, 1], upTo: 2 });
    expect(await rooms.glance(room, {})).toMatchObject({ pins: [2, 1] });
    await does({ do: 'unpin', message: ref(one) });
    expect(await rooms.glance(room, {})).toMatchObject({ pins: [2] });
    await does({ do: 'unpin', message: ref(two) });
    expect(await rooms.glance(room, {})).not.toHaveProperty('pins');
  });

  test('is one however often it is made, and in the log', async () => {
    const { room, ana, bo, does, said } = await anasRoom();
    const message = ref(await said(bo, 'one'));
    for (let i = 0; i < 2; i += 1) expect(await does({ do: 'pin', message })).toEqual({ done: true });
    for (let i = 0; i < 2; i += 1) expect(await does({ do: 'unpin', message })).toEqual({ done: true });
    expect(await audit(room, ana)).toMatchObject([
      { action: 'unpin', by: ana.person, whom: bo.person, message: 1 },
      { action: 'pin', by: ana.person, whom: bo.person, message: 1 },
      { action: 'made' },
    ]);
    await bo.isUpToDate();
    expect(bo.events.filter(({ t }) => t === 'pins')).toHaveLength(2);
  });

  test('is made by members where the room is set so, and not by guests', async () => {
    const { room, bo, does, said, whom } = await anasRoom();
    const message = ref(await said(bo, 'one'));
    const pins = () => rooms.act(room, bo.guest, { do: 'pin', message });
    await does({ do: 'role', whom, role: 'member' });
    expect(await pins()).toEqual({ refused: 'not-allowed' });
    await does({ do: 'settings', pinning: 'member' });
    expect(await pins()).toEqual({ done: true });
    await does({ do: 'role', whom, role: 'guest' });
    expect(await rooms.act(room, bo.guest, { do: 'unpin', message })).toEqual({ refused: 'not-allowed' });
  });

  test('is not told to a client of the version before, which could not read it', async () => {
    const { room, bo, does, said } = await anasRoom();
    const who = await guest('Cai');
    const { webSocket } = await upgrade(room, cookieOf(who.token));
    const cai = new Visitor(webSocket as WebSocket, who);
    cai.send({ t: 'hello', v: versionBefore, since: 0 });
    await cai.hears('welcome');
    await does({ do: 'pin', message: ref(await said(bo, 'one')) });
    await said(bo, 'two');
    await cai.hearsText('two');
    expect(cai.events.map(({ t }) => t)).not.toContain('pins');
  });
});

describe('K2 refused, and nothing is pinned', () => {
  test('what is not there, is another message, or was deleted', async () => {
    const { room, ana, bo, does, said } = await anasRoom();
    const message = ref(await said(bo, 'one'));
    expect(await does({ do: 'pin', message: { seq: 9, id: message.id } })).toEqual({
      refused: 'no-such-message',
    });
    expect(await does({ do: 'pin', message: { seq: 1, id: nanoid() } })).toEqual({
      refused: 'no-such-message',
    });
    await does({ do: 'remove', message });
    expect(await does({ do: 'pin', message })).toEqual({ refused: 'deleted' });
    expect(await pinned(room, ana)).toEqual([]);
  });

  test('a fifty-first', async () => {
    letEverybodyHurry();
    const { room, ana, does, said } = await anasRoom();
    for (let n = 1; n <= limits.pins; n += 1) await said(ana, `${n}`);
    const last = await said(ana, 'one more');
    const page = await rooms.glance(room, {}, last.seq);
    const first = 'stretch' in page ? page.stretch.messages : expect.unreachable();
    for (const message of first)
      expect(await does({ do: 'pin', message: ref(message) })).toEqual({ done: true });
    expect(first).toHaveLength(limits.pins);
    expect(await does({ do: 'pin', message: ref(last) })).toEqual({ refused: 'too-many' });
    await does({ do: 'unpin', message: ref(first[0] as Message) });
    expect(await does({ do: 'pin', message: ref(last) })).toEqual({ done: true });
  });

  test('by somebody who was a moderator until earlier in the same turn', async () => {
    const { room, ana, bo, does, said, whom } = await anasRoom();
    const message = ref(await said(bo, 'one'));
    await does({ do: 'role', whom, role: 'moderator' });
    const [demoted, pin] = await Promise.all([
      does({ do: 'role', whom, role: 'guest' }),
      rooms.act(room, bo.guest, { do: 'pin', message }),
    ]);
    expect(demoted).toEqual({ done: true });
    // Mostly the first is decided first; where the second was, it was done before that.
    const isFirst = 'done' in pin;
    expect(pin).toEqual(isFirst ? { done: true } : { refused: 'not-allowed' });
    const log = (await audit(room, ana)).map(({ action }) => action);
    expect(log).toEqual(['role', ...(isFirst ? ['pin'] : []), 'role', 'made']);
  });
});

describe('K4 with a message that is deleted goes its pin', () => {
  test.each(['by its author', 'by a moderator', 'with its author’s words'])('%s', async (how) => {
    const { room, ana, bo, does, said } = await anasRoom();
    const [one, two] = [await said(bo, 'one'), await said(ana, 'two')];
    for (const message of [one, two]) await does({ do: 'pin', message: ref(message) });
    if (how === 'by a moderator') await does({ do: 'remove', message: ref(one) });
    else if (how === 'by its author') bo.send({ t: 'delete', id: nanoid(), message: ref(one), after: 2 });
    else await env.ROOM.getByName(room).forget(bo.person.id, 'remove', 0);
    await ana.hears('changed', ({ deleted }) => deleted === true);
    expect(await pinned(room, ana)).toMatchObject([{ message: { seq: 2 } }]);
    expect(await rooms.glance(room, {})).toMatchObject({ pins: [2] });
  });
});

describe('K5 what is pinned', () => {
  test('is read with who pinned it and when, as it stands, by whoever may read the room', async () => {
    const { room, ana, bo, does, said } = await anasRoom();
    const message = await said(bo, 'one');
    const before = Date.now();
    await does({ do: 'pin', message: ref(message) });
    bo.send({ t: 'edit', id: nanoid(), message: ref(message), text: 'one, better', after: 1 });
    await ana.hears('changed');
    const page = await rooms.pinned(room, {});
    expect(page).toMatchObject({
      pinned: [{ message: { seq: 1, text: 'one, better', by: bo.person }, by: ana.person }],
      standing: { role: 'guest' },
    });
    expect('pinned' in page && page.pinned[0]?.at).toBeGreaterThanOrEqual(before);
    await does({ do: 'settings', visibility: 'private' });
    expect(await rooms.pinned(room, {})).toEqual({ denied: 'no-such-room' });
    expect(await rooms.pinned('no-room-at-all', {})).toEqual({ denied: 'no-such-room' });
  });
});
