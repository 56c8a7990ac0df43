import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { OutboxStore } from '$client/outbox-store.ts';
import { shelfRules } from '$client/test/outbox-store-rules.ts';
import { idOf, listenTo, said } from '$client/test/tabs.ts';
import { FakeLocks } from './fake-locks.ts';
import { FakeLook } from './fake-look.ts';
import { browserShelf } from './outbox-store.ts';

let browsers = 0;
let room = '';

// A new browser for each test. Only channels reach from one to the next, so the room is another as well.
beforeEach(() => {
  browsers += 1;
  room = `garden-${browsers}`;
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('navigator', { locks: new FakeLocks() });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const open = (name = room): OutboxStore => browserShelf(name, new FakeLook());

/** The connections to the database that are opened from now on. */
function spyOnConnections(): () => IDBDatabase[] {
  const opened = vi.spyOn(indexedDB, 'open');
  return () => opened.mock.results.map(({ value }) => value.result);
}

shelfRules(() => {
  const look = new FakeLook();
  return { store: browserShelf(room, look), lookAt: () => look.begin() };
});

test('C9 rooms do not see each other’s', async () => {
  const [garden, kitchen] = [open(), open(`${room}-kitchen`)];
  const { ears } = listenTo(kitchen);
  await garden.add(said(1));
  await kitchen.add({ ...said(1), at: 2 });
  await garden.remove(idOf(1));
  expect([await garden.load(), await kitchen.load()]).toEqual([[], [{ ...said(1), at: 2 }]]);
  open(`${room}-kitchen`).tellSending([]);
  await ears.until('sending ');
  expect(ears.heard).toEqual(['sending ']);
});

describe('C9 P14 what another build wrote', () => {
  test.each([
    ['is of another kind', { ...said(2), t: 'dance' }],
    ['misses something', { id: idOf(2) }],
    ['has another kind of stamp', { ...said(2), after: 'now' }],
  ])('and %s is passed over, and kept', async (_, strange) => {
    const store = open();
    await store.add(said(1));
    const database = await openDB('lull');
    for (const row of [strange, { ...said(3), mood: 'good' }]) await database.add('outbox', { ...row, room });
    expect(await store.load()).toEqual([said(1), said(3)]);
    const stamped = await store.stamp([1, 2, 3].map(idOf), 5);
    expect(stamped.map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
    expect(await database.count('outbox')).toBe(3);
  });

  test('and failed for a reason that is not known here has failed', async () => {
    const store = open();
    await store.load();
    const database = await openDB('lull');
    const failed = { ...said(1), is: 'failed' } as const;
    await database.add('outbox', { ...failed, reason: 'bored', room });
    expect(await store.load()).toEqual([{ ...failed, reason: 'unknown' }]);
  });

  test('is not believed when it is told, either', async () => {
    const { ears } = listenTo(open());
    const other = new BroadcastChannel(`lull/outbox/${room}`);
    for (const news of ['changed', { t: 'sending', ids: 'all' }, { t: 'dance' }, null])
      other.postMessage(news);
    other.close();
    open().tellSending([]);
    await ears.until('sending ');
    expect(ears.heard).toEqual(['sending ']);
  });
});

const calls: [string, (store: OutboxStore) => Promise<unknown>][] = [
  ['load', (store) => store.load()],
  ['add', (store) => store.add(said(2))],
  ['stamp', (store) => store.stamp([idOf(1)], 5)],
  ['fail', (store) => store.fail(idOf(1), 'empty')],
  ['replace', (store) => store.replace(idOf(1), said(2))],
  ['remove', (store) => store.remove(idOf(1))],
];

describe('C9 a call rejects', () => {
  test.each(calls)('where there is no database: %s', async (_, call) => {
    vi.stubGlobal('indexedDB', undefined);
    await expect(call(open())).rejects.toThrow();
  });

  test.each(calls)('where it is refused, and asks again the next time: %s', async (_, call) => {
    const refused = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('not here', 'SecurityError');
    });
    const store = open();
    listenTo(store);
    await expect(call(store)).rejects.toThrow('not here');
    refused.mockRestore();
    await expect(call(store)).resolves.not.toThrow();
  });

  test('where a newer build has changed the database', async () => {
    const store = open();
    listenTo(store);
    await store.add(said(1));
    // Resolves only because the store lets go of its connection.
    const newer = await openDB('lull', 2);
    await expect(store.load()).rejects.toThrow(/version/i);
    newer.close();
  });

  test.each<[string, (request: IDBOpenDBRequest) => void]>([
    ['blocks it', (request) => request.dispatchEvent(new IDBVersionChangeEvent('blocked'))],
    ['does not let it open', () => vi.advanceTimersByTime(10_000)],
  ])('where another tab %s, is not done later, and others go on', async (_, happens) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await open().add(said(1));
    const older = await openDB('lull');
    const waiting = vi.spyOn(indexedDB, 'open');
    const deleted = deleteDB('lull');
    const store = open();
    listenTo(store);
    const added = store.add(said(2));
    await vi.waitFor(() => expect(waiting).toHaveBeenCalled());
    happens(waiting.mock.results[0]?.value);
    await expect(added).rejects.toThrow();
    // Whoever asks now need not wait as long again.
    await expect(store.add(said(3))).rejects.toThrow();
    expect(waiting).toHaveBeenCalledOnce();
    older.close();
    await deleted;
    await vi.waitFor(async () => expect(await store.load()).toEqual([]));
    expect(() => waiting.mock.results[0]?.value.result.transaction('outbox')).toThrow();
    await store.add(said(4));
    expect(await store.load()).toEqual([said(4)]);
  });

  test('where there is no space left, with nothing done and nothing told', async () => {
    const store = open();
    await store.add(said(1));
    const { ears } = listenTo(open());
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(store.add(said(2))).rejects.toThrow('full');
    await expect(store.replace(idOf(1), said(3))).rejects.toThrow('full');
    full.mockRestore();
    expect(await store.load()).toEqual([said(1)]);
    store.tellSending([]);
    await ears.until('sending ');
    expect(ears.heard).toEqual(['sending ']);
  });

  test('where the browser undoes it at the end, with nothing told', async () => {
    const store = open();
    const { ears } = listenTo(open());
    const { add } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, row) {
      const adding = add.call(this, row);
      adding.addEventListener('success', () => this.transaction.abort());
      vi.spyOn(this.transaction, 'commit').mockImplementation(() => {});
      return adding;
    });
    await expect(store.add(said(1))).rejects.toThrow();
    expect(await store.load()).toEqual([]);
    store.tellSending([]);
    await ears.until('sending ');
    expect(ears.heard).toEqual(['sending ']);
  });
});

