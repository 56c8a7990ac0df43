import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { Visibility } from '../../protocol/settings.ts';
import { newRoom } from '../test/new-room.ts';
import { enter, guest, type Visitor } from '../test/visitor.ts';

const rooms = exports.default;
const listed = async (room: string) => {
  const page = await rooms.listed({ find: room }, {});
  return 'rooms' in page ? page.rooms.find((one) => one.room === room) : expect.unreachable();
};
const listedAs = (room: string, wanted: object | undefined) =>
  vi.waitFor(async () => expect(await listed(room)).toEqual(wanted));
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
    expect(await listed(room)).toEqual({ room, title: 'One', topic: '' });
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
