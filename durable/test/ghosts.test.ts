import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import { heartbeat } from '../../protocol/limits.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { alarmOf } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { enter, guest, type Visitor, visit } from './visitor.ts';

// Only the room's own clock: what the runtime notes of pings goes by the real one.
let aheadMs = 0;
afterEach(() => {
  aheadMs = 0;
});
function pass(ms: number): void {
  const real = Date.now.bind(Date);
  if (!vi.isMockFunction(Date.now)) vi.spyOn(Date, 'now').mockImplementation(() => real() + aheadMs);
  aheadMs += ms;
}

const ring = (room: string) => runDurableObjectAlarm(env.ROOM.getByName(room));
const here = async (room: string) => {
  const glance = await exports.default.glance(room, {});
  return 'present' in glance ? glance.present.map(({ name }) => name) : glance;
};
/** As if this socket had pinged just now by the room's clock. */
const pings = (room: string, { person }: Visitor) =>
  runInDurableObject(env.ROOM.getByName(room), (_, state) => {
    for (const socket of state.getWebSockets()) {
      const attachment = socket.deserializeAttachment();
      if (attachment.person.id === person.id) {
        socket.serializeAttachment({ ...attachment, openedAt: Date.now() });
      }
    }
  }).then(() => evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' }));

describe('R5 a line that died without a close is given up once it was silent for 75 s', () => {
  test('everyone else hears that the person left, and the socket is closed', async () => {
    const room = newRoom();
    const [ana, ghost] = [await enter(room, 'Ana'), await enter(room, 'Ghost')];
    await ana.hears('arrived');
    pass(heartbeat.silentMs - 5_000);
    await pings(room, ana);
    pass(5_001);
    expect(await ring(room)).toBe(true);
    expect(await ana.hears('left')).toEqual({ t: 'left', person: ghost.person.id, here: 1 });
    expect(await ghost.closed).toEqual({
      code: closeCodes.silent.code,
      reason: closeSentences[closeCodes.silent.code],
    });
    expect(await here(room)).toEqual(['Ana']);
  });

  test('not before', async () => {
    const room = newRoom();
    const [ana] = [await enter(room, 'Ana'), await enter(room, 'Ghost')];
    pass(heartbeat.silentMs - 1_000);
    await ring(room);
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'left')).toEqual([]);
    expect(await here(room)).toEqual(['Ana', 'Ghost']);
  });

  test('a ping, which the room sleeps through, counts', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const bo = await enter(room, 'Bo');
    // Opened long ago; what the runtime has noted of the pings is from now.
    await runInDurableObject(env.ROOM.getByName(room), (_, state) => {
      for (const socket of state.getWebSockets()) {
        socket.serializeAttachment({ ...socket.deserializeAttachment(), openedAt: 0 });
      }
    });
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    ana.send('ping');
    await ana.hearsPong();
    await ring(room);
    expect((await bo.closed).code).toBe(closeCodes.silent.code);
    expect(await here(room)).toEqual(['Ana']);
  });

  test('whoever comes or looks before the alarm does not see the ghost', async () => {
    const room = newRoom();
    await enter(room, 'Ghost');
    pass(heartbeat.silentMs + 1);
    expect(await here(room)).toEqual([]);
    const ana = await enter(room, 'Ana');
    expect((await ana.hears('welcome')).present).toEqual([ana.as('guest')]);
  });

  test('a person who is back on another line never left', async () => {
    const room = newRoom();
    const [ana, who] = [await enter(room, 'Ana'), await guest('Bo')];
    await enter(room, who);
    await ana.hears('arrived');
    pass(heartbeat.silentMs - 5_000);
    await pings(room, ana);
    const back = await enter(room, who);
    pass(5_001);
    await ring(room);
    await back.isUpToDate();
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'arrived')).toHaveLength(1);
    expect(ana.events.filter(({ t }) => t === 'left')).toEqual([]);
  });

  test('a socket that never says hello is closed as well', async () => {
    const room = newRoom();
    const [ana, shy] = [await enter(room, 'Ana'), await visit(room, await guest('Shy'))];
    pass(heartbeat.silentMs + 1);
    shy.send({ t: 'hello', v: protocolVersion, since: 0 });
    expect(await shy.closed).toMatchObject({ code: closeCodes.noHello.code });
    expect(ana.events.filter(({ t }) => t === 'arrived')).toEqual([]);
  });
});

