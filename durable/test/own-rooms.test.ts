import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { RoomReadState } from '../../protocol/read-state.ts';
import type { Arrangement } from '../../protocol/rooms.ts';
import { PersonObject } from '../person/person-object.ts';
import { deviceOf, hearsOf } from './device.ts';
import { watchRows } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { enter, type Guest, guest } from './visitor.ts';
import { isIn, keptOf, leftATrace } from './who-and-where.ts';

const rooms = exports.default;
const statesOf = async (who: Guest): Promise<RoomReadState[]> => (await rooms.whoIs(who))?.states ?? [];
const stateOf = async (who: Guest, room: string) => (await statesOf(who)).find((one) => one.room === room);
const inOrderOf = async (who: Guest) => (await statesOf(who)).map(({ room }) => room);
const arranges = async (who: Guest, arrangement: Arrangement) =>
  expect(await rooms.arrange(who, arrangement)).toEqual({ done: true });

/** Bo has been in these rooms, the last of them first. */
async function boIn(...names: string[]): Promise<Guest> {
  const bo = await guest('Bo');
  for (const room of names) await isIn(room, bo);
  return bo;
}

describe('V7 whoever has been in rooms', () => {
  test('puts them in an order, which stands first and is told to their devices', async () => {
    const [one, two, three] = [newRoom(), newRoom(), newRoom()];
    const bo = await boIn(one, two, three);
    const device = await deviceOf(bo);
    await arranges(bo, { order: [two, one] });
    expect(await inOrderOf(bo)).toEqual([two, one, three]);
    expect(await stateOf(bo, two)).toMatchObject({ place: 0 });
    expect(await hearsOf(device, one, ({ place }) => place === 1)).toMatchObject({ unread: 0 });
    await arranges(bo, { order: [one] });
    await hearsOf(device, two, ({ place }) => place === undefined);
    expect((await inOrderOf(bo))[0]).toBe(one);
    expect(await stateOf(bo, two)).not.toHaveProperty('place');
  });

  test('writes no row for an order that stands', async () => {
    const [one, two] = [newRoom(), newRoom()];
    const bo = await boIn(one, two);
    await arranges(bo, { order: [two, one] });
    const rows = await watchRows(bo.person.id, env.PERSON);
    await arranges(bo, { order: [two, one] });
    expect(rows.written()).toBe(0);
    await arranges(bo, { order: [one, two] });
    expect(rows.written()).toBe(2);
  });

  test('mutes one, and hears of it again', async () => {
    const room = newRoom();
    const bo = await boIn(room);
    const device = await deviceOf(bo);
    await arranges(bo, { mute: room });
    await hearsOf(device, room, ({ muted }) => muted === true);
    expect(await stateOf(bo, room)).toMatchObject({ muted: true });
    await arranges(bo, { unmute: room });
    expect(await stateOf(bo, room)).not.toHaveProperty('muted');
  });

  test('leaves one: nothing of it is told or waits until they come in again', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const bo = await boIn();
    await leftATrace(room, bo);
    const device = await deviceOf(bo);
    ana.says(`<@${bo.person.id}> are you there?`);
    await hearsOf(device, room, ({ meant }) => meant === 1);
    await arranges(bo, { order: [room] });
    await arranges(bo, { leave: room });
    await hearsOf(device, room, ({ left, meant, unread }) => left === true && meant === 0 && unread === 0);
    expect(await stateOf(bo, room)).toBeUndefined();
    const told = vi.spyOn(PersonObject.prototype, 'isMeant');
    ana.says(`<@${bo.person.id}> hello?`);
    await ana.hearsText(`<@${bo.person.id}> hello?`);
    await vi.waitFor(() => expect(told).toHaveBeenCalledWith(expect.objectContaining({ room })));
    expect((await rooms.waiting(bo))?.meant).toEqual([]);
    await hearsOf(device, room, ({ left }) => left === true);
    // At once, too: within the time for which being there is not written down again.
    await isIn(room, bo);
    expect(await stateOf(bo, room)).toMatchObject({ meant: 0 });
    expect(await stateOf(bo, room)).not.toHaveProperty('place');
    ana.says(`<@${bo.person.id}> there you are`);
    await vi.waitFor(async () => expect(await stateOf(bo, room)).toMatchObject({ meant: 1 }));
  });

  test('is shown their latest rooms, however many have a place', async () => {
    const names = Array.from({ length: 12 }, () => newRoom());
    const bo = await boIn(...names);
    await arranges(bo, { order: names });
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    const another = newRoom();
    await isIn(another, bo);
    const shown = await inOrderOf(bo);
    expect(shown).toHaveLength(12);
    expect(shown.at(-1)).toBe(another);
  });

  test('is forgotten by a room that they left as well', async () => {
    const room = newRoom();
    const bo = await boIn(room);
    await arranges(bo, { leave: room });
    expect(await rooms.forgetMe(bo, 'keep')).toEqual({ done: true });
    const errands = (await keptOf(bo.person.id))['errands'] ?? [];
    expect(errands).toHaveLength(2);
    expect(errands).toEqual([expect.objectContaining({ room }), expect.objectContaining({ room })]);
  });
});

describe('V7 nothing is kept', () => {
  test('of rooms that somebody has not been in, or names twice', async () => {
    const [one, other] = [newRoom(), newRoom()];
    const bo = await boIn(one);
    for (const arrangement of [{ mute: other }, { leave: other }, { order: [other, one, one] }])
      await arranges(bo, arrangement);
    expect(await statesOf(bo)).toEqual([expect.objectContaining({ room: one, place: 0 })]);
    expect((await keptOf(bo.person.id))['rooms']).toHaveLength(1);
  });

  test('of a guest who left no trace', async () => {
    const bo = await guest('Bo');
    await arranges(bo, { mute: newRoom() });
    expect(await keptOf(bo.person.id)).toEqual({});
  });

  test.each<[string, unknown]>([
    ['more rooms than anybody is shown', { order: Array.from({ length: 25 }, (_, i) => `room-${i}`) }],
    ['what is no room', { mute: 'Not A Room!' }],
    ['two things at once', { mute: 'garden', leave: 'garden' }],
    ['nothing', {}],
    ['a word', 'garden'],
  ])('of %s', async (_, arrangement) => {
    const bo = await boIn('garden');
    expect(await rooms.arrange(bo, arrangement as Arrangement)).toEqual({ denied: 'broken-form' });
    expect(await stateOf(bo, 'garden')).not.toHaveProperty('place');
  });

  test('of nobody', async () => {
    expect(await rooms.arrange({}, { mute: 'garden' })).toEqual({ denied: 'no-name' });
  });
});
