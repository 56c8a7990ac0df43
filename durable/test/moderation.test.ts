import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test, vi } from 'vitest';
import type { Action } from '../../protocol/actions.ts';
import { closeCodes } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import { refusalSentences } from '../../protocol/refusals.ts';
import { anasRoom, audit } from './anas-room.ts';
import { idOf } from './history-rules.ts';
import { kept, watchRows } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, enter, guest, upgrade, Visitor, visit } from './visitor.ts';

const rooms = exports.default;
const refusal = async (who: Visitor, text: string) => {
  const id = who.says(text);
  return who.hears('refused', ({ of }) => of.t === 'say' && of.id === id);
};
describe('M4 what was decided holds for open sockets at once', () => {
  test('a mute: neither words nor other words, for all tabs, and the form', async () => {
    const { room, ana, bo, whom, does, said } = await anasRoom();
    const tab = await enter(room, bo.guest);
    const message = await said(bo, 'before');
    const now = Date.now();
    await does({ do: 'mute', whom, forS: 600, why: 'shouting' });
    for (const socket of [bo, tab]) {
      const { mutedUntil } = await socket.hears('standing');
      expect(mutedUntil).toBeGreaterThanOrEqual(now + 600_000);
      expect(await refusal(socket, 'muted?')).toMatchObject({
        reason: 'muted',
        sentence: refusalSentences.muted,
      });
    }
    bo.send({ t: 'edit', id: idOf(7), message, text: 'still here', after: 0 });
    expect(await bo.hears('refused', ({ of }) => of.t === 'edit')).toMatchObject({ reason: 'muted' });
    const form = await rooms.post(room, bo.guest, { id: idOf(8), text: 'by form', after: 0 });
    expect(form).toEqual({ refused: 'muted', until: expect.any(Number) });
    bo.send({ t: 'delete', id: idOf(9), message, after: 0 });
    expect(await ana.hears('changed')).toMatchObject({ deleted: true });
    const back = await enter(room, bo.guest);
    expect((await back.hears('welcome')).mutedUntil).toBeGreaterThan(now);
    expect(await rooms.glance(room, bo.guest)).toMatchObject({
      standing: { mutedUntil: expect.any(Number) },
    });
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'standing')).toEqual([]);
  });

  test('a mute ends by itself, or by another word', async () => {
    const { bo, whom, does, said } = await anasRoom();
    await does({ do: 'mute', whom, forS: 60 });
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 61_000);
    await said(bo, 'free by the clock');
    await does({ do: 'mute', whom, forS: 60 });
    await does({ do: 'unmute', whom });
    await bo.hears('standing', ({ mutedUntil }) => mutedUntil === undefined);
    await said(bo, 'free by a word');
  });

  test('what was said before is still answered to whoever sends it again', async () => {
    const { room, bo, whom, does } = await anasRoom();
    const say = { id: nanoid(), text: 'before', after: 0 };
    bo.says(say.text, say);
    await bo.hearsText('before');
    await does({ do: 'mute', whom, forS: 60 });
    expect(await rooms.post(room, bo.guest, say)).toMatchObject({ is: 'said', again: true });
  });

  test('a kick: out with every tab, no member any more, and back if the room is open', async () => {
    const { room, ana, bo, whom, does } = await anasRoom();
    await does({ do: 'role', whom, role: 'member' });
    const [tab, shy] = [await enter(room, bo.guest), await visit(room, bo.guest)];
    await does({ do: 'kick', whom, why: 'enough' });
    for (const socket of [bo, tab, shy]) {
      expect(await socket.closed).toEqual({
        code: closeCodes.kicked.code,
        reason: closeSentences[closeCodes.kicked.code],
      });
    }
    await ana.hears('left', ({ person }) => person === whom);
    expect((await (await enter(room, bo.guest)).hears('welcome')).you).toEqual(bo.as('guest'));
  });

  test('a kick from a private room: there is none any more', async () => {
    const { room, bo, whom, does } = await anasRoom();
    await does({ do: 'role', whom, role: 'member' });
    await does({ do: 'settings', visibility: 'private' });
    await does({ do: 'kick', whom });
    expect((await bo.closed).code).toBe(closeCodes.kicked.code);
    expect((await (await visit(room, bo.guest)).closed).code).toBe(closeCodes.noRoom.code);
  });

  test('a role, in both directions, which everybody there hears', async () => {
    const { room, ana, bo, whom, does } = await anasRoom();
    const lock: Action = { do: 'settings', locked: true };
    expect(await rooms.act(room, bo.guest, lock)).toEqual({ refused: 'not-allowed' });
    await does({ do: 'role', whom, role: 'moderator' });
    for (const one of [ana, bo]) {
      await one.hears('arrived', ({ person }) => person.id === whom && person.role === 'moderator');
    }
    expect(await rooms.act(room, bo.guest, lock)).toEqual({ done: true });
    await does({ do: 'role', whom, role: 'guest' });
    await ana.hears('arrived', ({ person }) => person.id === whom && person.role === 'guest');
    expect(await rooms.act(room, bo.guest, { ...lock, locked: false })).toEqual({ refused: 'not-allowed' });
    expect(await refusal(bo, 'locked?')).toMatchObject({ reason: 'locked' });
  });

  test('handing the room over', async () => {
    const { room, ana, bo, whom, does } = await anasRoom();
    await does({ do: 'transfer', whom });
    await bo.hears('arrived', ({ person }) => person.id === whom && person.role === 'owner');
    await bo.hears('arrived', ({ person }) => person.id === ana.person.id && person.role === 'moderator');
    expect(await does({ do: 'settings', title: 'Mine' })).toEqual({ refused: 'not-allowed' });
    expect(await rooms.act(room, bo.guest, { do: 'settings', title: 'Mine' })).toEqual({ done: true });
  });

  test('an owner leaves only a room that is somebody else’s by then', async () => {
    const { room, ana, whom, does } = await anasRoom();
    expect(await does({ do: 'leave' })).toEqual({ refused: 'not-allowed' });
    await does({ do: 'transfer', whom });
    expect(await does({ do: 'leave' })).toEqual({ done: true });
    await ana.hears('arrived', ({ person }) => person.id === ana.person.id && person.role === 'guest');
    expect(await rooms.overview(room, ana.guest)).toMatchObject({ members: [{ id: whom, role: 'owner' }] });
  });
});

