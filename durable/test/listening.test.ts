import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { closeCodes, retryAfterReason } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, enter, type Guest, guest, upgrade, Visitor } from './visitor.ts';
import { isIn } from './who-and-where.ts';

const noOne: Guest = { person: { id: '', name: '', kind: 'guest' }, token: '' };

/** The socket of somebody without a name, before any hello. */
async function comes(room: string, headers: Record<string, string> = {}): Promise<Visitor> {
  const { webSocket } = await upgrade(room, headers, '?listen');
  if (!webSocket) throw new Error('The room did not open a socket.');
  return new Visitor(webSocket, noOne);
}

async function listens(room: string, headers: Record<string, string> = {}, since = 0): Promise<Visitor> {
  const visitor = await comes(room, headers);
  visitor.send({ t: 'hello', v: protocolVersion, since });
  await visitor.hears('welcome');
  return visitor;
}

const present = async (room: string) => {
  const glance = await exports.default.glance(room, {});
  return 'present' in glance ? glance.present.map(({ name }) => name) : glance;
};
const moves = ({ events }: Visitor) => events.filter(({ t }) => t === 'arrived' || t === 'left');

describe('R7 whoever has no name listens', () => {
  test('and hears what was said, what is said and who comes, also after the room slept', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    ana.says('before');
    await ana.hearsText('before');
    const listener = await listens(room);
    const { you, present: here, messages, settings } = await listener.hears('welcome');
    expect([you, here.map(({ name }) => name), messages.map(({ text }) => text)]).toEqual([
      undefined,
      ['Ana'],
      ['before'],
    ]);
    expect(settings.visibility).toBe('unlisted');
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    ana.says('after');
    await listener.hearsText('after');
    const bo = await enter(room, 'Bo');
    await listener.hears('arrived', ({ person }) => person.name === 'Bo');
    await bo.leaves();
    await listener.hears('left');
  });

  test('and is nobody there: no one hears of it, and whoever looks sees nobody', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const listener = await listens(room);
    await listener.leaves();
    await listens(room);
    await ana.isUpToDate();
    expect(moves(ana)).toEqual([]);
    expect(await present(room)).toEqual(['Ana']);
    // Nor is a name taken by it.
    await enter(room, 'Bo');
  });

  test('also with a name that is somebody else’s there, and as nobody even with one that is not', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    for (const name of ['Ana', 'Bo']) {
      const listener = await listens(room, cookieOf((await guest(name)).token));
      expect((await listener.hears('welcome')).you).toBeUndefined();
    }
    expect(await present(room)).toEqual(['Ana']);
    await ana.isUpToDate();
    expect(moves(ana)).toEqual([]);
  });

  test('in a private room, whoever is a member and has come by a name that is another’s', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const bo = await enter(room, 'Bo');
    bo.says('hello');
    await bo.hearsText('hello');
    await exports.default.act(room, ana.guest, { do: 'settings', visibility: 'private' });
    await bo.leaves();
    const renamed = await guest('Ana', bo.guest.token);
    const listener = await listens(room, cookieOf(renamed.token));
    ana.says('for members');
    await listener.hearsText('for members');
    // And is put out like any other.
    await exports.default.act(room, ana.guest, { do: 'kick', whom: bo.person.id });
    expect((await listener.closed).code).toBe(closeCodes.kicked.code);
  });

  test('no longer than their person may be there, or is signed in', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const [bo, cy] = [await guest('Bo'), await guest('Cy')];
    await isIn(room, cy);
    const banned = await listens(room, cookieOf(bo.token));
    const signedOut = await listens(room, cookieOf(cy.token));
    await exports.default.post(room, bo, { id: 'id-00000000002', text: 'spam', after: 0 });
    await exports.default.act(room, ana.guest, { do: 'ban', whom: bo.person.id });
    expect((await banned.closed).code).toBe(closeCodes.banned.code);
    await exports.default.signOut(cy, false);
    expect((await signedOut.closed).code).toBe(closeCodes.signedOut.code);
  });

  test('and reads older pages', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    for (const text of ['one', 'two', 'three']) ana.says(text);
    await ana.hearsText('three');
    const listener = await listens(room);
    listener.send({ t: 'page', before: 3 });
    expect((await listener.hears('paged')).messages.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  test.each([
    { t: 'say', id: 'id-00000000000', text: 'hello', after: 0 },
    { t: 'delete', id: 'id-00000000000', message: { seq: 1, id: 'id-00000000001' }, after: 0 },
    { t: 'cancel', id: 'id-00000000000' },
  ])('and has no $t: its socket is closed as that of whoever gave no name', async (act) => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const listener = await listens(room);
    listener.send(act);
    expect((await listener.closed).code).toBe(closeCodes.noName.code);
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'said')).toEqual([]);
  });

  test('and says hello first, and once', async () => {
    const room = newRoom();
    await enter(room, 'Ana');
    const early = await comes(room);
    early.send({ t: 'page', before: 1 });
    expect((await early.closed).code).toBe(closeCodes.beforeHello.code);
    const twice = await listens(room);
    twice.send({ t: 'hello', v: protocolVersion, since: 0 });
    expect((await twice.closed).code).toBe(closeCodes.helloTwice.code);
  });

  test('not where there is no room, nor in a private one, nor in one that becomes private', async () => {
    expect((await (await comes(newRoom())).closed).code).toBe(closeCodes.noRoom.code);
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const listener = await listens(room);
    await exports.default.act(room, ana.guest, { do: 'settings', visibility: 'private' });
    expect((await listener.closed).code).toBe(closeCodes.noRoom.code);
    expect((await (await comes(room)).closed).code).toBe(closeCodes.noRoom.code);
  });

  test('not from an address that is banned', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const from = { 'cf-connecting-ip': '203.0.113.90' };
    const listener = await listens(room, from);
    const bo = { token: (await guest('Bo')).token, address: '203.0.113.90' };
    await exports.default.post(room, bo, { id: 'id-00000000002', text: 'spam', after: 0 });
    const { message } = await ana.hears('said');
    await exports.default.act(room, ana.guest, { do: 'ban', whom: message.by.id, address: true });
    expect((await listener.closed).code).toBe(closeCodes.banned.code);
    expect((await (await comes(room, from)).closed).code).toBe(closeCodes.banned.code);
  });

  test(`with ${limits.listenersOfOne} sockets from one address at most`, async () => {
    const room = newRoom();
    await enter(room, 'Ana');
    const from = { 'cf-connecting-ip': '203.0.113.91' };
    const open: Visitor[] = [];
    for (let i = 0; i < limits.listenersOfOne; i += 1) open.push(await listens(room, from));
    expect(await (await comes(room, from)).closed).toEqual({
      code: closeCodes.overloaded.code,
      reason: retryAfterReason(60),
    });
    await listens(room, { 'cf-connecting-ip': '203.0.113.92' });
    await open[0]?.leaves();
    await listens(room, from);
  });
});