test('C9 what is added asks to be written before anything is answered, for the tab may be closed by then', async () => {
  const happened: string[] = [];
  const { commit } = IDBTransaction.prototype;
  vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (this: IDBTransaction) {
    happened.push('written');
    commit.call(this);
  });
  const { add } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, row) {
    const adding = add.call(this, row);
    adding.addEventListener('success', () => happened.push('answered'));
    return adding;
  });
  await open().add(said(1));
  expect(happened).toEqual(['written', 'answered']);
});

describe('C9 the connection to the database', () => {
  test('is kept while somebody watches', async () => {
    const connections = spyOnConnections();
    const store = open();
    listenTo(store);
    for (const n of [1, 2, 3]) await store.add(said(n));
    expect(connections()).toHaveLength(1);
  });

  test('is not kept otherwise, so that the page can be', async () => {
    const connections = spyOnConnections();
    const store = open();
    const { stop } = listenTo(store);
    await store.add(said(1));
    const adding = Promise.all([store.add(said(2)), store.remove(idOf(1))]);
    stop();
    await adding;
    await open().load();
    expect(connections()).toHaveLength(2);
    for (const connection of connections()) expect(() => connection.transaction('outbox')).toThrow();
    expect(await store.load()).toEqual([said(2)]);
  });

  test.each<[string, (connection: IDBDatabase) => void]>([
    ['closes it', (connection) => forceCloseDatabase(connection as never)],
    ['closes it and does not say so', (connection) => connection.close()],
  ])('is opened anew when the browser %s', async (_, lose) => {
    const connections = spyOnConnections();
    const store = open();
    listenTo(store);
    await store.add(said(1));
    for (const connection of connections()) lose(connection);
    await Promise.all([store.add(said(3)), store.add(said(2)), store.remove(idOf(1))]);
    expect(await store.load()).toEqual([said(3), said(2)]);
    expect(connections()).toHaveLength(2);
  });

  test('is opened anew when the database was emptied', async () => {
    const store = open();
    listenTo(store);
    await store.add(said(1));
    await deleteDB('lull');
    await expect(store.load()).rejects.toThrow();
    await store.add(said(2));
    expect(await store.load()).toEqual([said(2)]);
  });
});