describe('M5 the settings', () => {
  test('are told to everybody there, and come with the welcome and the page', async () => {
    const { room, ana, bo, does } = await anasRoom();
    await does({ do: 'settings', title: ' Saturday  chess ', topic: '\u202eendgames' });
    const settings = { title: 'Saturday chess', topic: 'endgames' };
    for (const one of [ana, bo]) expect(await one.hears('settings')).toMatchObject({ settings });
    expect(await (await enter(room, bo.guest)).hears('welcome')).toMatchObject({ settings });
    expect(await rooms.glance(room, {})).toMatchObject({ settings });
  });

  test('that are the same change nothing, and nobody is told', async () => {
    const { room, ana, bo, does } = await anasRoom();
    expect(await does({ do: 'settings', title: '', locked: false })).toEqual({ done: true });
    await bo.isUpToDate();
    expect(bo.events.filter(({ t }) => t === 'settings')).toEqual([]);
    expect(await audit(room, ana)).toHaveLength(1);
  });

  test.each<[string, Action]>([
    ['too-long', { do: 'settings', title: 'a'.repeat(65) }],
    ['too-long', { do: 'settings', topic: 'a'.repeat(201) }],
    ['too-long', { do: 'settings', topic: 'a'.repeat(1_000_000) }],
    ['unreadable', { do: 'settings', topic: 'two\nlines' }],
    ['unreadable', { do: 'settings', title: 'a\u0000' }],
    ['too-many-marks', { do: 'settings', title: `z${'\u0335'.repeat(8)}` }],
  ])('that cannot be read are refused as %s', async (refused, action) => {
    const { room, ana, does } = await anasRoom();
    expect(await does(action)).toEqual({ refused });
    expect(await audit(room, ana)).toHaveLength(1);
  });

  test('who may post: a guest is told that they may not', async () => {
    const { room, bo, whom, does, said } = await anasRoom();
    await does({ do: 'settings', posting: 'member' });
    expect(await refusal(bo, 'may I?')).toMatchObject({ reason: 'not-allowed' });
    await rooms.act(room, bo.guest, { do: 'leave' });
    await does({ do: 'role', whom, role: 'member' });
    await said(bo, 'thanks');
  });

  test('the lock is for whoever is no moderator', async () => {
    const { ana, bo, does, said } = await anasRoom();
    await does({ do: 'settings', locked: true });
    expect(await refusal(bo, 'hello?')).toMatchObject({ reason: 'locked' });
    await said(ana, 'quiet, please');
    await does({ do: 'settings', locked: false });
    await said(bo, 'thanks');
  });

  test('slow mode: a wait between two messages of one person who is no moderator, from every tab and the form', async () => {
    const { room, ana, bo, does, said } = await anasRoom();
    await does({ do: 'settings', slowS: 30 });
    const message = await said(bo, 'one');
    const { retryAfterMs } = await refusal(bo, 'two');
    expect(retryAfterMs).toBeGreaterThan(29_000);
    expect(retryAfterMs).toBeLessThanOrEqual(30_000);
    const form = await rooms.post(room, bo.guest, { id: idOf(1), text: 'two', after: 0 });
    expect(form).toMatchObject({ refused: 'slow', retryAfterMs: expect.any(Number) });
    // Taking the first back does not make room for another.
    bo.send({ t: 'edit', id: idOf(2), message, text: 'one, really', after: 0 });
    bo.send({ t: 'delete', id: idOf(3), message, after: 0 });
    await bo.hears('changed', ({ deleted }) => deleted === true);
    expect(await refusal(bo, 'two')).toMatchObject({ reason: 'slow' });
    for (const text of ['mine', 'and mine']) await said(ana, text);
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 30_001);
    await said(bo, 'two');
  });
});

