import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test, vi } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/message.ts';
import type { RequestAuth } from '../../protocol/rooms.ts';
import { indexEntry } from '../../protocol/search/index-entry.ts';
import type { SearchQuery } from '../../protocol/search/query.ts';
import { SqliteHistory } from '../storage/sqlite-history.ts';
import { anasRoom } from './anas-room.ts';
import { fill } from './history-rules.ts';
import { failing, tables, watchRows } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { enter } from './visitor.ts';

const rooms = exports.default;
const ref = ({ seq, id }: Message) => ({ seq, id });
const words = (...typed: string[]): SearchQuery => ({
  words: typed.map((text) => ({ text, isExact: false })),
});
const search = async (room: string, query: SearchQuery, who: RequestAuth = {}, before?: number) => {
  const page = await rooms.search(room, who, query, before);
  return 'found' in page ? page : expect.unreachable(JSON.stringify(page));
};
const found = async (...asked: Parameters<typeof search>) =>
  (await search(...asked)).found.map(({ text }) => text);

/** Whether these letters stand anywhere in what the index keeps. */
const isInIndex = (room: string, letters: string) =>
  runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
    storage.sql
      .exec<{ block: ArrayBuffer }>('SELECT block FROM search_index_data')
      .toArray()
      .some(({ block }) => new TextDecoder('latin1').decode(block).includes(letters)),
  );

describe('F1 a search', () => {
  test('finds by who said it, by what is in it, in threads, and by when', async () => {
    letEverybodyHurry();
    const { room, ana, bo, said } = await anasRoom();
    const root = await said(ana, 'tea at https://tea.example');
    await said(bo, 'more tea');
    bo.send({ t: 'say', id: nanoid(), after: 0, text: 'tea in a thread', inThread: ref(root) });
    await bo.hearsText('tea in a thread');
    expect(await found(room, words('tea'))).toEqual(['tea in a thread', 'more tea', root.text]);
    expect(await found(room, { ...words('tea'), from: 'ANA' })).toEqual([root.text]);
    expect(await found(room, { words: [], from: 'Bo' })).toEqual(['tea in a thread', 'more tea']);
    expect(await found(room, { words: [], from: 'me' }, ana.guest)).toEqual([root.text]);
    expect(await found(room, { words: [], from: 'me' })).toEqual([]);
    expect(await found(room, { ...words('tea'), from: 'Cai' })).toEqual([]);
    expect(await found(room, { words: [], has: ['link'] })).toEqual([root.text]);
    expect(await found(room, { words: [], has: ['file'] })).toEqual([]);
    expect(await found(room, { words: [], inThread: true })).toEqual(['tea in a thread']);
    expect(await found(room, { ...words('tea'), since: root.at, until: root.at })).toEqual([]);
    expect(await found(room, { words: [], since: root.at })).toHaveLength(3);
    expect(await found(room, { ...words('tea'), until: Date.now() + 60_000 })).toHaveLength(3);
    expect(await found(room, { words: [{ text: 'tea more', isExact: true }] })).toEqual([]);
    expect(await found(room, { words: [{ text: 'more tea', isExact: true }] })).toEqual(['more tea']);
  });

  test('comes in pages, each message once', async () => {
    const { room, said, ana } = await anasRoom();
    letEverybodyHurry();
    const count = limits.foundMessages * 2 + 3;
    for (let n = 1; n <= count; n += 1) await said(ana, `tea ${n}`);
    const texts: string[] = [];
    let before: number | undefined;
    do {
      const page = await search(room, words('tea'), {}, before);
      texts.push(...page.found.map(({ text }) => text));
      before = page.more;
    } while (before !== undefined);
    expect(texts).toEqual(Array.from({ length: count }, (_, i) => `tea ${count - i}`));
  });

  test('is for whoever may read the room, and for nobody else', async () => {
    const { room, ana, bo, does, said } = await anasRoom();
    await said(ana, 'tea');
    await does({ do: 'settings', visibility: 'private' });
    expect(await rooms.search(room, {}, words('tea'))).toEqual({ denied: 'no-such-room' });
    expect(await rooms.search(room, bo.guest, words('tea'))).toEqual({ denied: 'no-such-room' });
    expect(await rooms.search('no-room-at-all', {}, words('tea'))).toEqual({ denied: 'no-such-room' });
    expect(await found(room, words('tea'), ana.guest)).toEqual(['tea']);
  });

  test('comes under the names of today, and says nothing of somebody who left', async () => {
    const { room, ana, bo, said } = await anasRoom();
    await said(bo, 'tea');
    await env.ROOM.getByName(room).forget(bo.person.id, 'keep', 0);
    const [one] = (await search(room, words('tea'))).found;
    expect(one?.by).toEqual({ id: bo.person.id, name: '', kind: 'guest', left: true });
    expect(await found(room, { words: [], from: 'Bo' }, ana.guest)).toEqual([]);
  });
});

