import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import { kept } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { cookieOf, enter, guest, upgrade, Visitor } from './visitor.ts';

const rooms = exports.default;
const forget = (room: string, person: string, words: 'keep' | 'remove', after = 0) =>
  env.ROOM.getByName(room).forget(person, words, after);

/** Ana's room, in which Bo said so many things, and each of them ends with a word of Ana's. */
async function withWordsOfBo(count: number) {
  letEverybodyHurry();
  const room = newRoom();
  const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
  for (let i = 0; i < count; i += 1) bo.says(`secret ${i}`);
  if (count > 0) await ana.hearsText(`secret ${count - 1}`);
  ana.says('mine');
  await bo.hearsText('mine');
  return { room, ana, bo, id: bo.person.id };
}

/** Every row of every table of a room. */
const everythingKept = (room: string) =>
  runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
    const tables = storage.sql.exec("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
    const names = tables.map(({ name }) => String(name)).filter((name) => !name.startsWith('_cf_'));
    return JSON.stringify(names.map((name) => storage.sql.exec(`SELECT * FROM ${name}`).toArray()));
  });

describe('M11 whoever is forgotten', () => {
  test('is put out, and their words stand without a name', async () => {
    const { room, ana, bo, id } = await withWordsOfBo(2);
    expect(await forget(room, id, 'keep')).toBeUndefined();
    expect((await bo.closed).code).toBe(closeCodes.signedOut.code);
    await ana.hears('left', ({ person }) => person === id);
    expect((await kept(room)).map(({ text, by }) => [text, by.name, by.left])).toEqual([
      ['secret 0', '', true],
      ['secret 1', '', true],
      ['mine', 'Ana', undefined],
    ]);
    expect(await everythingKept(room)).not.toContain('"Bo"');
    await enter(room, 'Bo');
  });

  test('or takes the words along, each under a place of its own, of which everybody there is told', async () => {
    const { room, ana, id } = await withWordsOfBo(50);
    expect(await forget(room, id, 'remove')).toBeUndefined();
    await ana.hears('changed', ({ message }) => message.seq === 50);
    const changed = ana.events.flatMap((event) => (event.t === 'changed' ? [event] : []));
    expect(changed.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => 52 + i));
    expect(changed[0]).toMatchObject({ deleted: true, by: id });
    expect(changed[0]).not.toHaveProperty('removedBy');
    expect(await everythingKept(room)).not.toContain('secret');
    await ana.isUpToDate();
  });

  test('in steps, when there are many, and those who are there hear of each', async () => {
    const { room, ana, id } = await withWordsOfBo(250);
    expect(await forget(room, id, 'remove')).toBe(200);
    await ana.hears('changed', ({ message }) => message.seq === 200);
    expect(await everythingKept(room)).toContain('"Bo"');
    expect(await forget(room, id, 'remove', 200)).toBeUndefined();
    await ana.hears('changed', ({ message }) => message.seq === 250);
    expect(await forget(room, id, 'remove')).toBeUndefined();
    const left = await everythingKept(room);
    expect(left).not.toContain('secret');
    expect(left).not.toContain('"Bo"');
    expect((await kept(room)).filter(({ deleted }) => deleted)).toHaveLength(250);
  });

  test('loses role, invites, mute and ban, and the reasons they gave', async () => {
    const { room, ana, bo, id } = await withWordsOfBo(1);
    await rooms.act(room, ana.guest, { do: 'role', whom: id, role: 'moderator' });
    await rooms.act(room, bo.guest, { do: 'invite' });
    const [message] = await kept(room);
    if (!message) return expect.unreachable();
    const ref = { seq: message.seq, id: message.id };
    await rooms.act(room, bo.guest, { do: 'report', message: ref, why: 'told in confidence' });
    await rooms.act(room, ana.guest, { do: 'mute', whom: id, forS: 600 });
    await forget(room, id, 'remove');
    expect(await rooms.overview(room, ana.guest)).toMatchObject({
      members: { length: 1 },
      invites: [],
      sanctions: [],
    });
    expect(await everythingKept(room)).not.toContain('confidence');
    const audit = await rooms.audit(room, ana.guest);
    expect('entries' in audit && audit.entries[1]?.by).toEqual({ id, name: '', kind: 'guest', left: true });
  });

  test('does not take along the ban of an address', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await guest('Bo')];
    await rooms.act(room, ana.guest, { do: 'settings', topic: 'x' });
    const { webSocket } = await upgrade(room, { ...cookieOf(bo.token), 'cf-connecting-ip': '203.0.113.9' });
    const socket = new Visitor(webSocket ?? expect.unreachable(), bo);
    await rooms.act(room, ana.guest, { do: 'ban', whom: bo.person.id, address: true, why: 'bo did it' });
    await socket.closed;
    await forget(room, bo.person.id, 'keep');
    expect(await rooms.glance(room, { address: '203.0.113.9' })).toEqual({ denied: 'banned' });
    expect(await rooms.overview(room, ana.guest)).toMatchObject({
      sanctions: [{ person: { name: '', left: true }, is: 'banned', address: true, why: '' }],
    });
  });

  test('leaves the room to whoever is next in it', async () => {
    const { room, ana, bo, id } = await withWordsOfBo(1);
    const cai = await enter(room, 'Cai');
    await rooms.act(room, ana.guest, { do: 'role', whom: cai.person.id, role: 'member' });
    await rooms.act(room, ana.guest, { do: 'role', whom: id, role: 'moderator' });
    await forget(room, ana.person.id, 'keep');
    await bo.hears('arrived', ({ person }) => person.id === id && person.role === 'owner');
    const audit = await rooms.audit(room, bo.guest);
    expect('entries' in audit && audit.entries[0]).toMatchObject({
      action: 'transfer',
      by: { left: true },
      whom: bo.person,
    });
    await forget(room, id, 'keep');
    await cai.hears('arrived', ({ person }) => person.role === 'owner');
    await forget(room, cai.person.id, 'keep');
    expect(await rooms.overview(room, {})).toMatchObject({ members: [] });
    await enter(room, 'Dee');
  });

  test('was never here: nothing changes', async () => {
    const { room } = await withWordsOfBo(1);
    const before = await everythingKept(room);
    expect(await forget(room, 'nobody-0000', 'remove')).toBeUndefined();
    expect(await everythingKept(room)).toBe(before);
  });
});