describe('M6 taking a message away', () => {
  test('leaves a stub that says who did it, for everybody, also later, and costs one row more than a deletion', async () => {
    const { room, ana, bo, does, said } = await anasRoom();
    const message = await said(bo, 'rude words');
    const rows = await watchRows();
    await does({ do: 'remove', message: { seq: message.seq, id: message.id }, why: 'rude' });
    expect(rows.written()).toBe(5);
    const gone = { deleted: true, removedBy: ana.person } as const;
    const { seq, id } = message;
    for (const one of [ana, bo]) {
      expect(await one.hears('changed')).toMatchObject({ ...gone, message: { seq, id } });
    }
    expect(await kept(room)).toEqual([expect.objectContaining({ ...gone, seq, text: '', by: bo.person })]);
    expect(JSON.stringify(await kept(room))).not.toContain('rude words');
    expect((await audit(room, ana))[0]).toMatchObject({
      action: 'remove',
      by: ana.person,
      whom: bo.person,
      message: 1,
      why: 'rude',
    });
  });

  test('can be done over the socket, by moderators alone, and stands in the audit as well', async () => {
    const { room, ana, bo, said } = await anasRoom();
    const [his, hers] = [await said(bo, 'his'), await said(ana, 'hers')];
    bo.send({ t: 'delete', id: idOf(1), message: hers, after: 0 });
    expect(await bo.hears('refused')).toMatchObject({ reason: 'not-yours' });
    ana.send({ t: 'delete', id: idOf(2), message: his, after: 0 });
    expect(await bo.hears('changed')).toMatchObject({
      id: idOf(2),
      by: ana.person.id,
      removedBy: ana.person,
    });
    ana.send({ t: 'edit', id: idOf(3), message: his, text: 'put in his mouth', after: 0 });
    expect(await ana.hears('refused')).toMatchObject({ reason: 'not-yours' });
    expect((await audit(room, ana)).map(({ action }) => action)).toEqual(['remove', 'made']);
  });

  test('of one’s own leaves nobody else named', async () => {
    const { ana, bo, said } = await anasRoom();
    const message = await said(ana, 'oops');
    ana.send({ t: 'delete', id: idOf(1), message, after: 0 });
    expect(await bo.hears('changed')).not.toHaveProperty('removedBy');
  });

  test('a second time is nothing new', async () => {
    const { room, ana, bo, does, said } = await anasRoom();
    const message = await said(bo, 'rude');
    const ref = { seq: message.seq, id: message.id };
    await does({ do: 'remove', message: ref });
    expect(await does({ do: 'remove', message: ref })).toEqual({ done: true });
    expect(await does({ do: 'remove', message: { seq: 9, id: message.id } })).toEqual({
      refused: 'no-such-message',
    });
    expect(await does({ do: 'remove', message: { seq: 1, id: idOf(9) } })).toEqual({
      refused: 'no-such-message',
    });
    expect((await audit(room, ana)).map(({ action }) => action)).toEqual(['remove', 'made']);
  });
});

