import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import { idOf } from './history-rules.ts';
import { newRoom } from './new-room.ts';
import { enter, type Guest, guest, visit } from './visitor.ts';
import { regular } from './who-and-where.ts';

const rooms = exports.default;
const dayMs = 24 * 60 * 60 * 1000;
const isKeptOut = async (room: string, who: Guest) => {
  expect((await (await visit(room, who)).closed).code).toBe(closeCodes.nameTaken.code);
  expect(await rooms.glance(room, who)).toMatchObject({ standing: { name: 'name-taken' } });
  const refused = { refused: 'name-taken' };
  expect(await rooms.post(room, who, { id: idOf(1), text: 'it is me', after: 0 })).toEqual(refused);
  expect(await rooms.act(room, who, { do: 'leave' })).toEqual(refused);
};

describe('A8 whoever comes by a name that somebody else has', () => {
  const standing = async (room: string, who: Guest) => {
    const glance = await rooms.glance(room, who);
    return 'standing' in glance ? glance.standing : glance;
  };

  test('is offered one like it that nobody has', async () => {
    const room = newRoom();
    await enter(room, 'Mara');
    await enter(room, 'MARA 2');
    const late = await guest('Mara');
    expect(await standing(room, late)).toEqual({
      role: 'guest',
      name: 'name-taken',
      taken: { kept: false, offer: 'Mara 3' },
    });
    await enter(room, await guest('Mara 3', late.token));
  });

  test('and one that is not too long', async () => {
    const room = newRoom();
    const long = '🌙'.repeat(limits.nameLetters);
    await enter(room, long);
    const late = await guest(long);
    const { taken } = (await standing(room, late)) as { taken: { offer: string } };
    expect(taken.offer).toBe(`${'🌙'.repeat(limits.nameLetters - 2)} 2`);
    await enter(room, await guest(taken.offer, late.token));
  });

  test('is told when it is kept with a passkey', async () => {
    const room = newRoom();
    const mara = await enter(room, 'Mara');
    mara.says('mine');
    await mara.hearsText('mine');
    await env.ROOM.getByName(room).rename({ ...mara.person, kind: 'claimed' });
    expect(await standing(room, await guest('Mara'))).toMatchObject({ taken: { kept: true } });
  });

  test('and nothing by a name of one’s own', async () => {
    const room = newRoom();
    await enter(room, 'Ana');
    expect(await standing(room, await guest('Ana Maria'))).toEqual({ role: 'guest' });
  });
});

describe('A2 a name is one person’s in a room', () => {
  test.each([
    'Anastasia',
    'ANASTASIA',
    'Аnаstаsiа',
    'Anastasıa',
    'Anasta\u200bsia',
    'Αnastasia',
    'Ａｎａｓｔａｓｉａ',
    'Anastas1a',
  ])('while they are there, also before their hello: %s', async (name) => {
    const room = newRoom();
    await rooms.open(room, await guest('Olga'), {});
    await visit(room, await guest('Anastasia'));
    await isKeptOut(room, await guest(name));
  });

  test('and once they have said something, also when they are away', async () => {
    const room = newRoom();
    const olga = await enter(room, 'Olga');
    const bo = await enter(room, 'Bo');
    bo.says('hi');
    await olga.hearsText('hi');
    await bo.leaves();
    await isKeptOut(room, await guest('B0'));
    await enter(room, bo.guest);
  });

  test('but not of who only looked in', async () => {
    const room = newRoom();
    await rooms.open(room, await guest('Olga'), {});
    await (await enter(room, 'Bo')).leaves();
    await enter(room, 'Bo');
  });

  test('also of who made the room, or is somebody in it, without a word', async () => {
    const [room, olga, mia] = [newRoom(), await guest('Olga'), await guest('Mia')];
    await rooms.open(room, olga, {});
    await (await enter(room, mia)).leaves();
    await enter(room, mia);
    await rooms.act(room, olga, { do: 'role', whom: mia.person.id, role: 'member' });
    await isKeptOut(room, await guest('Olga'));
    const other = await guest('Mía'.normalize('NFD').replace('\u0301', ''));
    await isKeptOut(room, other);
  });

  test('and in another room another’s', async () => {
    await enter(newRoom(), 'Ana');
    await enter(newRoom(), 'Ana');
  });
});

