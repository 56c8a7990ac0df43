import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import { PersonObject } from '../person/person-object.ts';
import { SqlitePeople } from '../storage/sqlite-people.ts';
import { Browser } from './browser.ts';
import { idOf } from './history-rules.ts';
import { kept } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { enter, guest, type Visitor } from './visitor.ts';
import { accountOf, keptOf } from './who-and-where.ts';

const rooms = exports.default;

async function twoInARoom() {
  const room = newRoom();
  const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
  return { room, ana, bo, isNoted: async () => 'rooms' in (await keptOf(bo.person.id)) };
}

/** From now on Person objects answer only once the returned function lets them. */
function holdPersons(): () => void {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  const { enter: real } = PersonObject.prototype;
  vi.spyOn(PersonObject.prototype, 'enter').mockImplementation(async function (this: PersonObject, ...asked) {
    await held;
    return real.apply(this, asked);
  });
  return go;
}

const texts = ({ events }: Visitor) => events.flatMap((e) => (e.t === 'said' ? [e.message.text] : []));

describe('I4 that a guest has been in a room is written down before they leave a trace there', () => {
  test('not for coming, listening, looking, or going', async () => {
    const { room, bo, isNoted } = await twoInARoom();
    await rooms.glance(room, bo.guest);
    await bo.isUpToDate();
    await bo.leaves();
    expect(await isNoted()).toBe(false);
  });

  test('nobody is even asked who they are when they come, and once they have left one, once', async () => {
    const { room, ana, bo } = await twoInARoom();
    const asked = vi.spyOn(PersonObject.prototype, 'arrive');
    const cy = await enter(room, 'Cy');
    await enter(room, cy.guest);
    expect(asked).not.toHaveBeenCalled();
    bo.says('hello');
    await ana.hearsText('hello');
    await enter(room, bo.guest);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('whoever comes otherwise than they are known there by an open line is asked for', async () => {
    const browser = await Browser.ofGuest('Cy');
    const old = { person: await browser.person(), token: browser.token };
    const { room, ana } = await twoInARoom();
    await browser.keepsTheName();
    await enter(room, { person: await browser.person(), token: browser.token });
    // The session of the guest has gone on in another one.
    await expect(enter(room, old)).rejects.toThrow('4010');
    await ana.isUpToDate();
    const seen = ana.events.flatMap((e) =>
      e.t === 'arrived' && e.person.name === 'Cy' ? [e.person.kind] : [],
    );
    expect(seen).toEqual(['claimed']);
  });

  test('their first words wait for it, in order, and nothing else does', async () => {
    const { ana, bo, isNoted } = await twoInARoom();
    const letGo = holdPersons();
    const words = ['one', 'two', 'three'];
    for (const text of words) bo.says(text);
    await bo.isUpToDate();
    ana.says('meanwhile');
    await bo.hearsText('meanwhile');
    expect(await isNoted()).toBe(false);
    letGo();
    await ana.hearsText('three');
    expect(texts(ana)).toEqual(['meanwhile', ...words]);
    expect(await isNoted()).toBe(true);
  });

  test('it is asked once', async () => {
    const { ana, bo } = await twoInARoom();
    const asked = vi.spyOn(PersonObject.prototype, 'enter');
    for (const text of ['one', 'two', 'three']) {
      bo.says(text);
      await ana.hearsText(text);
    }
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('whoever goes meanwhile has said nothing', async () => {
    const { room, ana, bo, isNoted } = await twoInARoom();
    const letGo = holdPersons();
    bo.says('never mind');
    await bo.isUpToDate();
    await bo.leaves();
    letGo();
    // Once that is written down, what waited for it has been said, or never will be.
    await vi.waitFor(async () => expect(await isNoted()).toBe(true));
    await ana.isUpToDate();
    expect(await kept(room)).toEqual([]);
  });

  test('a broken object closes the line of whoever would speak, who comes back and says it again, once', async () => {
    const { room, ana, bo } = await twoInARoom();
    vi.spyOn(PersonObject.prototype, 'enter').mockRejectedValueOnce(new Error('The object is gone.'));
    bo.says('again', { id: idOf(1) });
    expect((await bo.closed).code).toBe(closeCodes.fault.code);
    const back = await enter(room, bo.guest);
    for (let n = 0; n < 2; n += 1) back.says('again', { id: idOf(1) });
    await ana.hearsText('again');
    await back.isUpToDate();
    expect((await kept(room)).map(({ text }) => text)).toEqual(['again']);
  });

  test('more than a person may say at once does not wait in memory', async () => {
    letEverybodyHurry();
    const { bo } = await twoInARoom();
    const letGo = holdPersons();
    for (let n = 0; n <= limits.refusalsInARow; n += 1) bo.says(`number ${n}`);
    expect((await bo.closed).code).toBe(closeCodes.tooFast.code);
    letGo();
  });

  test('nor does anything that is done to them come before it, and it comes also when that fails', async () => {
    const { room, ana, bo, isNoted } = await twoInARoom();
    const cy = await enter(room, 'Cy');
    await rooms.act(room, cy.guest, { do: 'mute', whom: bo.person.id, forS: 60 });
    expect(await isNoted(), 'by somebody who may not').toBe(false);
    await rooms.act(room, ana.guest, { do: 'mute', whom: bo.person.id, forS: 60 });
    expect(await isNoted()).toBe(true);
    vi.spyOn(PersonObject.prototype, 'enter').mockImplementation(async () => {
      throw new Error('The object is gone.');
    });
    const acted = rooms.act(room, ana.guest, { do: 'ban', whom: cy.person.id }).catch(() => {});
    expect((await cy.closed).code).toBe(closeCodes.banned.code);
    await acted;
  });

  test('the name of whoever may not write is kept once it is', async () => {
    const { room, ana } = await twoInARoom();
    await rooms.act(room, ana.guest, { do: 'settings', locked: true });
    const cy = await enter(room, 'Cy');
    await cy.leaves();
    const known = () =>
      runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
        new SqlitePeople(storage.sql).known(cy.person.id),
      );
    await vi.waitFor(async () => expect(await known()).toMatchObject({ name: 'Cy' }));
    expect(await keptOf(cy.person.id)).toHaveProperty('rooms');
  });
});

describe('I4 a room that does not let somebody in is not written down as one they have been in', () => {
  test('of somebody with a passkey, who is kept in mind otherwise', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const [hidden, open] = [newRoom(), newRoom()];
    await rooms.open(hidden, await guest('Bo'), { visibility: 'private' });
    await rooms.open(open, await guest('Bo'), {});
    const there = async () => ((await accountOf(ana.auth))?.rooms ?? []).map(({ room }) => room);
    const auth = { person: await ana.person(), token: ana.token };
    await expect(enter(hidden, auth)).rejects.toThrow('4013');
    expect(await there()).toEqual([]);
    await enter(open, auth);
    expect(await there()).toEqual([open]);
  });
});

describe('D5 whoever left no trace, and has signed out meanwhile', () => {
  test('says nothing any more', async () => {
    const { room, ana, bo } = await twoInARoom();
    await rooms.signOut(bo.guest, false);
    bo.says('too late');
    expect((await bo.closed).code).toBe(closeCodes.signedOut.code);
    await ana.isUpToDate();
    expect(await kept(room)).toEqual([]);
  });

  test('I8 whoever kept their name meanwhile speaks by it', async () => {
    const browser = await Browser.ofGuest('Bo');
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const bo = await enter(room, { person: await browser.person(), token: browser.token });
    await browser.keepsTheName();
    bo.says('still me');
    expect((await ana.hearsText('still me')).by).toMatchObject({ name: 'Bo', kind: 'claimed' });
    await rooms.signOut(browser.auth, false);
    expect((await bo.closed).code).toBe(closeCodes.signedOut.code);
  });
});
