import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import type { Person } from '../../protocol/message.ts';
import { firstSettings } from '../../protocol/settings.ts';
import { ana, bo, fill, idOf } from '../test/history-rules.ts';
import { tablesOf } from '../test/looking-inside.ts';
import { newRoom } from '../test/new-room.ts';
import { migrate, stepsDone } from './migrate.ts';
import { leastReader, migrations } from './migrations.ts';
import { SqliteHistory } from './sqlite-history.ts';
import { foundIn, roomIn } from './sqlite-room.ts';

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
  // As rooms wrote it then: by step 6 a person is of a kind, and acts have a table of their own.
  const hasActs = ({ sql }: DurableObjectStorage) => stepsDone(sql) >= 6;
  const said = (storage: DurableObjectStorage, seq: number, by: Person, at: number) => {
    const { sql } = storage;
    const [column, value] = hasActs(storage) ? ['kind', by.kind] : ['guest', Number(by.kind === 'guest')];
    sql.exec(`INSERT OR IGNORE INTO people (id, name, ${column}) VALUES (?, ?, ?)`, by.id, by.name, value);
    const say = "INSERT INTO messages (seq, id, person, text, at) VALUES (?, ?, ?, 'old', ?)";
    sql.exec(say, seq, idOf(seq), by.id, at);
  };
  const changed = (storage: DurableObjectStorage, seq: number, of: number, by: Person) => {
    const { sql } = storage;
    const acts = hasActs(storage) ? 'acts' : 'changes';
    sql.exec(`INSERT INTO ${acts} (seq, id, person, message) VALUES (?, ?, ?, ?)`, seq, idOf(seq), by.id, of);
    if (!hasActs(storage)) return;
    sql.exec("INSERT OR REPLACE INTO changes (message, kind, seq) VALUES (?, 'text', ?)", of, seq);
  };
  const edited = (storage: DurableObjectStorage, seq: number, of: number, by: Person) => {
    const edit = "UPDATE messages SET text = 'edited', edited_at = 9, changed = ? WHERE seq = ?";
    storage.sql.exec(edit, seq, of);
    changed(storage, seq, of, by);
  };
  const deleted = (storage: DurableObjectStorage, seq: number, of: number, by: Person) => {
    storage.sql.exec("UPDATE messages SET text = '', deleted = 1, changed = ? WHERE seq = ?", seq, of);
    changed(storage, seq, of, by);
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

  test.each(earlier.filter((step) => step >= 2))(
    'H22 step %d: its changes, each once, and what was resent',
    (step) =>
      inStorage((storage) => {
        migrate(storage, migrations.slice(0, step));
        for (const seq of [1, 2]) said(storage, seq, ana, 7);
        edited(storage, 3, 1, ana);
        edited(storage, 4, 1, ana);
        deleted(storage, 5, 2, bo);
        const history = new SqliteHistory(storage);
        expect(history.head()).toBe(5);
        expect(history.changesAfter(2, 10)?.map(({ message }) => message)).toEqual([1, 2]);
        expect(history.changesAfter(4, 10)).toEqual([{ message: 2, kinds: ['text'] }]);
        expect(history.at(1)).toMatchObject({ text: 'edited', changed: 4, by: ana });
        expect(history.changedBy(idOf(3), ana.id, 2)).toMatchObject({ seq: 1, changed: 4 });
        expect([3, 4, 5].map((seq) => history.actAt(seq))).toEqual([3, 4, 5].map(idOf));
      }),
  );

  test.each(earlier)('step %d: who is a guest, and who is not', (step) =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, step));
      said(storage, 1, ana, 7);
      said(storage, 2, bo, 7);
      const history = new SqliteHistory(storage);
      expect([1, 2].map((seq) => history.at(seq)?.by.kind)).toEqual(['guest', 'claimed']);
    }),
  );

  test.each(beforeBooks)('step %d: it is unlisted, and whoever said its first message owns it', (step) =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, step));
      said(storage, 1, bo, 95 * dayMs);
      said(storage, 2, ana, 10 * dayMs);
      said(storage, 3, ana, 60 * dayMs);
      const opened = roomIn(storage, now);
      expect(opened?.settings).toEqual(firstSettings);
      expect(opened?.store.members.all()).toEqual([{ person: bo, role: 'owner', since: 95 * dayMs }]);
      expect(opened?.access({})).toEqual({ role: 'guest' });
      expect(opened?.store.audit.page(undefined, 5)).toEqual({ entries: [], more: false });
    }),
  );

  test.each(beforeBooks)('step %d: names are kept for those who spoke lately enough', (step) =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, step));
      said(storage, 1, { ...ana, id: 'long-ago-00', name: 'Cai' }, 60 * dayMs);
      said(storage, 2, ana, 60 * dayMs);
      said(storage, 3, ana, 75 * dayMs);
      said(storage, 4, bo, 1);
      const opened = roomIn(storage, now);
      const trouble = (name: string) =>
        opened?.troubleWithName({ id: 'somebody-00', name, kind: 'guest' }, noNames);
      expect([trouble('АNA'), trouble('Bo'), trouble('Cai')]).toEqual([
        'name-taken',
        'name-taken',
        undefined,
      ]);
    }),
  );

  test('A1 one whose names were compared in another way compares them anew, once', () =>
    inStorage((storage) => {
      foundIn(storage, now, { room: 'bench', settings: firstSettings, by: { ...bo, name: 'İrem' } });
      const { sql } = storage;
      const trouble = () =>
        roomIn(storage, now)?.troubleWithName({ id: 'somebody-00', name: 'Irem', kind: 'guest' }, noNames);
      sql.exec("UPDATE people SET skeleton = 'as it was'");
      expect(trouble()).toBeUndefined();
      sql.exec('UPDATE skeletons SET version = 0');
      expect(trouble()).toBe('name-taken');
      sql.exec("UPDATE people SET skeleton = 'as it was'");
      expect(trouble()).toBeUndefined();
    }));

  test.each(earlier)('step %d: one in which nothing was said is nobody’s yet', (step) =>
    inStorage((storage) => {
      migrate(storage, migrations.slice(0, step));
      expect(roomIn(storage, now)).toBeUndefined();
      const opened = foundIn(storage, now, { room: 'bench', settings: firstSettings, by: bo });
      expect(opened.store.members.roleOf(bo.id)).toBe('owner');
      expect(roomIn(storage, now)?.store.settings.read()?.room).toBe('bench');
    }),
  );
});

