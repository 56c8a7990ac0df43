import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { firstSettings } from '../../protocol/settings.ts';
import { ana, fill } from '../test/history-rules.ts';
import { tables, tablesOf } from '../test/looking-inside.ts';
import { newRoom } from '../test/new-room.ts';
import { guest } from '../test/visitor.ts';
import { foundIn, roomIn } from './sqlite-room.ts';

const inStorage = (look: (storage: DurableObjectStorage) => void) =>
  runInDurableObject(env.ROOM.getByName(newRoom()), (_, { storage }) => look(storage));
const now = () => 7_000;
const founding = { room: 'bench', settings: firstSettings, by: ana };

describe('H11 asking at an address at which nobody made a room creates nothing', () => {
  test('whatever is asked', async () => {
    const [room, who] = [newRoom(), await guest('Ana')];
    const absent = { denied: 'no-such-room' };
    expect(await exports.default.glance(room, who)).toEqual(absent);
    expect(await exports.default.glance(room, who, 3)).toEqual(absent);
    expect(await exports.default.post(room, who, { id: 'message-01', text: 'hi', after: 0 })).toEqual(absent);
    expect(await exports.default.act(room, who, { do: 'leave' })).toEqual(absent);
    expect(await exports.default.overview(room, who)).toEqual(absent);
    expect(await exports.default.audit(room, who)).toEqual(absent);
    expect(await exports.default.invitation(room, who, 'token')).toEqual({ denied: 'no-such-invite' });
    expect(await exports.default.accept(room, who, 'token')).toEqual({ denied: 'no-such-invite' });
    const object = env.ROOM.getByName(room);
    await object.rename(who.person);
    await object.endSessions(who.person.id, { before: 5 });
    expect(await object.wordsOf(who.person.id, 0, 10)).toEqual([]);
    expect(await object.recordOf(who.person.id)).toEqual({});
    expect(await object.auditAbout(who.person.id, undefined, 10)).toEqual([]);
    expect(await object.forget(who.person.id, 'remove', 0)).toBeUndefined();
    expect(await tables(room)).toEqual([]);
  });
});

describe('H24 a room that cannot be written leaves nothing behind', () => {
  // Any statement of it may be the one for which the disk has no room.
  const failOn = (sql: SqlStorage, start: string) => {
    const exec: SqlStorage['exec'] = Object.getPrototypeOf(sql).exec;
    vi.spyOn(Object.getPrototypeOf(sql) as SqlStorage, 'exec').mockImplementation(function (
      this: SqlStorage,
      query,
      ...bindings
    ) {
      if (query.startsWith(start)) throw new Error('the disk is full');
      return exec.call(this, query, ...bindings);
    } as typeof exec);
  };

  test.each([
    'INSERT INTO migrations',
    'INSERT INTO people',
    'INSERT INTO audit',
    'INSERT OR REPLACE INTO settings',
    'INSERT OR REPLACE INTO members',
  ])('when %s fails, and the next try makes it', (start) =>
    inStorage((storage) => {
      failOn(storage.sql, start);
      expect(() => foundIn(storage, now, founding)).toThrow('the disk is full');
      vi.restoreAllMocks();
      expect(tablesOf(storage.sql)).toEqual([]);
      expect(roomIn(storage, now)).toBeUndefined();
      const opened = foundIn(storage, now, founding);
      expect(fill(opened.history, 1)).toMatchObject([{ seq: 1 }]);
      expect(roomIn(storage, now)?.settings).toEqual(firstSettings);
    }),
  );
});

describe('M9 an act and its entry in the audit are written together', () => {
  test('and what failed half way is as if it had never been tried', () =>
    inStorage((storage) => {
      const opened = foundIn(storage, now, founding);
      const [message] = fill(opened.history, 3);
      if (!message) return expect.unreachable();
      storage.sql.exec('DROP TABLE changes');
      const moderator = { ...ana, id: 'moderator-1' };
      opened.store.people.note(moderator, 1);
      opened.store.members.set(moderator.id, 'moderator', 1);
      expect(() => opened.messages.remove(moderator, message, 'removal-001', 'rude')).toThrow('changes');
      expect(opened.history.at(1)).toEqual(message);
      expect(opened.history.head()).toBe(3);
      expect(opened.store.audit.page(undefined, 10).entries.map(({ action }) => action)).toEqual(['made']);
    }));
});