describe('M12 what is kept about somebody', () => {
  test('can be told to them: name, role, sanctions, invites, what was done by and to them', async () => {
    const { room, ana, bo, id } = await withWordsOfBo(1);
    await rooms.act(room, ana.guest, { do: 'role', whom: id, role: 'member' });
    await rooms.act(room, bo.guest, { do: 'invite', uses: 2 });
    await rooms.act(room, ana.guest, { do: 'mute', whom: id, forS: 60, why: 'loud' });
    const record = await env.ROOM.getByName(room).recordOf(id);
    expect(record).toMatchObject({
      name: 'Bo',
      role: 'member',
      since: expect.any(Number),
      lastSeenAt: expect.any(Number),
      sanctions: [{ is: 'muted', why: 'loud' }],
      invites: [{ usesLeft: 2 }],
    });
    expect(JSON.stringify(record)).not.toContain('hash');
  });

  test('and what was done by and to them, in steps, but not who reported them', async () => {
    const { room, ana, bo, id } = await withWordsOfBo(3);
    const cai = await guest('Cai');
    const said = await kept(room);
    await rooms.act(room, ana.guest, { do: 'role', whom: id, role: 'member' });
    for (const { seq, id } of said.filter(({ by }) => by.id === bo.person.id)) {
      await rooms.act(room, cai, { do: 'report', message: { seq, id } });
    }
    await rooms.act(room, bo.guest, { do: 'invite', uses: 2 });
    await rooms.act(room, ana.guest, { do: 'mute', whom: id, forS: 60, why: 'loud' });
    const deeds = (before: number | undefined, limit: number) =>
      env.ROOM.getByName(room).auditAbout(id, before, limit);
    const all = await deeds(undefined, 9);
    expect(all).toMatchObject([{ action: 'mute', why: 'loud' }, { action: 'invite' }, { action: 'role' }]);
    expect(all.some((audited) => 'by' in audited)).toBe(false);
    const first = await deeds(undefined, 2);
    expect([...first, ...(await deeds(first[1]?.n, 2))]).toEqual(all);
  });

  test('and their words, in steps, and of those they took back that they were', async () => {
    const { room, bo, id } = await withWordsOfBo(5);
    const [first] = await kept(room);
    bo.send({ t: 'delete', id: 'deletion-001', message: first, after: 0 });
    await bo.hears('changed');
    const words = async (after: number) =>
      (await env.ROOM.getByName(room).wordsOf(id, after, 2)).map(({ seq }) => seq);
    expect([await words(0), await words(2), await words(5)]).toEqual([[1, 2], [3, 4], []]);
    expect((await env.ROOM.getByName(room).wordsOf(id, 0, 1))[0]).toMatchObject({ text: '', deleted: true });
  });
});
