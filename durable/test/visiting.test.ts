import { exports } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PersonObject } from '../person/person-object.ts';
import { Browser } from './browser.ts';
import { newRoom } from './new-room.ts';
import { enter, guest } from './visitor.ts';
import { isIn } from './who-and-where.ts';

const rooms = exports.default;
const idOf = (n: number) => `visit-${String(n).padStart(6, '0')}`;

/** What rooms tell, whenever a line there ends or somebody speaks: also rooms of other tests. No page asks for it. */
const tellings: ReadonlySet<string> = new Set(['noteRead', 'noteThreadRead', 'hearOf', 'isMeant']);

/** What is asked of Person objects from now on. */
function watchPersonCalls(): string[] {
  const asked: string[] = [];
  const { prototype } = PersonObject;
  for (const name of Object.getOwnPropertyNames(prototype) as (keyof PersonObject)[]) {
    if ((name as string) === 'constructor' || typeof prototype[name] !== 'function' || tellings.has(name))
      continue;
    const original = prototype[name] as (...given: unknown[]) => unknown;
    vi.spyOn(prototype, name as 'whoIs').mockImplementation(function (
      this: PersonObject,
      ...given: unknown[]
    ) {
      asked.push(name);
      return original.apply(this, given) as never;
    } as never);
  }
  return asked;
}

describe('I20 what a page shows of whoever looks at it', () => {
  afterEach(() => vi.restoreAllMocks());

  test('is you, your rooms and the room itself, for one question to your Person object', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const [room, other] = [newRoom(), newRoom()];
    await enter(room, 'Bo');
    await isIn(other, ana.auth);
    const asked = watchPersonCalls();
    const visit = await rooms.visit(room, ana.auth);
    expect(visit).toMatchObject({ you: { name: 'Ana', kind: 'claimed' }, rooms: [other] });
    expect(visit.glance).toHaveProperty('stretch');
    expect(asked.filter((name) => name !== 'whoIs')).toEqual(['whoVisits']);
  });

  test('of a guest leaves out the rooms, which their browser knows, and of nobody everything', async () => {
    const [ana, room] = [await guest('Ana'), newRoom()];
    await enter(room, ana);
    expect(await rooms.visit(room, ana)).toMatchObject({ you: ana.person, rooms: [] });
    const visit = await rooms.visit(room, {});
    expect(visit).toMatchObject({ rooms: [], glance: { stretch: {} } });
    expect(visit).not.toHaveProperty('you');
  });

  test('also where the room is not there for them', async () => {
    const ana = await guest('Ana');
    const visit = await rooms.visit(newRoom(), ana);
    expect(visit).toEqual({
      you: ana.person,
      rooms: [],
      states: [],
      glance: { denied: 'no-such-room' },
    });
    expect(await rooms.visit('No Name', ana)).toEqual({ rooms: [], glance: { denied: 'bad-room-name' } });
  });

  test('is not read by being looked at: pages are fetched ahead of a press', async () => {
    const [ana, room] = [await guest('Ana'), newRoom()];
    const bo = await enter(room, 'Bo');
    await rooms.post(room, ana, { id: idOf(1), after: 0, text: 'hi' });
    bo.says('two');
    await bo.hearsText('two');
    const { states } = await rooms.visit(room, ana);
    expect(states).toMatchObject([{ room, readUpTo: 1 }]);
    expect((await rooms.visit(room, ana)).states).toMatchObject([{ room, readUpTo: 1 }]);
  });

  test('in the lobby and about oneself is one question as well', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const asked = watchPersonCalls();
    await rooms.whoIs(ana.auth);
    expect(asked.filter((name) => name !== 'whoIs')).toEqual(['whoVisits']);
    await rooms.ownAccount(ana.auth);
    expect(asked.filter((name) => name !== 'whoIs')).toEqual(['whoVisits', 'account']);
  });
});
