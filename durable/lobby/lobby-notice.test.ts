import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test, vi } from 'vitest';
import type { Message, Person } from '../../protocol/message.ts';
import { hiddenWords } from '../../protocol/rooms.ts';
import type { Visibility } from '../../protocol/settings.ts';
import { newRoom } from '../test/new-room.ts';
import { enter, guest, type Visitor } from '../test/visitor.ts';
import { lastWordsOf } from './lobby-entry.ts';

const rooms = exports.default;
const listed = async (room: string) => {
  const page = await rooms.listed({ find: room }, {});
  return 'rooms' in page ? page.rooms.find((one) => one.room === room) : expect.unreachable();
};
const listedAs = (room: string, wanted: object | undefined) =>
  vi.waitFor(async () => expect(await entryIn(room)).toEqual(wanted));
/** Without who is there and what they say. */
async function entryIn(room: string) {
  const { here: _, talking: __, words: ___, ...entry } = (await listed(room)) ?? {};
  return 'room' in entry ? entry : undefined;
}
const repeats = (room: string, wanted: object | undefined) =>
  vi.waitFor(async () => expect((await listed(room))?.words).toEqual(wanted));
const minutes = (n: number) => n * 60 * 1000;

async function roomOf(visibility: Visibility, title = '') {
  const [room, who] = [newRoom(), await guest('Ana')];
  await rooms.open(room, who, { visibility, title });
  return { room, ana: await enter(room, who) };
}
const says = async (who: Visitor, text: string) => {
  who.says(text);
  return (await who.hearsText(text)).at;
};
/** Every write of a room into KV from now on. */
const watchPuts = () => vi.spyOn(Object.getPrototypeOf(env.LISTED) as KVNamespace, 'put');

describe('D8 a listed room stands in the lobby', () => {
  test('as soon as it is made, and as it is now', async () => {
    const { room, ana } = await roomOf('listed', 'Chess');
    await listedAs(room, { room, title: 'Chess', topic: '' });
    await rooms.act(room, ana.guest, { do: 'settings', topic: 'Endgames' });
    await listedAs(room, { room, title: 'Chess', topic: 'Endgames' });
  });

  test.each(['unlisted', 'private'] as const)('and one that is %s does not', async (visibility) => {
    const { room, ana } = await roomOf(visibility);
    await says(ana, 'hi');
    expect(await listed(room)).toBeUndefined();
  });

  test('until it is listed no more', async () => {
    const { room, ana } = await roomOf('unlisted');
    await rooms.act(room, ana.guest, { do: 'settings', visibility: 'listed' });
    await listedAs(room, { room, title: '', topic: '' });
    await rooms.act(room, ana.guest, { do: 'settings', visibility: 'private' });
    await listedAs(room, undefined);
  });

  test('with the first word after a silence at once, and renewed every ten minutes, also by a room that slept', async () => {
    const { room, ana } = await roomOf('listed');
    await listedAs(room, { room, title: '', topic: '' });
    const start = Date.now();
    const clock = vi.spyOn(Date, 'now').mockReturnValue(start + minutes(1));
    const first = await says(ana, 'first');
    await listedAs(room, { room, title: '', topic: '', at: first });
    clock.mockReturnValue(start + minutes(10));
    await says(ana, 'too soon');
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    await says(ana, 'still too soon');
    expect((await listed(room))?.at).toBe(first);
    clock.mockReturnValue(start + minutes(12));
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    const at = await says(ana, 'now');
    await listedAs(room, { room, title: '', topic: '', at });
    const puts = watchPuts();
    await says(ana, 'and again');
    await ana.isUpToDate();
    expect(puts).not.toHaveBeenCalled();
  });

  test('and nobody who only comes, or is refused, uses up what the next word has to tell', async () => {
    const { room, ana } = await roomOf('listed');
    await listedAs(room, { room, title: '', topic: '' });
    const start = Date.now();
    const clock = vi.spyOn(Date, 'now').mockReturnValue(start + minutes(1));
    const first = await says(ana, 'first');
    await listedAs(room, { room, title: '', topic: '', at: first });
    const puts = watchPuts();
    clock.mockReturnValue(start + minutes(60));
    const bo = await enter(room, 'Bo');
    bo.says('');
    await bo.hears('refused');
    expect(puts).not.toHaveBeenCalled();
    const at = await says(bo, 'the first for an hour');
    await listedAs(room, { room, title: '', topic: '', at });
  });
});

