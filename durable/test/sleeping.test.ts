import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { protocolVersion } from '../../protocol/version.ts';
import { kept, watchWaking } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { enter, guest, visit } from './visitor.ts';

const sleep = (room: string) => evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });

describe('Z1 a room that slept goes on as if it had not', () => {
  test('the next message reaches everyone, under its author’s name and in its place', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    ana.says('before');
    await bo.hearsText('before');
    const woken = watchWaking();
    await sleep(room);
    bo.says('after');
    expect(await ana.hearsText('after')).toMatchObject({ seq: 2, by: bo.person });
    await bo.hearsText('after');
    expect(woken()).toBe(1);
    expect((await kept(room)).map(({ text }) => text)).toEqual(['before', 'after']);
  });

  test('it knows who is present, who leaves, and who has not said hello', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    const shy = await visit(room, await guest('Shy'));
    await sleep(room);
    const cai = await enter(room, 'Cai');
    expect((await cai.hears('welcome')).present).toEqual([ana.as('owner'), bo.as('guest'), cai.as('guest')]);
    await sleep(room);
    await bo.leaves();
    await ana.hears('left', ({ person }) => person === bo.person.id);
    await sleep(room);
    shy.says('too early');
    expect(await shy.closed).toMatchObject({ code: 4003 });
    ana.says('still here');
    await cai.hearsText('still here');
  });

  test('a resend and a return over the sleep are still recognised', async () => {
    const room = newRoom();
    const who = await guest('Ana');
    const ana = await enter(room, who);
    const id = ana.says('hi');
    await ana.hearsText('hi');
    await sleep(room);
    ana.says('hi', { id });
    await ana.isUpToDate();
    expect(await kept(room)).toHaveLength(1);
    await sleep(room);
    const back = await enter(room, who, 1);
    expect(await back.hears('welcome')).toMatchObject({ after: 1, upTo: 1, messages: [] });
  });

  test('a second hello is still the second', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    await sleep(room);
    ana.send({ t: 'hello', v: protocolVersion, since: 0 });
    expect(await ana.closed).toMatchObject({ code: 4004 });
  });

  test('an empty room sleeps and wakes', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    await sleep(room);
    ana.says('first');
    expect(await bo.hearsText('first')).toMatchObject({ seq: 1 });
  });
});

describe('Z2 a ping is answered without waking the room', () => {
  test('while it sleeps, and before any hello', async () => {
    const room = newRoom();
    const [ana, shy] = [await enter(room, 'Ana'), await visit(room, await guest('Shy'))];
    const woken = watchWaking();
    await sleep(room);
    ana.send('ping');
    shy.send('ping');
    await ana.hearsPong();
    await shy.hearsPong();
    expect(woken()).toBe(0);
    ana.says('awake');
    await ana.hearsText('awake');
    expect(woken()).toBe(1);
  });
});

describe('Z3 a close is answered with a close', () => {
  test.each([1000, 1001, 3000, 4321])('with the same code, %d', async (code) => {
    const ana = await enter(newRoom(), 'Ana');
    expect((await ana.leaves(code, 'bye')).code).toBe(code);
  });

  test('while the room sleeps', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    await sleep(room);
    expect((await ana.leaves()).code).toBe(1000);
    await bo.hears('left');
  });

  // A peer of another make may send a code that the runtime refuses to send back.
  test.each([0, 999, 1004, 1005, 1006, 1015, 5000])(
    'and %d, which nobody may send, with 1000',
    async (code) => {
      const room = newRoom();
      const ana = await enter(room, 'Ana');
      await runInDurableObject(env.ROOM.getByName(room), (object, state) => {
        const [socket] = state.getWebSockets();
        if (socket) object.webSocketClose(socket, code);
      });
      expect((await ana.closed).code).toBe(1000);
    },
  );
});

describe('Z4 a socket that is gone keeps the words from nobody else', () => {
  test('not even when sending to it throws', async () => {
    const say = JSON.stringify({ t: 'say', id: 'abcdefghij', text: 'anyone?', after: 0 });
    const room = newRoom();
    const [ana, bo, cai] = [await enter(room, 'Ana'), await enter(room, 'Bo'), await enter(room, 'Cai')];
    // Within one turn, so that the room still counts Bo among those who hear.
    await runInDurableObject(env.ROOM.getByName(room), (object, state) => {
      const [, bos, anas] = state.getWebSockets();
      bos?.close(1000, '');
      if (anas) object.webSocketMessage(anas, say);
    });
    await bo.closed;
    await ana.hearsText('anyone?');
    await cai.hearsText('anyone?');
  });
});
