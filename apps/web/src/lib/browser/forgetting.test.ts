import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { Database } from './database.ts';
import { forgetIfNoted, noteForgetting } from './forgetting.ts';

const [ana, bo] = ['ana-0000000000', 'bo-00000000000'];
let kept: { localStorage: Map<string, string>; sessionStorage: Map<string, string> };

beforeEach(async () => {
  kept = { localStorage: new Map([['draft/bench', 'Hel']]), sessionStorage: new Map() };
  for (const [name, items] of Object.entries(kept)) {
    vi.stubGlobal(name, {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => items.set(key, value),
      clear: () => items.clear(),
    });
  }
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

test('U25 what a browser still keeps of somebody who is forgotten goes, and nobody else’s unsent words', async () => {
  noteForgetting(ana);
  await forgetIfNoted();
  expect(await unsentBy()).toEqual([bo]);
  expect(kept.localStorage.size + kept.sessionStorage.size).toBe(0);
});

test('U25 a link to the farewell alone takes nothing away', async () => {
  await forgetIfNoted();
  expect(await unsentBy()).toEqual([ana, bo]);
  expect(kept.localStorage.size).toBe(1);
});