describe('D9 when the lobby cannot be told', () => {
  const failing = (method: 'put' | 'delete') =>
    vi
      .spyOn(Object.getPrototypeOf(env.LISTED) as KVNamespace, method)
      .mockRejectedValueOnce(new Error('KV does not answer.'));

  test('the room goes on, a line is logged, and the next one who comes or speaks has it told', async () => {
    const faults = vi.spyOn(console, 'error').mockImplementation(() => {});
    const [room, who] = [newRoom(), await guest('Ana')];
    failing('put');
    await rooms.open(room, who, { visibility: 'listed' });
    await vi.waitFor(() => expect(faults.mock.calls).toEqual([[expect.stringContaining('listing-fault')]]));
    expect(await listed(room)).toBeUndefined();
    failing('put');
    const ana = await enter(room, who);
    await vi.waitFor(() => expect(faults).toHaveBeenCalledTimes(2));
    const at = await says(ana, 'hi');
    await listedAs(room, { room, title: '', topic: '', at });
  });

  test('a room that became private goes from it once somebody comes', async () => {
    const { room, ana } = await roomOf('listed');
    await listedAs(room, { room, title: '', topic: '' });
    const faults = vi.spyOn(console, 'error').mockImplementation(() => {});
    failing('delete');
    await rooms.act(room, ana.guest, { do: 'settings', visibility: 'private' });
    await vi.waitFor(() => expect(faults).toHaveBeenCalledTimes(1));
    expect(await listed(room)).toBeDefined();
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    await enter(room, ana.guest);
    await listedAs(room, undefined);
  });

  test.each([
    ['and the room stays awake', async () => {}],
    [
      'and the room sleeps',
      (room: string) => evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' }),
    ],
  ])('a new title is told at the next word, %s', async (_, then) => {
    const { room, ana } = await roomOf('listed', 'One');
    await listedAs(room, { room, title: 'One', topic: '' });
    const faults = vi.spyOn(console, 'error').mockImplementation(() => {});
    failing('put');
    await rooms.act(room, ana.guest, { do: 'settings', title: 'Two' });
    await vi.waitFor(() => expect(faults).toHaveBeenCalledTimes(1));
    expect(await entryIn(room)).toEqual({ room, title: 'One', topic: '' });
    await then(room);
    const at = await says(ana, 'hi');
    await listedAs(room, { room, title: 'Two', topic: '', at });
  });

  test('nor is one that came while another was being told, and that KV did not take', async () => {
    const { room, ana } = await roomOf('listed', 'One');
    await listedAs(room, { room, title: 'One', topic: '' });
    const faults = vi.spyOn(console, 'error').mockImplementation(() => {});
    const held = Promise.withResolvers<void>();
    vi.spyOn(Object.getPrototypeOf(env.LISTED) as KVNamespace, 'put')
      .mockImplementationOnce(() => held.promise)
      .mockRejectedValueOnce(new Error('KV does not answer.'));
    await rooms.act(room, ana.guest, { do: 'settings', title: 'Two' });
    await rooms.act(room, ana.guest, { do: 'settings', title: 'Three' });
    held.resolve();
    await vi.waitFor(() => expect(faults).toHaveBeenCalledTimes(1));
    const at = await says(ana, 'hi');
    await listedAs(room, { room, title: 'Three', topic: '', at });
  });

  test('settings that change while it is being told are told after that', async () => {
    const { room, ana } = await roomOf('listed', 'One');
    await listedAs(room, { room, title: 'One', topic: '' });
    const held = Promise.withResolvers<void>();
    const prototype = Object.getPrototypeOf(env.LISTED) as KVNamespace;
    const { put } = prototype;
    vi.spyOn(prototype, 'put').mockImplementationOnce(async function (
      this: KVNamespace,
      ...given: unknown[]
    ) {
      await held.promise;
      return Reflect.apply(put, this, given);
    });
    await rooms.act(room, ana.guest, { do: 'settings', title: 'Two' });
    await rooms.act(room, ana.guest, { do: 'settings', visibility: 'private' });
    held.resolve();
    await vi.waitFor(async () => {
      const kept = await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
        storage.sql.exec('SELECT listed_at FROM settings').one(),
      );
      expect(kept).toEqual({ listed_at: null });
    });
    expect(await listed(room)).toBeUndefined();
  });
});

