import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { ana, fill } from '../test/history-rules.ts';
import { newRoom } from '../test/new-room.ts';
import { booksRules, type WithStore } from '../test/store-rules.ts';
import { SqliteHistory } from './sqlite-history.ts';
import { sqliteStore } from './sqlite-store.ts';

const withStore: WithStore = (look) =>
  runInDurableObject(env.ROOM.getByName(newRoom()), (_, { storage }) =>
    look(sqliteStore(storage, new SqliteHistory(storage))),
  );

describe('in SQLite', () => {
  booksRules(withStore);
});

describe('M9 what is done together is done together', () => {
  test('or not at all, and the next word takes the place that is free', () =>
    runInDurableObject(env.ROOM.getByName(newRoom()), (_, { storage }) => {
      const history = new SqliteHistory(storage);
      const store = sqliteStore(storage, history);
      fill(history, 2);
      const fails = () =>
        store.atomically(() => {
          store.members.set(ana.id, 'owner', 1);
          fill(history, 3);
          throw new Error('half way');
        });
      expect(fails).toThrow('half way');
      expect(store.members.roleOf(ana.id)).toBe('guest');
      expect(history.head()).toBe(2);
      expect(fill(history, 1)).toMatchObject([{ seq: 3 }]);
    }));
});