describe('A3 a guest’s name is kept for 30 days after they were last seen', () => {
  test('and then somebody else’s who uses it', async () => {
    const room = newRoom();
    const olga = await enter(room, 'Olga');
    const [bo, other] = [await enter(room, 'Bo'), await guest('Bo')];
    bo.says('hi');
    await olga.hearsText('hi');
    await bo.leaves();
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 29 * dayMs);
    await isKeptOut(room, other);
    // Coming back counts, without a word.
    await (await enter(room, bo.guest)).leaves();
    vi.spyOn(Date, 'now').mockReturnValue(now + 58 * dayMs);
    await isKeptOut(room, other);
    vi.spyOn(Date, 'now').mockReturnValue(now + 90 * dayMs);
    const late = await enter(room, other);
    late.says('mine now');
    await late.hearsText('mine now');
    await isKeptOut(room, bo.guest);
  });

  test('of somebody with a passkey it is kept for good', async () => {
    const room = newRoom();
    await rooms.open(room, await guest('Olga'), {});
    const claimed = { id: 'claimed-000', name: 'Bo', kind: 'claimed' as const };
    await runInDurableObject(env.ROOM.getByName(room), (object) =>
      object.receive({ person: claimed }, { id: idOf(1), text: 'hi', after: 0 }),
    );
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 360 * dayMs);
    await isKeptOut(room, await guest('Bo'));
  });
});

describe('A4 another name', () => {
  test('is heard at once in every tab, by everybody there', async () => {
    const room = newRoom();
    const [olga, bo] = [await enter(room, 'Olga'), await regular(room, 'Bo')];
    const tab = await enter(room, bo.guest);
    await guest('Bob', bo.guest.token);
    for (const one of [olga, bo, tab]) {
      expect(await one.hears('arrived', ({ person }) => person.name === 'Bob')).toEqual({
        t: 'arrived',
        person: { ...bo.as('guest'), name: 'Bob' },
        here: 2,
      });
    }
    tab.says('still me');
    expect(await olga.hearsText('still me')).toMatchObject({ by: { id: bo.person.id, name: 'Bob' } });
  });

  test('that is kept by another puts out whoever takes it, with all tabs, and changes nothing', async () => {
    const room = newRoom();
    const [olga, bo] = [await enter(room, 'Olga'), await enter(room, 'Bo')];
    const tab = await enter(room, bo.guest);
    bo.says('hi');
    await olga.hearsText('hi');
    const asOlga = await guest('0lga', bo.guest.token);
    for (const one of [bo, tab]) expect((await one.closed).code).toBe(closeCodes.nameTaken.code);
    await isKeptOut(room, asOlga);
    expect(await rooms.glance(room, {})).toMatchObject({ stretch: { messages: [{ by: { name: 'Bo' } }] } });
    await olga.isUpToDate();
    expect(olga.events.filter(({ t }) => t === 'arrived')).toHaveLength(1);
  });

  test('frees the earlier one', async () => {
    const room = newRoom();
    const [olga, bo] = [await enter(room, 'Olga'), await enter(room, 'Bo')];
    bo.says('hi');
    await olga.hearsText('hi');
    await guest('Bob', bo.guest.token);
    await enter(room, 'Bo');
  });

  test('and a form, an invite or an action under a kept one does not take it over', async () => {
    const [room, olga] = [newRoom(), await guest('Olga')];
    await rooms.open(room, olga, { visibility: 'private' });
    const made = await rooms.act(room, olga, { do: 'invite' });
    const token = 'invite' in made ? (made.invite?.token ?? '') : expect.unreachable();
    const false0lga = await guest('0lga');
    expect(await rooms.accept(room, false0lga, token)).toEqual({ refused: 'name-taken' });
    expect(await rooms.glance(room, false0lga)).toEqual({ denied: 'no-such-room' });
  });
});

describe('A5 two who were called alike before that was a rule', () => {
  test('both keep their name, and a third has none of it', async () => {
    const room = newRoom();
    const people = ['first-bo-00', 'second-bo-0'].map((id) => ({ id, name: 'Bo', kind: 'guest' as const }));
    await rooms.open(room, await guest('Olga'), {});
    await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
      for (const { id, name } of people) {
        const insert = "INSERT INTO people (id, name, kind, skeleton, seen) VALUES (?, ?, 'guest', 'bo', ?)";
        storage.sql.exec(insert, id, name, Date.now());
      }
    });
    for (const [i, person] of people.entries()) {
      const verdict = await runInDurableObject(env.ROOM.getByName(room), (object) =>
        object.receive({ person }, { id: idOf(i), text: 'hi', after: 0 }),
      );
      expect(verdict).toMatchObject({ is: 'said' });
    }
    await isKeptOut(room, await guest('Bo'));
  });
});
