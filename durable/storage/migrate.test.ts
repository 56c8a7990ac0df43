import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import type { Person } from '../../protocol/message.ts';
import { firstSettings } from '../../protocol/settings.ts';
import { ana, bo, fill, idOf } from '../test/history-rules.ts';
import { tablesOf } from '../test/looking-inside.ts';
import { newRoom } from '../test/new-room.ts';
import { migrate, stepsDone } from './migrate.ts';
import { migrations } from './migrations.ts';
import { SqliteHistory } from './sqlite-history.ts';
import { foundIn, houseIn } from './sqlite-house.ts';

const dayMs = 24 * 60 * 60 * 1000;

const inStorage = (look: (storage: DurableObjectStorage) => void) =>
  runInDurableObject(env.ROOM.getByName(newRoom()), (_, { storage }) => look(storage));

const one = 'CREATE TABLE one (n INTEGER); INSERT INTO one VALUES (1);';
const two = 'CREATE TABLE two (n INTEGER); INSERT INTO one VALUES (2);';
const broken = 'CREATE TABLE three (n INTEGER); INSERT INTO nowhere VALUES (3);';
const noNames = { isInUse: () => false };
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
  const earlier = migrations.slice(0, -1).map((_, i) => i + 1);
  // Rooms had neither owners nor settings.
  const beforeBooks = earlier.filter((step) => step < 3);
  const said = (storage: DurableObjectStorage, seq: number, by: Person, at: number) => {
    const { sql } = storage;
    sql.exec(
      'INSERT OR IGNORE INTO people (id, name, guest) VALUES (?, ?, ?)',
      by.id,
      by.name,
      Number(by.guest),
    );
    sql.exec(
      "INSERT INTO messages (seq, id, person, text, at) VALUES (?, ?, ?, 'old', ?)",
      seq,
      idOf(seq),
      by.id,
      at,
    );
  };
  const now = () => 100 * dayMs;

  test.each(earlier)('step %d: its words', (step) =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, step));
      said(storage, 1, ana, 7);
      const history = new SqliteHistory(storage);
      expect(history.after(0, 10)).toEqual([{ seq: 1, id: idOf(1), by: ana, text: 'old', at: 7 }]);
      expect(fill(history, 1)).toMatchObject([{ seq: 2 }]);
    }),
  );

  test.each(beforeBooks)('step %d: it is unlisted, and whoever said its first message owns it', (step) =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, step));
      said(storage, 1, bo, 95 * dayMs);
      said(storage, 2, ana, 10 * dayMs);
      said(storage, 3, ana, 60 * dayMs);
      const house = houseIn(storage, now);
      expect(house?.settings).toEqual(firstSettings);
      expect(house?.books.members.all()).toEqual([{ person: bo, role: 'owner', since: 95 * dayMs }]);
      expect(house?.door({})).toEqual({ role: 'guest' });
      expect(house?.books.audit.page(undefined, 5)).toEqual({ entries: [], more: false });
    }),
  );

  test.each(beforeBooks)('step %d: names are kept for those who spoke lately enough', (step) =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, step));
      said(storage, 1, { ...ana, id: 'long-ago-00', name: 'Cai' }, 60 * dayMs);
      said(storage, 2, ana, 60 * dayMs);
      said(storage, 3, ana, 75 * dayMs);
      said(storage, 4, bo, 1);
      const house = houseIn(storage, now);
      const trouble = (name: string) =>
        house?.troubleWithName({ id: 'somebody-00', name, guest: true }, noNames);
      expect([trouble('АNA'), trouble('Bo'), trouble('Cai')]).toEqual([
        'name-taken',
        'name-taken',
        undefined,
      ]);
    }),
  );

  test('A1 step 3: names are compared by the rule of today', () =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, 3));
      foundIn(storage, now, { room: 'bench', settings: firstSettings, by: { ...bo, name: 'İrem' } });
      storage.sql.exec("UPDATE people SET skeleton = 'i\u0307rem'");
      storage.sql.exec('DROP TABLE acts_ahead; DELETE FROM migrations WHERE step > 3');
      const house = houseIn(storage, now);
      const trouble = house?.troubleWithName({ id: 'somebody-00', name: 'Irem', guest: true }, noNames);
      expect(trouble).toBe('name-taken');
    }));

  test.each(earlier)('step %d: one in which nothing was said is nobody’s yet', (step) =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, step));
      expect(houseIn(storage, now)).toBeUndefined();
      const house = foundIn(storage, now, { room: 'bench', settings: firstSettings, by: bo });
      expect(house.books.members.roleOf(bo.id)).toBe('owner');
      expect(houseIn(storage, now)?.books.settings.read()?.room).toBe('bench');
    }),
  );
});
