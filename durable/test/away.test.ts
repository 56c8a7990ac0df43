import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test, vi } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { anasRoom } from './anas-room.ts';
import { watchRows } from './looking-inside.ts';
import { enter, type Visitor } from './visitor.ts';

const goes = (who: Visitor, is: boolean) => who.send({ t: 'away', id: nanoid(), after: 0, is });
const seenAs = (by: Visitor, { person }: Visitor) =>
  by.events.flatMap((event) =>
    event.t === 'arrived' && event.person.id === person.id ? [event.person.away ?? false] : [],
  );
const isSeen = (by: Visitor, whom: Visitor, expected: boolean) =>
  vi.waitFor(() => expect(seenAs(by, whom).at(-1)).toBe(expected), 5_000);

describe('R11 that somebody is away', () => {
  test('is told to the others and to whoever comes, writes no row, and ends', async () => {
    const { room, ana, bo } = await anasRoom();
    const rows = await watchRows(room);
    const written = rows.written();
    goes(bo, true);
    await isSeen(ana, bo, true);
    goes(bo, true);
    await bo.isUpToDate();
    await ana.isUpToDate();
    expect(seenAs(ana, bo).filter((is) => is)).toHaveLength(1);
    expect(rows.written()).toBe(written);
    const cleo = await enter(room, 'Cleo');
    expect((await cleo.hears('welcome')).present).toContainEqual(
      expect.objectContaining({ id: bo.person.id, away: true }),
    );
    goes(bo, false);
    await isSeen(ana, bo, false);
    await isSeen(cleo, bo, false);
  });

  test('outlives the sleep of the room', async () => {
    const { room, ana, bo } = await anasRoom();
    goes(bo, true);
    await vi.waitFor(() => expect(seenAs(ana, bo)).toContain(true));
    await evictDurableObject(env.ROOM.getByName(room));
    const cleo = await enter(room, 'Cleo');
    expect((await cleo.hears('welcome')).present).toContainEqual(
      expect.objectContaining({ id: bo.person.id, away: true }),
    );
  });

  test('is so on all their pages, or not at all', async () => {
    const { room, ana, bo } = await anasRoom();
    goes(bo, true);
    await isSeen(ana, bo, true);
    const there = await enter(room, bo.guest);
    await isSeen(ana, bo, false);
    goes(there, true);
    await isSeen(ana, bo, true);
    goes(bo, false);
    await isSeen(ana, bo, false);
    await bo.leaves();
    await isSeen(ana, bo, true);
  });

  test('is told in a crowd of moderators alone', async () => {
    const { ana, bo } = await anasRoom();
    vi.spyOn(limits, 'rosterPeople', 'get').mockReturnValue(1 as typeof limits.rosterPeople);
    goes(bo, true);
    goes(ana, true);
    await isSeen(bo, ana, true);
    await ana.isUpToDate();
    expect(seenAs(ana, bo)).not.toContain(true);
  });

  test('told in a flood closes the line', async () => {
    const { bo } = await anasRoom();
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    for (let i = 0; i < 500; i += 1) goes(bo, i % 2 === 0);
    expect((await bo.closed).code).toBe(4007);
  });
});