describe('C9 a database that was lost, as when the person clears what a site has kept, is not taken for empty', () => {
  test.each(calls)('by the first call after it, once: %s', async (_, call) => {
    const store = open();
    listenTo(store);
    await store.add(said(1));
    await deleteDB('lull');
    await expect(call(store)).rejects.toThrow('lost');
    expect(await store.load()).toEqual([]);
    await expect(call(store)).resolves.not.toThrow();
  });

  test('by any that were called together', async () => {
    const store = open();
    listenTo(store);
    await store.add(said(1));
    await deleteDB('lull');
    const called = await Promise.allSettled(calls.map(([, call]) => call(store)));
    expect(called.map(({ status }) => status)).toEqual(calls.map(() => 'rejected'));
    expect(await store.load()).toEqual([]);
  });

  test('by a tab that finds the one another tab has made since', async () => {
    const [ana, bo] = [open(), open(`${room}-kitchen`)];
    listenTo(ana);
    await ana.add(said(1));
    await deleteDB('lull');
    await bo.add(said(2));
    await expect(ana.stamp([idOf(1)], 5)).rejects.toThrow('lost');
    expect(await ana.load()).toEqual([]);
    expect(await bo.load()).toEqual([said(2)]);
  });

  test('by a tab that held no connection meanwhile, and holds none afterwards', async () => {
    const connections = spyOnConnections();
    const store = open();
    await store.add(said(1));
    await deleteDB('lull');
    await expect(store.load()).rejects.toThrow('lost');
    expect(await store.load()).toEqual([]);
    for (const connection of connections()) expect(() => connection.transaction('outbox')).toThrow();
  });
});

describe('C12 a disk that hangs while it writes', () => {
  const hangs = 'does not get through';

  /** From now on nothing is ever said to be written, or read to its end, until the returned function is called. */
  function hang(): () => void {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const withheld: (() => void)[] = [];
    const { dispatchEvent } = IDBTransaction.prototype;
    const held = vi.spyOn(IDBTransaction.prototype, 'dispatchEvent').mockImplementation(function (
      this: IDBTransaction,
      event,
    ) {
      if (event.type !== 'complete') return dispatchEvent.call(this, event);
      withheld.push(() => dispatchEvent.call(this, event));
      return true;
    });
    return () => {
      held.mockRestore();
      for (const complete of withheld) complete();
    };
  }

  /** What comes of a call when five seconds pass over it once the browser has done all else. */
  async function outwait(called: Promise<unknown>): Promise<unknown> {
    const outcome = called.then(
      () => 'done',
      (error) => error.message,
    );
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(5_000);
    return await outcome;
  }

  async function openWithOne(): Promise<OutboxStore> {
    const store = open();
    listenTo(store);
    await store.add(said(1));
    return store;
  }

  test.each(calls)('keeps nobody waiting for ever: %s', async (_, call) => {
    const store = await openWithOne();
    const recover = hang();
    expect(await outwait(call(store))).toContain(hangs);
    recover();
    await expect(store.load()).resolves.not.toThrow();
  });

  test('may have written the stamp that its sender goes on with, and the others hear of it then', async () => {
    const store = await openWithOne();
    const { ears } = listenTo(open());
    const recover = hang();
    expect(await outwait(store.stamp([idOf(1)], 5))).toContain(hangs);
    expect(ears.heard).toEqual([]);
    recover();
    await ears.until('changed');
    expect(await store.load()).toEqual([{ ...said(1), after: 5 }]);
  });

  test('may have written what is then added once more, which does nothing', async () => {
    const store = await openWithOne();
    const recover = hang();
    expect(await outwait(store.replace(idOf(1), said(2)))).toContain(hangs);
    recover();
    await store.add({ ...said(2), at: 9 });
    expect(await store.load()).toEqual([said(2)]);
  });

  test('does not do later what nobody had begun to write', async () => {
    const store = await openWithOne();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const other = await openDB('lull');
    const { store: rows } = other.transaction('outbox', 'readwrite');
    let busy = true;
    const writing = (async () => {
      while (busy) await rows.count();
    })();
    expect(await outwait(store.remove(idOf(1)))).toContain(hangs);
    busy = false;
    await writing;
    expect(await store.load()).toEqual([said(1)]);
    other.close();
  });
});

describe('C12 where channels between tabs are refused', () => {
  test.each<[string, unknown]>([
    [
      'by a browser that denies storage',
      class {
        constructor() {
          throw new DOMException('no', 'SecurityError');
        }
      },
    ],
    ['by one that has none', undefined],
  ])('%s, each goes on alone', async (_, refused) => {
    vi.stubGlobal('BroadcastChannel', refused);
    onTestFinished(() => void vi.unstubAllGlobals());
    const store = open();
    const { stop } = listenTo(store);
    await store.add(said(1));
    expect(() => store.tellSending([idOf(1)])).not.toThrow();
    expect(await store.load()).toEqual([said(1)]);
    expect(stop).not.toThrow();
  });
});

test('C9 making a store asks nothing of where it is made, which may be a server', () => {
  for (const name of ['indexedDB', 'navigator', 'BroadcastChannel']) vi.stubGlobal(name, undefined);
  expect(() => browserShelf(room)).not.toThrow();
});