describe('R6 an alarm exists only while there is somebody to see someone go', () => {
  test('none for nobody, none for one, one for two', async () => {
    const room = newRoom();
    const shy = await visit(room, await guest('Shy'));
    expect(await alarmOf(room)).toBeNull();
    shy.send({ t: 'hello', v: protocolVersion, since: 0 });
    await shy.hears('welcome');
    expect(await alarmOf(room)).toBeNull();
    await enter(room, shy.guest);
    expect(await alarmOf(room)).toBeNull();
    const before = Date.now();
    await enter(room, 'Bo');
    const due = await alarmOf(room);
    expect(due).toBeGreaterThan(before);
    expect(due).toBeLessThanOrEqual(Date.now() + heartbeat.silentMs);
  });

  test('it is set anew while two are there, also by a room that slept, and not once one is left', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    const first = await alarmOf(room);
    pass(30_000);
    await pings(room, ana);
    await pings(room, bo);
    await ring(room);
    expect(await alarmOf(room)).toBeGreaterThan(first ?? 0);
    await bo.leaves();
    await ring(room);
    expect(await alarmOf(room)).toBeNull();
  });

  test('a room that slept does not set another', async () => {
    const room = newRoom();
    await enter(room, 'Ana');
    await enter(room, 'Bo');
    const first = await alarmOf(room);
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    pass(1_000);
    await enter(room, 'Cai');
    expect(await alarmOf(room)).toBe(first);
  });

  test('one that could not be set is set by the next who comes', async () => {
    const room = newRoom();
    await enter(room, 'Ana');
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
      vi.spyOn(storage, 'setAlarm').mockRejectedValueOnce(new Error('no alarm today'));
    });
    await enter(room, 'Bo');
    expect(await alarmOf(room)).toBeNull();
    expect(errors.mock.calls).toEqual([[expect.stringContaining('no alarm today')]]);
    await enter(room, 'Cai');
    expect(await alarmOf(room)).not.toBeNull();
  });

  test('and once it is set, coming asks the runtime nothing about it', async () => {
    const room = newRoom();
    await enter(room, 'Ana');
    await enter(room, 'Bo');
    const getAlarm = await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
      vi.spyOn(storage, 'getAlarm'),
    );
    await enter(room, 'Cai');
    expect(getAlarm).not.toHaveBeenCalled();
  });
});

describe('M19 a socket from a build that knew no roles', () => {
  test('is told of its person’s, once its room knows them', async () => {
    const [room, who] = [newRoom(), await guest('Ana')];
    const ana = await enter(room, who);
    const bo = await enter(room, 'Bo');
    ana.says('first');
    await bo.hearsText('first');
    await runInDurableObject(env.ROOM.getByName(room), (_, state) => {
      for (const socket of state.getWebSockets()) {
        const { person, is, openedAt } = socket.deserializeAttachment();
        const { kind, ...known } = person;
        socket.serializeAttachment({ person: { ...known, guest: kind === 'guest' }, is, openedAt });
      }
      // As the step before left it.
      const { sql } = state.storage;
      const later = [
        'settings',
        'members',
        'sanctions',
        'invites',
        'audit',
        'acts_ahead',
        'changes',
        'skeletons',
        'reactions',
        'pins',
        'earlier',
        'threads',
        'search_coverage',
      ];
      for (const table of later) sql.exec(`DROP TABLE ${table}`);
      sql.exec(`DROP INDEX people_by_skeleton; ALTER TABLE people DROP COLUMN skeleton;
        ALTER TABLE people DROP COLUMN face; ALTER TABLE people DROP COLUMN seen; ALTER TABLE messages DROP COLUMN removed_by;
        ALTER TABLE people DROP COLUMN kind; ALTER TABLE people ADD COLUMN guest INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE messages DROP COLUMN reactions; ALTER TABLE messages DROP COLUMN reply; DROP INDEX messages_by_thread;
        ALTER TABLE messages DROP COLUMN in_thread; ALTER TABLE messages DROP COLUMN also; ALTER TABLE messages DROP COLUMN thread; ALTER TABLE acts DROP COLUMN kind;
        ALTER TABLE acts RENAME TO changes;
        DELETE FROM migrations WHERE step >= 3`);
    });
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    await bo.isUpToDate();
    await bo.hears('arrived', ({ person }) => person.id === who.person.id && person.role === 'owner');
    const cai = await enter(room, 'Cai');
    expect((await cai.hears('welcome')).present).toEqual([ana.as('owner'), bo.as('guest'), cai.as('guest')]);
    await exports.default.act(room, who, { do: 'kick', whom: bo.person.id });
    expect((await bo.closed).code).toBe(closeCodes.kicked.code);
  });
});

describe('R5 a socket from an older build, which noted no time', () => {
  const forgetsTime = (room: string) =>
    runInDurableObject(env.ROOM.getByName(room), (_, state) => {
      for (const socket of state.getWebSockets()) {
        const { person, is } = socket.deserializeAttachment();
        socket.serializeAttachment({ person, is });
      }
    }).then(() => sleeps(room));
  const sleeps = (room: string) => evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });

  test('is there, and not thrown out', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    await forgetsTime(room);
    expect(await here(room)).toEqual(['Ana']);
    await enter(room, 'Bo');
    expect(await alarmOf(room)).not.toBeNull();
    await ring(room);
    await ana.isUpToDate();
    expect(await here(room)).toEqual(['Ana', 'Bo']);
  });

  test('is given up once it was silent for 75 s, however often the room slept', async () => {
    const room = newRoom();
    const ghost = await enter(room, 'Ghost');
    await forgetsTime(room);
    expect(await here(room)).toEqual(['Ghost']);
    pass(heartbeat.silentMs - 1_000);
    await sleeps(room);
    expect(await here(room)).toEqual(['Ghost']);
    pass(1_001);
    await sleeps(room);
    expect(await here(room)).toEqual([]);
    await enter(room, 'Ana');
    expect((await ghost.closed).code).toBe(closeCodes.silent.code);
  });
});