describe('D4 a ban that is made longer', () => {
  test('goes on holding for the address', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const from = { 'cf-connecting-ip': '203.0.113.77' };
    const bo = await guest('Bo');
    const { webSocket } = await upgrade(room, { ...cookieOf(bo.token), ...from });
    const socket = new Visitor(webSocket ?? expect.unreachable(), bo);
    const whom = bo.person.id;
    await rooms.act(room, bo, { do: 'report', message: { seq: 1, id: idOf(1) } });
    await rooms.act(room, ana.guest, { do: 'ban', whom, forS: 3_600, address: true });
    await socket.closed;
    // What it remembers of where people came from is gone; what was decided stands.
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    await rooms.act(room, ana.guest, { do: 'ban', whom, address: true });
    const other = { token: (await guest('Cy')).token, address: '203.0.113.77' };
    expect(await rooms.glance(room, other)).toMatchObject({ denied: 'banned' });
  });
});

describe('M7 reporting', () => {
  test('puts a message before the moderators, with a reason, and tells nobody else', async () => {
    const { room, ana, bo, said } = await anasRoom();
    const message = await said(ana, 'hm');
    const report: Action = { do: 'report', message: { seq: 1, id: message.id }, why: ' not\u202e nice ' };
    expect(await rooms.act(room, bo.guest, report)).toEqual({ done: true });
    expect((await audit(room, ana))[0]).toMatchObject({
      action: 'report',
      by: bo.person,
      whom: ana.person,
      message: 1,
      why: 'not nice',
    });
    await bo.isUpToDate();
    expect(bo.events.filter(({ t }) => t === 'changed' || t === 'standing')).toEqual([]);
  });

  test('is told to the moderators who are there at once, to others when they come, and to nobody else', async () => {
    const { room, ana, bo, said } = await anasRoom();
    expect((await ana.hears('welcome')).report).toBeUndefined();
    const { seq, id } = await said(ana, 'hm');
    const cy = await enter(room, 'Cy');
    await rooms.act(room, cy.guest, { do: 'report', message: { seq, id } });
    const { n } = await ana.hears('reported');
    expect((await audit(room, ana))[0]).toMatchObject({ n, action: 'report' });
    await rooms.act(room, ana.guest, { do: 'role', whom: bo.person.id, role: 'moderator' });
    expect((await (await enter(room, bo.guest)).hears('welcome')).report).toBe(n);
    expect((await (await enter(room, cy.guest)).hears('welcome')).report).toBeUndefined();
    for (const one of [bo, cy]) {
      await one.isUpToDate();
      expect(one.events.filter(({ t }) => t === 'reported')).toEqual([]);
    }
  });

  test('twice by the same person is one line', async () => {
    const { room, ana, bo, said } = await anasRoom();
    const { seq, id } = await said(ana, 'hm');
    const report: Action = { do: 'report', message: { seq, id }, why: 'first' };
    for (const why of ['first', 'second']) await rooms.act(room, bo.guest, { ...report, why });
    const reports = (await audit(room, ana)).filter(({ action }) => action === 'report');
    expect(reports.map(({ why }) => why)).toEqual(['first']);
  });

  test('is told to nobody with what is kept about the one who was reported', async () => {
    const { room, ana, bo, whom, does, said } = await anasRoom();
    const { seq, id } = await said(bo, 'hm');
    const cy = await enter(room, 'Cy');
    await rooms.act(room, cy.guest, { do: 'report', message: { seq, id }, why: 'told in confidence' });
    await does({ do: 'mute', whom, forS: 60, why: 'capitals' });
    const record = JSON.stringify(await env.ROOM.getByName(room).recordOf(whom));
    expect(record).toContain('capitals');
    expect(record).not.toContain('in confidence');
    expect(record).not.toContain(ana.person.id);
    expect(record).not.toContain(cy.person.id);
  });

  test.each<[string, string]>([
    ['too-long', 'a'.repeat(201)],
    ['unreadable', 'two\nlines'],
  ])('with a reason that is %s is refused', async (refused, why) => {
    const { room, ana, bo, said } = await anasRoom();
    const { seq, id } = await said(ana, 'hm');
    expect(await rooms.act(room, bo.guest, { do: 'report', message: { seq, id }, why })).toEqual({ refused });
  });

  test('cannot be of a message that is not there, or there no more', async () => {
    const { room, bo, does, said } = await anasRoom();
    const { seq, id } = await said(bo, 'hm');
    const report = (message: { seq: number; id: string }) =>
      rooms.act(room, bo.guest, { do: 'report', message });
    expect(await report({ seq: 7, id })).toEqual({ refused: 'no-such-message' });
    await does({ do: 'remove', message: { seq, id } });
    expect(await report({ seq, id })).toEqual({ refused: 'deleted' });
  });
});

