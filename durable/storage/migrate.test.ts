import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { ana, fill, idOf } from '../test/history-rules.ts';
import { tablesOf } from '../test/looking-inside.ts';
import { newRoom } from '../test/new-room.ts';
import { migrate, stepsDone } from './migrate.ts';
import { migrations } from './migrations.ts';
import { SqliteHistory } from './sqlite-history.ts';

const inStorage = (look: (storage: DurableObjectStorage) => void) =>
  runInDurableObject(env.ROOM.getByName(newRoom()), (_, { storage }) => look(storage));

const one = 'CREATE TABLE one (n INTEGER); INSERT INTO one VALUES (1);';
const two = 'CREATE TABLE two (n INTEGER); INSERT INTO one VALUES (2);';
const broken = 'CREATE TABLE three (n INTEGER); INSERT INTO nowhere VALUES (3);';
const ones = (sql: SqlStorage) =>
  sql
    .exec('SELECT n FROM one ORDER BY n')
    .toArray()
    .map(({ n }) => n);

describe('H14 migrations run once, in order', () => {
  test('all of a step, and no step twice', () =>
    inStorage((storage) => {
      expect(stepsDone(storage.sql)).toBe(0);
      migrate(storage, [one, two]);
      migrate(storage, [one, two]);
      expect(ones(storage.sql)).toEqual([1, 2]);
      expect(stepsDone(storage.sql)).toBe(2);
    }));

  test('a storage that saw some gets the rest', () =>
    inStorage((storage) => {
      migrate(storage, [one]);
      expect(ones(storage.sql)).toEqual([1]);
      migrate(storage, [one, two]);
      expect(ones(storage.sql)).toEqual([1, 2]);
    }));

  test('a storage that saw more than this code knows is left alone', () =>
    inStorage((storage) => {
      migrate(storage, [one, two]);
      migrate(storage, [one]);
      expect(stepsDone(storage.sql)).toBe(2);
    }));
});

describe('H15 a migration that fails leaves everything as it was', () => {
  test('in a new storage', () =>
    inStorage((storage) => {
      expect(() => migrate(storage, [one, broken])).toThrow('nowhere');
      expect(tablesOf(storage.sql)).toEqual([]);
    }));

  test('in a storage that saw an earlier step, which can be tried again', () =>
    inStorage((storage) => {
      migrate(storage, [one]);
      expect(() => migrate(storage, [one, two, broken])).toThrow('nowhere');
      expect(tablesOf(storage.sql)).not.toContain('two');
      expect(stepsDone(storage.sql)).toBe(1);
      migrate(storage, [one, two]);
      expect(ones(storage.sql)).toEqual([1, 2]);
    }));
});

// Released steps are never edited: a room may sleep at any of them for years.
describe('H16 a room filled at every earlier step reads the same after all of them', () => {
  test.each(migrations.map((_, i) => i + 1))('step %d', (step) =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, step));
      storage.sql.exec('INSERT INTO people (id, name, guest) VALUES (?, ?, 1)', ana.id, ana.name);
      storage.sql.exec(
        "INSERT INTO messages (seq, id, person, text, at) VALUES (1, ?, ?, 'old', 7)",
        idOf(1),
        ana.id,
      );
      const history = new SqliteHistory(storage);
      expect(history.after(0, 10)).toEqual([{ seq: 1, id: idOf(1), by: ana, text: 'old', at: 7 }]);
      expect(fill(history, 1)).toMatchObject([{ seq: 2 }]);
    }),
  );
});
