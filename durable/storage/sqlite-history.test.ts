import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/message.ts';
import type { History } from '../room/history.ts';
import { ana, bo, fill, historyRules, idOf, isCai, type WithHistory } from '../test/history-rules.ts';
import { watchRows } from '../test/looking-inside.ts';
import { newRoom } from '../test/new-room.ts';
import { searchRules } from '../test/search-rules.ts';
import { SqliteHistory } from './sqlite-history.ts';
import { SqlitePeople } from './sqlite-people.ts';

const inRoom =
  (room: string): WithHistory =>
  (look) =>
    runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
      look(new SqliteHistory(storage, isCai), new SqlitePeople(storage.sql)),
    );

describe('in SQLite', () => {
  historyRules((look) => inRoom(newRoom())(look));
  searchRules((look) => inRoom(newRoom())(look));
});

// A second history over the same storage has read everything from there, as a room that just woke.
describe('H11 a history is what is stored, not what is remembered', () => {
  test('another one over the same storage goes on where the first ended', async () => {
    const room = newRoom();
    const page = (history: History) => history.after(0, 10);
    let before: ReturnType<typeof page> = [];
    await inRoom(room)((history) => {
      fill(history, 3);
      before = page(history);
    });
    await inRoom(room)((history) => {
      expect(history.head()).toBe(3);
      expect(page(history)).toEqual(before);
      expect(history.copyOf(idOf(2), ana.id, 0)?.seq).toBe(2);
      expect(history.append({ id: idOf(4), by: bo, text: 'next', at: 4 }).seq).toBe(4);
    });
  });
});

describe('H12 a message costs one row written, a change two', () => {
  test('two more for a name that is new, and none for one that the room knows', async () => {
    const room = newRoom();
    const rows = await watchRows(room);
    const costOf = async (by = ana) => {
      const before = rows.written();
      await inRoom(room)((history) => void history.append({ id: idOf(1), by, text: 'hi', at: 0 }));
      return rows.written() - before;
    };
    await costOf();
    expect(await costOf()).toBe(1);
    expect(await costOf(bo)).toBe(3);
    expect(await costOf(bo)).toBe(1);
    expect(await costOf({ ...bo, name: 'Bob' })).toBe(3);
    expect(await costOf({ ...bo, name: 'Bob' })).toBe(1);
  });
});

describe('H12 coming under a name', () => {
  test('costs two rows when it is another one than before, and none for whoever never spoke', async () => {
    const room = newRoom();
    await inRoom(room)((history) => void fill(history, 3));
    const rows = await watchRows(room);
    const costOf = async (person: Person) => {
      const before = rows.written();
      await inRoom(room)((history) => {
        history.meet(person, 0);
        history.meet(person, 0);
      });
      return rows.written() - before;
    };
    expect(await costOf(ana)).toBe(0);
    expect(await costOf({ ...ana, name: 'Ana Maria' })).toBe(2);
    expect(await costOf({ ...ana, name: 'Ana Maria' })).toBe(0);
    expect(await costOf(bo)).toBe(0);
  });

  test('costs a row a day for having been seen', async () => {
    const room = newRoom();
    await inRoom(room)((history) => void fill(history, 3));
    const rows = await watchRows(room);
    const costAt = async (hour: number) => {
      const before = rows.written();
      await inRoom(room)((history) => history.meet(ana, hour * 60 * 60 * 1000));
      return rows.written() - before;
    };
    expect([await costAt(1), await costAt(24), await costAt(47), await costAt(48)]).toEqual([0, 1, 0, 1]);
  });
});

describe('H12 a change', () => {
  test('costs five rows: of the message, of the act, of what changed last, of its place among that, and of the words of before', async () => {
    const room = newRoom();
    const rows = await watchRows(room);
    await inRoom(room)((history) => void fill(history, 3));
    const costOf = async (change: (history: History) => void) => {
      const before = rows.written();
      await inRoom(room)(change);
      return rows.written() - before;
    };
    const edit = { is: 'edit', id: idOf(7), by: ana, of: 2, text: 'anew', at: 5 } as const;
    expect(await costOf((history) => void history.change(edit))).toBe(5);
    expect(
      await costOf((history) => void history.change({ is: 'delete', id: idOf(8), by: ana, of: 2 })),
    ).toBe(5);
  });

  test('under a name that cannot be written is not made', async () => {
    await runInDurableObject(env.ROOM.getByName(newRoom()), (_, { storage }) => {
      const history = new SqliteHistory(storage);
      const before = fill(history, 2);
      storage.sql.exec('DROP TABLE people');
      const by = { ...ana, name: 'Ana Maria' };
      expect(() => history.change({ is: 'delete', id: idOf(8), by, of: 2 })).toThrow('people');
      expect(history.head()).toBe(before.length);
      for (const table of ['acts', 'changes']) {
        expect(storage.sql.exec(`SELECT * FROM ${table}`).toArray()).toEqual([]);
      }
    });
  });

  test('that fails half way leaves nothing behind', async () => {
    const room = newRoom();
    await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
      const history = new SqliteHistory(storage);
      const before = fill(history, 2);
      storage.sql.exec('DROP TABLE changes');
      const change = () => history.change({ is: 'delete', id: idOf(8), by: ana, of: 2 });
      expect(change).toThrow('changes');
      expect(history.after(0, 10)).toEqual(before);
    });
  });
});

