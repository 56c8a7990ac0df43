import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { keepSkinTone, noteUsed } from '../emoji/used-emoji.ts';
import { Database } from './database.ts';
import { draftsOf, keepDraft } from './drafts.ts';
import { clearIfLeft, noteLeaving } from './leaving.ts';

const [ana, bo] = ['ana-0000000000', 'bo-00000000000'];

/** What is stored are its own properties, as in a browser. */
class FakeStorage {
  [item: string]: unknown;
  getItem(key: string) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
}
let storages: FakeStorage[];

beforeEach(async () => {
  storages = ['localStorage', 'sessionStorage'].map((name) => {
    const storage = new FakeStorage();
    vi.stubGlobal(name, storage);
    return storage;
  });
  for (const person of [ana, bo])
    for (const place of ['bench', 'bench/t/5']) keepDraft(draftsOf(place, person), `by ${person}`);
  noteUsed('🎉');
  keepSkinTone(3);
  // As builds left it that knew no owner.
  localStorage.setItem('draft/bench', 'by whom?');
  await new Database().write(async (transaction) => {
    await transaction.objectStore('outbox').clear();
    for (const [id, by] of [
      ['one-0000000', ana],
      ['two-0000000', bo],
    ] as const)
      await transaction.objectStore('outbox').add({ room: 'bench', id, by });
  });
});

const unsentBy = async () =>
  new Database().read(async (transaction) =>
    (await transaction.objectStore('outbox').getAll()).map(({ by }) => by),
  );
const stored = () => storages.map((storage) => Object.keys(storage));
// In the room, and in a thread of it.
const bos = [1, 2].map(() => ['draft/bench/bo-00000000000', 'draft/bench/t/5/bo-00000000000']);

describe('U24 U25 T12 whoever has left', () => {
  test.each([undefined, bo])('leaves nothing behind for %s, and nobody else’s words go', async (now) => {
    noteLeaving(ana);
    await clearIfLeft(now);
    expect(await unsentBy()).toEqual([bo]);
    expect(stored()).toEqual(bos);
  });

  test('has stayed when they are here after all: in another tab they have kept their name', async () => {
    const before = stored();
    noteLeaving(ana);
    await clearIfLeft(ana);
    expect(await unsentBy()).toEqual([ana, bo]);
    expect(stored()).toEqual(before);
    await clearIfLeft(undefined);
    expect(await unsentBy()).toEqual([ana, bo]);
  });

  test('is remembered until all of it is gone: the page may be left in the midst of it', async () => {
    noteLeaving(ana);
    const write = vi.spyOn(Database.prototype, 'write').mockRejectedValueOnce(new Error('The page goes.'));
    await clearIfLeft(undefined);
    expect(await unsentBy()).toEqual([ana, bo]);
    await clearIfLeft(undefined);
    expect(await unsentBy()).toEqual([bo]);
    await clearIfLeft(undefined);
    expect(write).toHaveBeenCalledTimes(2);
  });

  test('has said so here: a link to the farewell alone takes nothing away', async () => {
    const before = stored();
    await clearIfLeft(undefined);
    expect(await unsentBy()).toEqual([ana, bo]);
    expect(stored()).toEqual(before);
  });
});