describe('K5 the lobby tells who is talking and what was said last', () => {
  test('at the first word after a silence, with how many are there', async () => {
    const { room, ana } = await roomOf('listed');
    const bo = await enter(room, 'Bo');
    await says(bo, 'Doors at **ten**');
    await repeats(room, { by: 'Bo', text: 'Doors at ten' });
    const { here, talking } = (await listed(room)) ?? {};
    expect(here).toBe(2);
    expect(talking).toEqual([bo.person]);
    const start = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(start + minutes(11));
    await says(ana, `/me brings <@${bo.person.id}> a chair`);
    await repeats(room, { by: 'Ana', text: 'brings @Bo a chair', acts: true });
    expect((await listed(room))?.talking).toEqual([ana.person, bo.person]);
  });

  test('and what followed it within ten minutes once somebody comes, looks or goes after that', async () => {
    const { room, ana } = await roomOf('listed');
    await says(ana, 'first');
    await repeats(room, { by: 'Ana', text: 'first' });
    await says(ana, 'second');
    const puts = watchPuts();
    await rooms.glance(room, {});
    expect(puts).not.toHaveBeenCalled();
    const start = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(start + minutes(11));
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    await rooms.glance(room, {});
    await repeats(room, { by: 'Ana', text: 'second' });
    await rooms.glance(room, {});
    expect(puts).toHaveBeenCalledTimes(1);
  });

  test.each(['unlisted', 'private'] as const)('and nothing of a room that is %s', async (visibility) => {
    const puts = watchPuts();
    const { room, ana } = await roomOf(visibility);
    await says(ana, 'between us');
    await ana.isUpToDate();
    await rooms.glance(room, ana.guest);
    expect(puts).not.toHaveBeenCalled();
  });
});