describe('J6 a reaction', () => {
  test('costs three rows written, and as many to take back, from somebody whom the room knows', async () => {
    const room = newRoom();
    const rows = await watchRows(room);
    await inRoom(room)((history) => void fill(history, 3));
    const costOf = async (n: number, emoji: string, on: boolean) => {
      const before = rows.written();
      const react = { is: 'react', id: idOf(n), by: ana, of: 2, emoji, on } as const;
      await inRoom(room)((history) => void history.change(react));
      return rows.written() - before;
    };
    const costs = [await costOf(7, '👍', true), await costOf(8, '🎉', true), await costOf(9, '👍', false)];
    expect(costs).toEqual([3, 3, 3]);
  });

  test('Y1 three rows for what is said in a thread, with its place in the index, and one more for the first', async () => {
    const room = newRoom();
    const rows = await watchRows(room);
    await inRoom(room)((history) => void fill(history, 3));
    const costOf = async (n: number) => {
      const before = rows.written();
      await inRoom(room)((history) => {
        history.append({ id: idOf(n), by: ana, text: 'yes', at: n, inThread: 2 });
      });
      return rows.written() - before;
    };
    expect([await costOf(4), await costOf(5), await costOf(6)]).toEqual([4, 3, 3]);
  });
});

describe('H13 reading costs what it brings', () => {
  const many = 2_000;
  const reading = async (look: (history: History) => void) => {
    const room = newRoom();
    await inRoom(room)((history) => void fill(history, many));
    const rows = await watchRows(room);
    await inRoom(room)(() => {});
    const opening = rows.read();
    // Mostly the migrations that were run.
    expect(opening).toBeLessThan(40);
    await inRoom(room)(look);
    return rows.read() - 2 * opening;
  };

  test.each<[string, (history: History) => void]>([
    ['the newest page', (h) => h.before(many + 1, limits.pageMessages)],
    ['a page in the middle', (h) => h.before(many / 2, limits.pageMessages)],
    ['what was missed', (h) => h.after(many / 2, limits.pageMessages)],
  ])('%s: its messages, and a name for each', async (_, look) => {
    expect(await reading(look)).toBeLessThanOrEqual(2 * limits.pageMessages);
  });

  test('Y7 which threads are open: those, and not what is said beside them', async () => {
    const read = await reading((history) => {
      for (const n of [1, 2]) {
        history.append({ id: idOf(many + n), by: ana, text: 'yes', at: n, inThread: 7 });
      }
      expect(history.openThreads(9).map(({ seq }) => seq)).toEqual([7]);
    });
    expect(read).toBeLessThan(30);
  });

  test('whom a page mentions: once each, however often', async () => {
    const mentioned = [1, 2, 3, 4].map((n) => `<@${idOf(n)}>`).join(' ');
    const room = newRoom();
    await inRoom(room)((history, people) => {
      for (const n of [1, 2, 3]) people.note({ ...bo, id: idOf(n) });
      for (let i = 0; i < limits.pageMessages; i += 1) {
        history.append({ id: idOf(i), by: ana, text: i % 2 === 0 ? mentioned : 'nobody', at: i });
      }
    });
    const rows = await watchRows(room);
    await inRoom(room)(() => {});
    const opening = rows.read();
    await inRoom(room)((h) => void h.before(1_000, limits.pageMessages));
    // The ids are a list to SQLite, which is read and sorted: rows as well.
    expect(rows.read() - 2 * opening).toBeLessThanOrEqual(2 * limits.pageMessages + 3 * 4);
  });

  // Looked for, and then read; a row that is changed counts as read once more.
  test.each<[string, Person, number]>([
    ['under the same name', ana, 2],
    ['under a new one', { ...ana, name: 'Ana Maria' }, 3],
    ['and never spoke', bo, 0],
  ])('someone who comes %s: the row of their name at most', async (_, person, most) => {
    expect(await reading((h) => h.meet(person, 0))).toBeLessThanOrEqual(most);
  });

  test.each<[string, string]>([
    ['by someone who spoke before', ana.id],
    ['by someone who never did', bo.id],
  ])('a copy that does not exist, %s: what was said since', async (_, by) => {
    const since = 20;
    expect(await reading((h) => h.copyOf(idOf(many + 1), by, many - since))).toBeLessThanOrEqual(since + 1);
  });

  test('a copy of what is newer than everything: nothing', async () => {
    expect(await reading((h) => h.copyOf(idOf(many + 1), ana.id, many))).toBe(0);
  });
});