describe('M8 the audit', () => {
  test('has a line for each thing that was done, newest first, in pages', async () => {
    const { room, ana, bo, whom, does, said } = await anasRoom();
    const message = await said(bo, 'hm');
    const deeds: Action[] = [
      { do: 'settings', topic: 'Chess', slowS: 5 },
      { do: 'role', whom, role: 'moderator' },
      { do: 'role', whom, role: 'guest' },
      { do: 'mute', whom, forS: 60, why: 'loud' },
      { do: 'unmute', whom },
      { do: 'kick', whom, why: 'go' },
      { do: 'ban', whom, forS: 60, why: 'stay' },
      { do: 'unban', whom },
      { do: 'remove', message: { seq: 1, id: message.id } },
      { do: 'invite', uses: 2, forS: 60 },
    ];
    const now = Date.now();
    for (const action of deeds) expect(await does(action)).toMatchObject({ done: true });
    const entries = await audit(room, ana);
    expect(entries.map(({ action }) => action)).toEqual([...deeds.map((one) => one.do).reverse(), 'made']);
    expect(entries.map(({ n }) => n)).toEqual(Array.from({ length: 11 }, (_, i) => 11 - i));
    for (const { at, by } of entries) {
      expect(Math.abs(at - now)).toBeLessThan(60_000);
      expect(by).toEqual(ana.person);
    }
    expect(entries.toReversed().map(({ details, why, whom }) => [whom?.name, details, why])).toEqual([
      [undefined, { visibility: 'unlisted' }, undefined],
      [undefined, { topic: 'Chess', slowS: 5 }, undefined],
      ['Bo', { role: 'moderator' }, undefined],
      ['Bo', { role: 'guest' }, undefined],
      ['Bo', { forS: 60 }, 'loud'],
      ['Bo', undefined, undefined],
      ['Bo', undefined, 'go'],
      ['Bo', { forS: 60, address: false }, 'stay'],
      ['Bo', undefined, undefined],
      ['Bo', undefined, undefined],
      [undefined, { invite: expect.any(String), uses: 2, forS: 60 }, undefined],
    ]);
    expect(await rooms.audit(room, ana.guest, 3)).toEqual({ entries: entries.slice(9), more: false });
  });

  test('shows fifty lines, and whether there are more', async () => {
    const { room, ana, does } = await anasRoom();
    vi.spyOn(Date, 'now').mockImplementation(tickingBy(1_000));
    for (let i = 0; i < 60; i += 1) await does({ do: 'settings', topic: `${i}` });
    expect(await rooms.audit(room, ana.guest)).toMatchObject({ entries: { length: 50 }, more: true });
    const older = await rooms.audit(room, ana.guest, 12);
    expect(older).toMatchObject({ entries: { length: 11 }, more: false });
  });

  test('has none for what changes nothing, or is refused', async () => {
    const { room, ana, bo, whom, does } = await anasRoom();
    for (const action of [
      { do: 'unmute', whom },
      { do: 'unban', whom },
      { do: 'role', whom, role: 'guest' },
      { do: 'settings' },
    ] satisfies Action[]) {
      expect(await does(action)).toEqual({ done: true });
    }
    await rooms.act(room, bo.guest, { do: 'leave' });
    expect(await does({ do: 'mute', whom: 'nobody-here-0', forS: 5 })).toEqual({ refused: 'no-such-person' });
    expect(await does({ do: 'revoke', invite: 'no-such-invite' })).toEqual({ refused: 'no-such-invite' });
    expect(await rooms.act(room, bo.guest, { do: 'kick', whom: ana.person.id })).toEqual({
      refused: 'not-allowed',
    });
    expect((await audit(room, ana)).map(({ action }) => action)).toEqual(['made']);
  });
});