describe('K6 what is changed, taken away or forgotten is not repeated in the lobby', () => {
  const ref = ({ seq, id }: { seq: number; id: string }) => ({ seq, id });
  const said = async (who: Visitor, text: string) => {
    who.says(text);
    return who.hearsText(text);
  };

  test.each([
    ['its author takes it back', 'delete', {}],
    ['its author gives it other words', 'edit', { text: 'other words' }],
  ])('from when %s, also when the room slept', async (_, t, more) => {
    const { room, ana } = await roomOf('listed');
    const message = await said(ana, 'my address is 5 Elm Row');
    await repeats(room, { by: 'Ana', text: 'my address is 5 Elm Row' });
    await said(ana, 'something else');
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    ana.send({ t, id: nanoid(), message: ref(message), after: 0, ...more });
    await repeats(room, undefined);
  });

  test('from when a moderator removes it', async () => {
    const { room, ana } = await roomOf('listed');
    const bo = await enter(room, 'Bo');
    const message = await said(bo, 'rude');
    await repeats(room, { by: 'Bo', text: 'rude' });
    await rooms.act(room, ana.guest, { do: 'remove', message: ref(message) });
    await repeats(room, undefined);
  });

  test('and saying and taking back in turn has it told no more often', async () => {
    const { room, ana } = await roomOf('listed');
    await listedAs(room, { room, title: '', topic: '' });
    const puts = watchPuts();
    for (let i = 0; i < 5; i += 1) {
      const message = await said(ana, `word ${i}`);
      const words = i === 0 ? { by: 'Ana', text: 'word 0' } : undefined;
      await repeats(room, words);
      ana.send({ t: 'delete', id: nanoid(), message: ref(message), after: 0 });
      await repeats(room, undefined);
    }
    expect(puts).toHaveBeenCalledTimes(2);
  });

  test('also when that happens while they are being told', async () => {
    const { room, ana } = await roomOf('listed');
    await listedAs(room, { room, title: '', topic: '' });
    const held = Promise.withResolvers<void>();
    const prototype = Object.getPrototypeOf(env.LISTED) as KVNamespace;
    const { put } = prototype;
    vi.spyOn(prototype, 'put').mockImplementationOnce(async function (
      this: KVNamespace,
      ...given: unknown[]
    ) {
      await held.promise;
      return Reflect.apply(put, this, given);
    });
    const message = await said(ana, 'too quick');
    ana.send({ t: 'delete', id: nanoid(), message: ref(message), after: 0 });
    await ana.hears('changed');
    held.resolve();
    await vi.waitFor(async () => expect((await listed(room))?.at).toBe(message.at));
    await repeats(room, undefined);
  });

  test('and what the store did not take is taken out at the next occasion', async () => {
    const { room, ana } = await roomOf('listed');
    const message = await said(ana, 'a secret');
    await repeats(room, { by: 'Ana', text: 'a secret' });
    const faults = vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(Object.getPrototypeOf(env.LISTED) as KVNamespace, 'put').mockRejectedValueOnce(
      new Error('KV does not answer.'),
    );
    ana.send({ t: 'delete', id: nanoid(), message: ref(message), after: 0 });
    await vi.waitFor(() => expect(faults).toHaveBeenCalledTimes(1));
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    await rooms.glance(room, {});
    await repeats(room, undefined);
  });

  test.each(['keep', 'remove'] as const)(
    'nor a name, from when its person is forgotten (%s)',
    async (words) => {
      const { room, ana } = await roomOf('listed');
      const bo = await enter(room, 'Bo');
      await said(bo, 'it was me');
      await repeats(room, { by: 'Bo', text: 'it was me' });
      await env.ROOM.getByName(room).forget(bo.person.id, words, 0);
      await vi.waitFor(async () => expect(JSON.stringify(await listed(room))).not.toMatch(/Bo|it was me/));
      const start = Date.now();
      vi.spyOn(Date, 'now').mockReturnValue(start + minutes(11));
      await said(ana, `<@${bo.person.id}> has gone`);
      await repeats(room, { by: 'Ana', text: '@… has gone' });
    },
  );

  test('nor anything of a room that is listed no more', async () => {
    const { room, ana } = await roomOf('listed');
    await said(ana, 'hello all');
    await repeats(room, { by: 'Ana', text: 'hello all' });
    await rooms.act(room, ana.guest, { do: 'settings', visibility: 'unlisted' });
    await listedAs(room, undefined);
    await said(ana, 'only us');
    expect(await listed(room)).toBeUndefined();
  });
});

describe('K7 what is hard to show is one short line', () => {
  const family = '👨‍👩‍👧‍👦';
  const message = (text: string, mentions: Person[] = []): Message => ({
    seq: 1,
    id: 'message-01',
    by: { id: 'ana-0000000', name: 'Ana', kind: 'guest' },
    text,
    at: 1,
    ...(mentions.length > 0 ? { mentions } : {}),
  });
  const lineOf = (text: string) => lastWordsOf(message(text)).text;

  test.each([
    ['a word of 4,000 letters', 'x'.repeat(4_000), `${'x'.repeat(120)}…`],
    ['500 emoji', '🌙'.repeat(500), /^🌙{85,119}…$/u],
    ['families', family.repeat(200), new RegExp(`^(${family})+…$`, 'u')],
    ['100 blank lines', `one${'\n'.repeat(100)}two`, 'one two'],
    ['code', '```js\nconst a = 1;\n  b();\n```', 'const a = 1; b();'],
    ['a table', '| a | b |\n|---|---|\n| 1 | 2 |', 'a, b 1, 2'],
    ['Arabic', 'مرحبا **بكم**', 'مرحبا بكم'],
    ['HTML', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['a spoiler', 'He is ||the killer||, ||really||', `He is ${hiddenWords}, ${hiddenWords}`],
    ['nothing but a spoiler', `||${'secret '.repeat(100)}end||`, hiddenWords],
    ['a spoiler in a list in a quote', '> * ||deep||', `• ${hiddenWords}`],
  ])('%s', (_, text, line) => {
    if (typeof line === 'string') expect(lineOf(text)).toBe(line);
    else expect(lineOf(text)).toMatch(line);
  });

  test('of which a long name leaves something', () => {
    const long: Person = { id: 'long-000000', name: '長'.repeat(64), kind: 'guest' };
    expect(lastWordsOf({ ...message('hi'), by: long }).by).toMatch(/^長{10,15}…$/);
  });
});
