import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { dropListed, keepListed, listed } from './listing.ts';
import { tokenForListing } from './listing-cursor.ts';

const kv = env.LISTED;
const at = 1_750_000_000_000;

beforeEach(async () => {
  for (const { name } of (await kv.list()).keys) await kv.delete(name);
});

const room = (name: string, title = '', topic = '') => ({ room: name, title, topic, at });
const namesOf = ({ rooms }: { rooms: { room: string }[] }) => rooms.map(({ room }) => room);
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `room-${1_000 + i}`);

describe('K1 the lobby shows listed rooms', () => {
  test('with all that is said of them, by address', async () => {
    const chess = room('chess', 'Chess!', 'Slow games');
    const quiet = { room: 'bench', title: '', topic: '' };
    for (const one of [chess, quiet]) await keepListed(kv, one);
    expect(await listed(kv, {})).toEqual({ rooms: [quiet, chess] });
  });

  test('as they were last, and no more once they are taken out', async () => {
    await keepListed(kv, room('chess', 'Chess'));
    await keepListed(kv, { ...room('chess', 'Go'), at: at + 1 });
    expect(await listed(kv, {})).toEqual({ rooms: [{ ...room('chess', 'Go'), at: at + 1 }] });
    await dropListed(kv, 'chess');
    await dropListed(kv, 'never-there');
    expect(await listed(kv, {})).toEqual({ rooms: [] });
  });

  test('without what somebody else has left in the store', async () => {
    await kv.put('not a room', '', { metadata: { title: '', topic: '' } });
    await kv.put('nothing-beside', 'a value');
    await kv.put('something-else', '', { metadata: { title: 5 } });
    await keepListed(kv, room('chess'));
    expect(namesOf(await listed(kv, {}))).toEqual(['chess']);
  });

  test.each([
    ['the longest there can be', '𓀀'.repeat(64), '𓀀'.repeat(200), '𓀀'.repeat(64)],
    ['what JSON makes longer', '"\\'.repeat(32), '\u0001"'.repeat(100), '"\\'.repeat(32)],
    ['far too long a title', '長'.repeat(2_000), 'topic', undefined],
  ])('cut to what the store takes: %s', async (_, title, topic, kept) => {
    await keepListed(kv, room('chess', title, topic));
    const [shown] = (await listed(kv, {})).rooms;
    expect(
      new TextEncoder().encode(JSON.stringify({ ...shown, room: undefined })).length,
    ).toBeLessThanOrEqual(1_024);
    if (kept !== undefined) expect(shown?.title).toBe(kept);
    else expect(shown?.title).toMatch(/^長{300,}…$/);
    expect(shown?.topic.isWellFormed()).toBe(true);
    expect(topic.startsWith(shown?.topic.replace(/…$/, '') ?? '-')).toBe(true);
  });
});

describe('K5 the lobby shows who is talking, and the last words', () => {
  const person = (n: number, name: string) => ({
    id: `person-${n}-${'0'.repeat(13)}`,
    name,
    kind: 'guest' as const,
  });

  test('as they were told', async () => {
    const talking = [person(1, 'Ana'), { ...person(2, 'Bo'), kind: 'claimed' as const, face: '🦊' }];
    const words = { by: 'Ana', text: 'waves', acts: true as const };
    await keepListed(kv, { ...room('chess', 'Chess'), here: 5, talking, words });
    expect((await listed(kv, {})).rooms).toEqual([{ ...room('chess', 'Chess'), here: 5, talking, words }]);
  });

  test('and when there is not space for all, the topic is cut first, and then there are fewer of them', async () => {
    const talking = [1, 2, 3].map((n) => person(n, '𓀀'.repeat(12)));
    const words = { by: '𓀀'.repeat(12), text: '𓀀'.repeat(90) };
    await keepListed(kv, { ...room('chess', '𓀀'.repeat(64), '𓀀'.repeat(200)), here: 5, talking, words });
    const [shown] = (await listed(kv, {})).rooms;
    expect(shown?.title).toBe('𓀀'.repeat(64));
    expect(shown?.words).toEqual(words);
    expect(shown?.talking).toEqual(talking.slice(0, 2));
    expect(shown?.topic).toMatch(/^𓀀*…?$/u);
  });

  test('but not what somebody else has left there', async () => {
    await kv.put('chess', '', { metadata: { title: '', topic: '', words: 'hi' } });
    await kv.put('go', '', { metadata: { title: '', topic: '', talking: [{ id: 5 }] } });
    expect((await listed(kv, {})).rooms).toEqual([]);
  });
});

