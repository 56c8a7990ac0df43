import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { Action } from '../../protocol/actions.ts';
import { closeCodes } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { anasRoom, audit } from './anas-room.ts';
import { idOf } from './history-rules.ts';
import { kept } from './looking-inside.ts';
import { enter, type Guest, guest, type Visitor, visit } from './visitor.ts';

const rooms = exports.default;

describe('M4 a name is no way to talk', () => {
  test('for whoever is muted', async () => {
    const { ana, bo, whom, does, said } = await anasRoom();
    await said(bo, 'as Bo');
    await does({ do: 'mute', whom, forS: 60 });
    await guest('Ana is wrong', bo.guest.token);
    await ana.isUpToDate();
    expect(JSON.stringify(ana.events)).not.toContain('Ana is wrong');
  });

  test('for whoever is banned', async () => {
    const { room, bo, whom, does, said } = await anasRoom();
    await said(bo, 'as Bo');
    await does({ do: 'ban', whom });
    await guest('Ana is wrong', bo.guest.token);
    expect((await kept(room)).map(({ by }) => by.name)).toEqual(['Bo']);
  });

  const liar = 'Ana is wrong';
  const heardOf = async (room: string, ana: Visitor) => {
    await ana.isUpToDate();
    return JSON.stringify([ana.events, await kept(room)]);
  };

  test.each<[string, (room: string, liar: Guest) => Promise<unknown>]>([
    ['by another tab, or by loading the page anew', (room, liar) => enter(room, liar)],
    [
      'by a form that is refused',
      (room, liar) => rooms.post(room, liar, { id: idOf(7), text: 'x', after: 0 }),
    ],
    [
      'by what they may still do',
      (room, liar) => rooms.act(room, liar, { do: 'report', message: { seq: 1, id: idOf(1) } }),
    ],
  ])('M4 whoever is muted is not heard under another: %s', async (_, comes) => {
    const { room, ana, bo, whom, does } = await anasRoom();
    bo.says('as Bo', { id: idOf(1) });
    await ana.hearsText('as Bo');
    await does({ do: 'mute', whom, forS: 60 });
    const renamed = await guest(liar, bo.guest.token);
    await comes(room, renamed);
    expect(await heardOf(room, ana)).not.toContain(liar);
    expect(JSON.stringify(await audit(room, ana))).not.toContain(liar);
    await bo.leaves();
    const again = await enter(room, renamed);
    expect((await again.hears('welcome')).you).toMatchObject({ id: whom, name: 'Bo' });
    expect(await heardOf(room, ana)).not.toContain(liar);
    await does({ do: 'unmute', whom });
    await enter(room, renamed);
    expect(await heardOf(room, ana)).toContain(liar);
  });

  test.each<[string, Action]>([
    ['a locked room', { do: 'settings', locked: true }],
    ['a room in which members write', { do: 'settings', posting: 'member' }],
  ])('M4 nor is whoever may not write in %s, also who never said a word there', async (_, settings) => {
    const { room, ana, bo, does, said } = await anasRoom();
    await said(bo, 'as Bo');
    await does(settings);
    const cy = await enter(room, 'Cy');
    await cy.leaves();
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    for (const one of [bo.guest, cy.guest]) await enter(room, await guest(liar, one.token));
    expect(await heardOf(room, ana)).not.toContain(liar);
    await guest(`${liar} again`, bo.guest.token);
    expect(await heardOf(room, ana)).not.toContain(liar);
  });

  test('M4 nor by one that was brought along before the mute, without a hello', async () => {
    const { room, ana, bo, whom, does, said } = await anasRoom();
    await said(bo, 'as Bo');
    const renamed = await guest(liar, bo.guest.token);
    // Their rooms hear the old name again, and the other token stays good.
    await guest('Bo', renamed.token);
    await bo.hears('arrived', ({ person }) => person.id === whom && person.name === 'Bo');
    for (const one of [ana, bo]) one.frames.length = 0;
    const shy = await visit(room, renamed);
    await does({ do: 'mute', whom, forS: 60 });
    shy.send({ t: 'hello', v: protocolVersion, since: 0 });
    expect((await shy.hears('welcome')).you?.name).toBe('Bo');
    expect(await heardOf(room, ana)).not.toContain(liar);
    expect(JSON.stringify(await audit(room, ana))).not.toContain(liar);
  });

  test('M4 A2 a name that somebody else has by now is kept for nobody: whoever may not write comes by another', async () => {
    const { room, ana, does } = await anasRoom();
    await does({ do: 'settings', posting: 'member' });
    const alex = await enter(room, 'Alex');
    await alex.leaves();
    const other = await enter(room, 'Alex');
    expect((await (await visit(room, alex.guest)).closed).code).toBe(closeCodes.nameTaken.code);
    const renamed = await guest('Bea', alex.guest.token);
    expect((await (await enter(room, renamed)).hears('welcome')).you?.name).toBe('Bea');
    expect(await ana.hears('arrived', ({ person }) => person.name === 'Bea')).toBeDefined();
    await other.isUpToDate();
  });

  test('A2 nobody comes in by a name that became another’s while they were at the door', async () => {
    const { room, ana, bo, does } = await anasRoom();
    await does({ do: 'settings', posting: 'member' });
    const cy = await enter(room, 'Cy');
    await cy.leaves();
    await does({ do: 'settings', posting: 'guest' });
    const waiting = await visit(room, await guest('Zed', cy.guest.token));
    const newCy = await enter(room, 'Cy');
    newCy.says('mine');
    await ana.hearsText('mine');
    await does({ do: 'settings', locked: true });
    waiting.send({ t: 'hello', v: protocolVersion, since: 0 });
    expect((await waiting.hears('welcome')).you?.name).toBe('Zed');
    await bo.isUpToDate();
  });

  test('M4 no form without a word is heard as a name', async () => {
    const { room, ana, bo } = await anasRoom();
    const renamed = await guest('Bob', bo.guest.token);
    bo.frames.length = 0;
    for (const token of [bo.guest.token, renamed.token]) {
      expect(await rooms.post(room, { token }, { id: idOf(7), text: ' ', after: 0 })).toEqual({
        refused: 'empty',
      });
    }
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'arrived')).toHaveLength(2);
  });

  test('M4 each change of a name counts like an act', async () => {
    const { room, ana, bo } = await anasRoom();
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    const names = await Promise.all(['Bob', 'Bobby'].map((name) => guest(name, bo.guest.token)));
    for (let n = 0; n < limits.actsAtOnce + 10; n += 1) {
      await (await enter(room, names[n % 2] as Guest)).leaves();
    }
    await ana.isUpToDate();
    const arrived = ana.events.filter((event) => event.t === 'arrived' && event.person.id === bo.person.id);
    expect(arrived).toHaveLength(1 + limits.actsAtOnce);
  });

  test('nor for anybody many times a minute, however often their object slept', async () => {
    const { bo } = await anasRoom();
    const again = (n: number) => rooms.introduce({ token: bo.guest.token }, `Bo ${n}`);
    const stub = env.PERSON.getByName(bo.person.id);
    for (let n = 1; n <= 6; n += 1) expect(await again(n)).toHaveProperty('token');
    expect(await again(7)).toMatchObject({ refused: 'too-fast' });
    await evictDurableObject(stub);
    expect(await again(8)).toMatchObject({ refused: 'too-fast', retryAfterMs: expect.any(Number) });
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
    expect(await again(9)).toHaveProperty('token');
  });
});