describe('H25 a row that this build does not understand', () => {
  const inRoom = (look: (sql: SqlStorage, open: () => ReturnType<typeof roomIn>) => void) =>
    inStorage((storage) => {
      const now = () => 100 * dayMs;
      foundIn(storage, now, { room: 'bench', settings: firstSettings, by: bo });
      look(storage.sql, () => roomIn(storage, now));
    });

  test('of settings is read as the most careful that it does', () =>
    inRoom((sql, open) => {
      sql.exec("UPDATE settings SET visibility = 'secret', posting = 'friend', inviting = 'friend'");
      const careful = { visibility: 'private', posting: 'moderator', inviting: 'owner' };
      expect(open()?.settings).toEqual({ ...firstSettings, ...careful });
      expect(open()?.access({})).toEqual({ denied: 'no-such-room' });
    }));

  test('of a member is a member, and of a person somebody whose name proves nothing', () =>
    inRoom((sql, open) => {
      sql.exec("UPDATE members SET role = 'steward'");
      sql.exec("UPDATE people SET kind = 'cat'");
      const person = { ...bo, kind: 'guest' };
      expect(open()?.store.members.all()).toMatchObject([{ person, role: 'member' }]);
    }));

  test('of what changed is what changed of a message, as it stands', () =>
    inRoom((sql, open) => {
      const opened = open() ?? expect.unreachable();
      fill(opened.history, 2);
      opened.history.change({ is: 'edit', id: idOf(7), by: ana, of: 1, text: 'anew', at: 9 });
      sql.exec("UPDATE changes SET kind = 'hat'");
      expect(opened.messages.since(2)).toMatchObject({ changed: [{ message: { seq: 1, text: 'anew' } }] });
    }));
});

test('O10 what came after the least reader only adds', () => {
  const later = migrations.slice(leastReader).map((step) => step.replace(/ALTER TABLE \w+ ADD COLUMN/g, ''));
  expect(later.filter((step) => /\b(DROP|RENAME|ALTER|UPDATE|DELETE)\b/.test(step))).toEqual([]);
});