describe('K2 a lobby with many rooms comes in pages', () => {
  test('of fifty, each room once', async () => {
    const names = numbered(120);
    for (const name of names) await keepListed(kv, room(name));
    const pages = await everyPage({});
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(pages.flat()).toEqual(names);
  });

  test('also of what was found, and whatever comes and goes between two pages', async () => {
    for (const name of numbered(130)) await keepListed(kv, room(name, 'Bench'));
    const first = await listed(kv, { find: 'bench' });
    expect(first.rooms).toHaveLength(50);
    await keepListed(kv, room('a-new-one', 'Bench'));
    await dropListed(kv, 'room-1049');
    const second = await listed(kv, { find: 'bench', cursor: first.cursor ?? '' });
    expect(namesOf(second).slice(0, 2)).toEqual(['room-1050', 'room-1051']);
    expect(second.rooms).toHaveLength(50);
    const third = await listed(kv, { find: 'bench', cursor: second.cursor ?? '' });
    expect([third.rooms.length, third.cursor]).toEqual([30, undefined]);
  });

  test('in the order of the store, also beyond the letters that UTF-16 knows', async () => {
    const names = Array.from({ length: 26 }, (_, i) => [`ff${i}`, `𐐨${i}`, `﨎${i}`]).flat();
    for (const name of names) await keepListed(kv, room(name, 'Bench'));
    const found = (await everyPage({ find: 'bench' })).flat();
    expect(new Set(found)).toEqual(new Set(names));
    expect(found).toHaveLength(names.length);
  });

  test('and no page asks the store more than five times', async () => {
    let asked = 0;
    const slow = {
      list: async ({ cursor = '0' }: { cursor?: string }) => {
        asked += 1;
        const keys = [{ name: `room-${cursor}`, metadata: { title: '', topic: '' } }];
        return { keys, list_complete: false, cursor: String(Number(cursor) + 1) };
      },
    } as unknown as KVNamespace;
    const page = await listed(slow, { find: 'nowhere' });
    expect([asked, page.rooms]).toEqual([5, []]);
    await listed(slow, { find: 'nowhere', cursor: page.cursor ?? '' });
    expect(asked).toBe(10);
    expect((await listed(slow, {})).rooms).toHaveLength(5);
    expect(asked).toBe(15);
  });
});

describe('K3 rooms are found by letters', () => {
  beforeEach(async () => {
    await keepListed(kv, room('saturday-bench', 'Samstagsbank', 'Für alle, die sitzen'));
    await keepListed(kv, room('straße', 'ＣＨＥＳＳ', 'Fun  in\nİstanbul'));
  });

  test.each([
    ['saturday', ['saturday-bench']],
    ['day bench', ['saturday-bench']],
    ['day-be', ['saturday-bench']],
    ['SAMSTAG', ['saturday-bench']],
    ['fu\u0308r', ['saturday-bench']],
    ['  Chess ', ['straße']],
    ['fun in i', ['straße']],
    ['STRAßE', ['straße']],
    ['s', ['saturday-bench', 'straße']],
    ['', ['saturday-bench', 'straße']],
    [' \n', ['saturday-bench', 'straße']],
    ['nowhere', []],
    ['%', []],
    ['.*', []],
    ['__proto__', []],
    ['\ud800', []],
    ['"topic"', []],
  ])('%j', async (find, found) => {
    expect(namesOf(await listed(kv, { find }))).toEqual(found);
  });

  test('and a hundred thousand accents take no time', async () => {
    const begun = Date.now();
    await listed(kv, { find: `a${'\u0301\u0323'.repeat(500_000)}` });
    expect(Date.now() - begun).toBeLessThan(1_000);
  });

  test('and what is no text looks for nothing', async () => {
    for (const find of [5, null, {}, ['s']]) {
      expect((await listed(kv, { find } as unknown as { find: string })).rooms).toHaveLength(2);
    }
  });
});

describe('K4 a cursor that is none of ours begins anew', () => {
  test.each([
    '',
    'x',
    '!!',
    '\u0000',
    'bnVsbA',
    'W10',
    tokenForListing({}),
    btoa('{"kv":5}'),
    btoa('{"kv":""}'),
    btoa('{"after":{}}'),
    'a'.repeat(100_000),
    '🌙',
  ])('%j', async (cursor) => {
    await keepListed(kv, room('chess'));
    expect(namesOf(await listed(kv, { cursor }))).toEqual(['chess']);
  });

  test('and one that the store does not take', async () => {
    const strict = {
      list: async ({ cursor }: { cursor?: string }) => {
        if (cursor !== undefined) throw new Error('KV GET failed: 400 Invalid cursor');
        return { keys: [{ name: 'chess', metadata: { title: '', topic: '' } }], list_complete: true };
      },
    } as unknown as KVNamespace;
    expect(namesOf(await listed(strict, { cursor: tokenForListing({ kv: 'of another day' }) }))).toEqual([
      'chess',
    ]);
  });

  test('but a store that fails is no empty lobby', async () => {
    const broken = { list: async () => Promise.reject(new Error('KV is down')) } as unknown as KVNamespace;
    await expect(listed(broken, {})).rejects.toThrow('KV is down');
    await expect(listed(broken, { cursor: tokenForListing({ kv: 'x' }) })).rejects.toThrow('KV is down');
  });
});

async function everyPage(query: { find?: string }): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listed(kv, { ...query, ...(cursor === undefined ? {} : { cursor }) });
    pages.push(namesOf(page));
    cursor = page.cursor;
  } while (cursor !== undefined && pages.length < 20);
  return pages;
}