describe('F4 what changed', () => {
  test('is found at once by its new words, and the old ones are nowhere in the index', async () => {
    const { room, bo, does, said } = await anasRoom();
    const [one, two] = [await said(bo, 'xylophone music'), await said(bo, 'zeppelin')];
    expect(await found(room, words('xylo'))).toEqual(['xylophone music']);
    expect(await isInIndex(room, 'ylophone')).toBe(true);
    bo.send({ t: 'edit', id: nanoid(), message: ref(one), text: 'quiet music', after: 0 });
    await bo.hears('changed', ({ text }) => text === 'quiet music');
    await does({ do: 'remove', message: ref(two) });
    expect(await found(room, words('xylo'))).toEqual([]);
    expect(await found(room, words('zep'))).toEqual([]);
    expect(await found(room, words('quiet'))).toEqual(['quiet music']);
    for (const gone of ['ylophone', 'eppelin']) expect(await isInIndex(room, gone)).toBe(false);
    await evictDurableObject(env.ROOM.getByName(room));
    expect(await found(room, words('music'))).toEqual(['quiet music']);
  });

  test('by whoever has themselves forgotten is gone from the index', async () => {
    const { room, bo, said } = await anasRoom();
    await said(bo, 'xylophone');
    expect(await found(room, words('xylophone'))).toHaveLength(1);
    await env.ROOM.getByName(room).forget(bo.person.id, 'remove', 0);
    expect(await isInIndex(room, 'ylophone')).toBe(false);
  });
});

describe('F5 the index', () => {
  test('is not there in a room in which nobody searched', async () => {
    const { room, ana, said } = await anasRoom();
    await said(ana, 'tea');
    expect(await tables(room)).not.toContain('search_index');
    await search(room, words('tea'));
    expect(await tables(room)).toContain('search_index');
  });

  test('is made of all there is, by one search, while the room hears', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
      fill(new SqliteHistory(storage), 3_000);
    });
    await evictDurableObject(env.ROOM.getByName(room));
    const whole = search(room, words('7'));
    ana.says('meanwhile', { after: 3_000 });
    const first = await Promise.race([whole, ana.hearsText('meanwhile')]);
    expect(first).toHaveProperty('text', 'meanwhile');
    const page = await whole;
    expect(page.found.map(({ text }) => text)).toEqual(['7']);
    expect(page).not.toHaveProperty('isPartial');
  });

  test('costs little more than a row for each message, and none for what is said afterwards', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
      fill(new SqliteHistory(storage), 1_000);
    });
    await evictDurableObject(env.ROOM.getByName(room));
    const rows = await watchRows(room);
    await search(room, words('7'));
    expect(rows.written()).toBeLessThan(1_100);
    await ana.hears('welcome');
    ana.says('first', { after: 1_000 });
    await ana.hearsText('first');
    const before = rows.written();
    ana.says('second', { after: 1_000 });
    await ana.hearsText('second');
    expect(rows.written() - before).toBe(1);
  });

  test.each([
    ['by a build that knows of no index', "INSERT INTO changes (message, kind, seq) VALUES (1, 'text', 9)"],
    ['by one that cut words otherwise', 'UPDATE search_coverage SET version = 0'],
  ])('is made anew after it was left behind %s', async (_, sql) => {
    const { room, ana, said } = await anasRoom();
    await said(ana, 'tea');
    await search(room, words('tea'));
    await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
      storage.sql.exec("UPDATE messages SET text = 'coffee' WHERE seq = 1");
      storage.sql.exec(sql);
    });
    await evictDurableObject(env.ROOM.getByName(room));
    expect(await tables(room)).not.toContain('search_index');
    expect(await found(room, words('tea'))).toEqual([]);
    expect(await found(room, words('coffee'))).toEqual(['coffee']);
  });

  test('is still there after an edit to the same words, and a sleep', async () => {
    const { room, bo, said } = await anasRoom();
    const message = await said(bo, 'tea');
    await search(room, words('tea'));
    bo.send({ t: 'edit', id: nanoid(), message: ref(message), text: 'tea', after: 0 });
    await bo.hears('changed');
    await evictDurableObject(env.ROOM.getByName(room));
    expect(await tables(room)).toContain('search_index');
    expect(await found(room, words('tea'))).toEqual(['tea']);
  });

  test('that could not be written is written the next time', async () => {
    const { room, ana, said } = await anasRoom();
    await said(ana, 'tea');
    await failing(room, indexEntry(await said(ana, 'cake')).join(' '));
    await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
      const history = new SqliteHistory(storage);
      expect(() => history.extendIndex()).toThrow('the disk is full');
      expect(history.indexedAfter()).toBe(2);
    });
    vi.restoreAllMocks();
    await evictDurableObject(env.ROOM.getByName(room));
    expect(await found(room, words('tea'))).toEqual(['tea']);
  });

  test('has the words of before where an edit could not be written', async () => {
    const { room, ana, said } = await anasRoom();
    const message = await said(ana, 'tea');
    await search(room, words('tea'));
    await failing(room, 'coffee');
    ana.send({ t: 'edit', id: nanoid(), message: ref(message), text: 'coffee', after: 0 });
    expect((await ana.closed).code).toBe(1011);
    vi.restoreAllMocks();
    expect(await found(room, words('coffee'))).toEqual([]);
    expect(await found(room, words('tea'))).toEqual(['tea']);
    const again = await enter(room, ana.guest);
    again.send({ t: 'edit', id: nanoid(), message: ref(message), text: 'coffee', after: 0 });
    await again.hears('changed');
    expect(await found(room, words('tea'))).toEqual([]);
    expect(await found(room, words('coffee'))).toEqual(['coffee']);
  });
});