describe('M10 what somebody may know of a room’s people', () => {
  test('is more for moderators', async () => {
    const { room, ana, bo, whom, does, said } = await anasRoom();
    const cai = await enter(room, 'Cai');
    await said(bo, 'hm');
    await does({ do: 'mute', whom, forS: 60, why: 'loud' });
    const overview = await rooms.overview(room, ana.guest);
    expect(overview).toMatchObject({
      standing: { role: 'owner' },
      members: [{ ...ana.as('owner'), since: expect.any(Number) }],
      sanctions: [{ person: bo.person, is: 'muted', by: ana.person, why: 'loud', address: false }],
    });
    expect('guests' in overview && overview.guests?.map(({ id }) => id).toSorted()).toEqual(
      [bo.person.id, cai.person.id].toSorted(),
    );
    const less = await rooms.overview(room, bo.guest);
    expect(Object.keys(less).toSorted()).toEqual(['invites', 'members', 'settings', 'standing']);
  });

  test('of invites: their own, and for moderators all, without what would let in', async () => {
    const { room, ana, bo, whom, does } = await anasRoom();
    await does({ do: 'invite', uses: 3 });
    await does({ do: 'role', whom, role: 'member' });
    const made = await rooms.act(room, bo.guest, { do: 'invite' });
    const id = 'invite' in made ? made.invite?.id : expect.unreachable();
    const [hers, his] = [await rooms.overview(room, ana.guest), await rooms.overview(room, bo.guest)];
    expect('invites' in hers && hers.invites).toHaveLength(2);
    expect('invites' in his && his.invites).toEqual([{ id, by: bo.person, at: expect.any(Number), used: 0 }]);
  });
});

function tickingBy(ms: number): () => number {
  let now = Date.now();
  return () => {
    now += ms;
    return now;
  };
}
