import { nanoid } from 'nanoid';
import { describe, expect, test, vi } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { versionBefore } from '../../protocol/version.ts';
import { anasRoom } from './anas-room.ts';
import { watchRows } from './looking-inside.ts';
import { cookieOf, guest, upgrade, Visitor } from './visitor.ts';

const types = (who: Visitor) => who.send({ t: 'typing', id: nanoid(), after: 0 });
const told = (who: Visitor) => who.events.filter(({ t }) => t === 'typing');

describe('R10 that somebody is writing', () => {
  test('is told to the others, writes no row, and takes no place', async () => {
    const { room, ana, bo } = await anasRoom();
    const rows = await watchRows(room);
    const before = rows.written();
    types(bo);
    expect(await ana.hears('typing')).toEqual({ t: 'typing', person: bo.person.id });
    await bo.isUpToDate();
    expect(told(bo)).toEqual([]);
    expect(rows.written()).toBe(before);
    ana.says('first');
    expect(await bo.hearsText('first')).toMatchObject({ seq: 1 });
  });

  test('is told every few seconds at most', async () => {
    const { ana, bo } = await anasRoom();
    for (let i = 0; i < 5; i += 1) types(bo);
    await bo.isUpToDate();
    await ana.isUpToDate();
    expect(told(ana)).toHaveLength(1);
  });

  test('is not told of whoever may not write, nor to a client of the version before', async () => {
    const { room, ana, bo, does, whom } = await anasRoom();
    const who = await guest('Cai');
    const { webSocket } = await upgrade(room, cookieOf(who.token));
    const cai = new Visitor(webSocket ?? expect.unreachable(), who);
    cai.send({ t: 'hello', v: versionBefore, since: 0 });
    await cai.hears('welcome');
    types(ana);
    await bo.hears('typing');
    await does({ do: 'mute', whom, forS: 60 });
    types(bo);
    await bo.isUpToDate();
    ana.says('after');
    await cai.hearsText('after');
    expect(told(ana)).toEqual([]);
    expect(cai.events.map(({ t }) => t as string)).not.toContain('typing');
  });

  test('is not told where more than a hundred are present', async () => {
    const { ana, bo } = await anasRoom();
    vi.spyOn(limits, 'typingPeople', 'get').mockReturnValue(1 as typeof limits.typingPeople);
    types(bo);
    await bo.isUpToDate();
    await ana.isUpToDate();
    expect(told(ana)).toEqual([]);
  });

  test('told in a flood closes the line', async () => {
    const { bo } = await anasRoom();
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    for (let i = 0; i < 500; i += 1) types(bo);
    expect((await bo.closed).code).toBe(4007);
  });
});