describe('F6 what is looked for is words, and nothing else', () => {
  test.each([
    '"',
    '"tea',
    'tea" OR "x',
    'body:tea',
    'NEAR(tea x)',
    'tea*',
    '-x',
    '^tea',
    "'; DROP TABLE messages; --",
    '\u0000tea',
    '(',
    'AND',
  ])('%j', async (typed) => {
    const { room, ana, said } = await anasRoom();
    await said(ana, 'tea');
    await said(ana, typed.length > 1 && typed !== '\u0000tea' ? typed : 'x');
    const texts = await found(room, words(typed));
    const isWord = /[a-z]/i.test(typed);
    expect(texts.length > 0).toBe(isWord);
  });

  test.each<[string, unknown, unknown]>([
    ['more letters than somebody types', words('x'.repeat(10_000)), { denied: 'broken-form' }],
    ['more words than that', words(...Array(21).fill('x')), { denied: 'broken-form' }],
    ['no query', null, { denied: 'broken-form' }],
    ['a time that is none', { words: [], since: Number.NaN }, { denied: 'broken-form' }],
    ['something that messages cannot have', { words: [], has: ['money'] }, { denied: 'broken-form' }],
  ])('%s is refused', async (_, query, answer) => {
    const { room } = await anasRoom();
    expect(await rooms.search(room, {}, query as SearchQuery)).toEqual(answer);
  });

  test.each([-1, 0.5, Number.NaN])('a page before %s is refused', async (before) => {
    const { room } = await anasRoom();
    expect(await rooms.search(room, {}, words('x'), before)).toEqual({ refused: 'no-such-page' });
  });

  test.each([0, 1, 1e15])('a page before %s is there', async (before) => {
    const { room } = await anasRoom();
    expect(await found(room, words('x'), {}, before)).toEqual([]);
  });
});

test('F7 whoever searches too fast is asked to wait, and reads on meanwhile', async () => {
  const { room, ana } = await anasRoom();
  const all = await Promise.all(
    Array.from({ length: limits.searchesAtOnce + 1 }, () => rooms.search(room, ana.guest, words('x'))),
  );
  expect(all.filter((page) => 'found' in page)).toHaveLength(limits.searchesAtOnce);
  expect(all.find((page) => 'refused' in page)).toMatchObject({
    refused: 'too-fast',
    retryAfterMs: expect.any(Number),
  });
  expect(await rooms.pinned(room, ana.guest)).toHaveProperty('pinned');
});
