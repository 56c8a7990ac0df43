import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RoomReadState } from '../../protocol/read-state.ts';
import type { RequestAuth } from '../../protocol/rooms.ts';
import { PersonObject } from '../person/person-object.ts';
import { Browser } from './browser.ts';
import { deviceOf, hearsOf } from './device.ts';
import { tablesOf, watchRows, watchWaking } from './looking-inside.ts';
import { pass } from './moving-clock.ts';
import { newRoom } from './new-room.ts';
import { enter, type Guest, guest, site, Visitor } from './visitor.ts';
import { isIn, keptOf, known, leftATrace, regular } from './who-and-where.ts';

const rooms = exports.default;

beforeEach(() => {
  vi.restoreAllMocks();
});
// What is to be told soon is told before other tests begin.
afterAll(() => new Promise((resolve) => setTimeout(resolve, 3_000)));

const statesOf = async (who: Guest): Promise<RoomReadState[]> => (await rooms.whoIs(who))?.states ?? [];
const stateOf = async (who: Guest, room: string) => (await statesOf(who)).find((one) => one.room === room);
const reads = (visitor: Visitor, upTo: number, more = {}) =>
  visitor.send({ t: 'read', id: nanoid(), after: upTo, upTo, ...more });

/** A room in which Ana speaks, and Bo has been and is not now. */
async function boIsAway() {
  const room = newRoom();
  const ana = await enter(room, 'Ana');
  const bo = await guest('Bo');
  await leftATrace(room, bo);
  // Seen, as whoever said something.
  const visitor = await enter(room, bo);
  visitor.says('I was here');
  await visitor.hearsText('I was here');
  await visitor.leaves();
  return { room, ana, bo };
}

describe('V1 how far somebody has read', () => {
  test('is kept at its maximum, and their other devices hear of it', async () => {
    const { room, ana, bo } = await boIsAway();
    for (const text of ['one', 'two']) ana.says(text);
    await ana.hearsText('two');
    const [here, there, device] = [await enter(room, bo), await enter(room, bo), await deviceOf(bo)];
    reads(here, 3);
    expect(await there.hears('read')).toEqual({ t: 'read', upTo: 3 });
    await hearsOf(device, room, ({ readUpTo, unread }) => readUpTo === 3 && unread === 0);
    reads(there, 2);
    await there.isUpToDate();
    await here.isUpToDate();
    expect(here.events.map(({ t }) => t)).not.toContain('read');
    expect(await stateOf(bo, room)).toMatchObject({ readUpTo: 3 });
    // To nobody else.
    await ana.isUpToDate();
    expect(ana.events.map(({ t }) => t)).not.toContain('read');
  });

  test('goes no further than what was said', async () => {
    const { room, bo } = await boIsAway();
    const [here, there] = [await enter(room, bo), await enter(room, bo)];
    reads(here, 999);
    expect(await there.hears('read')).toEqual({ t: 'read', upTo: 1 });
  });

  test('goes back where they mark something unread', async () => {
    const { room, ana, bo } = await boIsAway();
    ana.says('one');
    await ana.hearsText('one');
    const [here, there] = [await enter(room, bo), await enter(room, bo)];
    reads(here, 2);
    await there.hears('read');
    reads(here, 1, { unread: true });
    expect(await there.hears('read', ({ unread }) => unread === true)).toMatchObject({ upTo: 1 });
    await vi.waitFor(async () => expect(await stateOf(bo, room)).toMatchObject({ readUpTo: 1, unread: 1 }));
  });

  test('of a guest who left no trace is kept nowhere', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    ana.says('one');
    await ana.hearsText('one');
    const bo = await enter(room, 'Bo');
    reads(bo, 1);
    await bo.isUpToDate();
    await bo.leaves();
    await ana.hears('left');
    expect(await keptOf(bo.person.id)).toEqual({});
  });

  test('is no room’s that they have not been in, nor one they were put out of', async () => {
    const { room, ana, bo } = await boIsAway();
    await rooms.act(room, ana.guest, { do: 'settings', visibility: 'private' });
    await rooms.act(room, ana.guest, { do: 'role', whom: bo.person.id, role: 'guest' });
    ana.says(`<@${bo.person.id}> secret`);
    await ana.hearsText(`<@${bo.person.id}> secret`);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await stateOf(bo, room)).toMatchObject({ unread: 0, meant: 0 });
  });

  test.each([-1, 0.5, 'x', null])('a mark at %s closes the line as any broken frame does', async (upTo) => {
    const ana = await enter(newRoom(), 'Ana');
    ana.send({ t: 'read', id: nanoid(), after: 0, upTo });
    expect((await ana.closed).code).toBe(4001);
  });

  test('told in a flood closes the line', async () => {
    const { room, bo } = await boIsAway();
    const here = await enter(room, bo);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    for (let i = 0; i < 1_000; i += 1) reads(here, 1, i % 2 ? { unread: true } : {});
    expect((await here.closed).code).toBe(4007);
  });
});

describe('V2 reading costs', () => {
  test('at most one row a minute, however much is read, and one at the end', async () => {
    const { room, ana, bo } = await boIsAway();
    const here = await enter(room, bo);
    const person = await runInDurableObject(
      env.PERSON.getByName(bo.person.id),
      (_, { storage }) => storage.sql,
    );
    const exec = vi.spyOn(Object.getPrototypeOf(person) as SqlStorage, 'exec');
    const written = () =>
      exec.mock.results
        .filter((_, i) => exec.mock.contexts[i] === person)
        .reduce((rows, { value }) => rows + (value as SqlStorageCursor<never>).rowsWritten, 0);
    const rows: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      const before = written();
      for (let n = 0; n < 10; n += 1) {
        ana.says(`${minute} ${n}`);
        const { seq } = await here.hearsText(`${minute} ${n}`);
        reads(here, seq);
        pass(5_000);
        await here.isUpToDate();
      }
      pass(10_000);
      rows.push(written() - before);
    }
    await here.leaves();
    await ana.hears('left');
    await vi.waitFor(async () => expect(await stateOf(bo, room)).toMatchObject({ readUpTo: 31, unread: 0 }));
    expect(Math.max(...rows)).toBeLessThanOrEqual(1);
    expect(rows.reduce((sum, n) => sum + n)).toBeGreaterThan(0);
  }, 20_000);
});

describe('V3 what is unread', () => {
  test('is counted without waking the room, in messages of others', async () => {
    const { room, ana, bo } = await boIsAway();
    const device = await deviceOf(bo);
    for (const text of ['one', 'two', 'three']) ana.says(text);
    await ana.hearsText('three');
    expect(await hearsOf(device, room, ({ unread }) => unread === 3)).toMatchObject({
      meant: 0,
      readUpTo: 1,
    });
    await evictDurableObject(env.ROOM.getByName(room));
    await evictDurableObject(env.PERSON.getByName(bo.person.id));
    const woke = watchWaking();
    expect(await stateOf(bo, room)).toMatchObject({ unread: 3, at: expect.any(Number) });
    expect(woke()).toBe(0);
  });

  test('is nothing to whoever reads along', async () => {
    const { room, ana, bo } = await boIsAway();
    const here = await enter(room, bo);
    reads(here, 1);
    await here.isUpToDate();
    const rows = await watchRows();
    ana.says('one');
    await ana.hearsText('one');
    const before = rows.written();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(rows.written() - before).toBe(0);
  });

  test('is gone once it is read, on every device', async () => {
    const { room, ana, bo } = await boIsAway();
    const device = await deviceOf(bo);
    ana.says(`look, <@${bo.person.id}>`);
    const { seq } = await ana
      .hears('said', ({ message }) => message.text.startsWith('look'))
      .then((said) => said.message);
    await hearsOf(device, room, ({ meant, unread }) => meant === 1 && unread === 1);
    const here = await enter(room, bo);
    reads(here, seq);
    await hearsOf(
      device,
      room,
      ({ meant, unread, readUpTo }) => meant === 0 && unread === 0 && readUpTo === seq,
    );
    expect(await keptOf(bo.person.id)).not.toHaveProperty('waiting');
  });

  test('is forgotten with its person', async () => {
    const { room, ana, bo } = await boIsAway();
    ana.says(`<@${bo.person.id}>`);
    await ana.hears('said', ({ message }) => message.text.includes('<@'));
    await vi.waitFor(async () => expect(await stateOf(bo, room)).toMatchObject({ meant: 1 }));
    const device = await deviceOf(bo);
    await rooms.forgetMe(bo, 'keep');
    expect((await device.closed).code).toBe(4011);
    expect(await keptOf(bo.person.id)).not.toHaveProperty('waiting');
  });
});

describe('V1 V3 counts and marks that hold', () => {
  test('what is no message is not counted: reactions, edits and answers in threads', async () => {
    const { room, ana, bo } = await boIsAway();
    const device = await deviceOf(bo);
    ana.says('one');
    const { seq, id } = await ana.hearsText('one');
    await hearsOf(device, room, ({ unread }) => unread === 1);
    const message = { seq, id };
    for (const emoji of ['👍', '🎉', '😀']) {
      ana.send({ t: 'react', id: nanoid(), after: 0, message, emoji, on: true });
    }
    ana.send({ t: 'edit', id: nanoid(), after: 0, message, text: 'one, better' });
    ana.send({ t: 'say', id: nanoid(), after: 0, text: 'in a thread', inThread: message });
    await ana.hearsText('in a thread');
    ana.says('two');
    await ana.hearsText('two');
    expect(await hearsOf(device, room, ({ unread }) => unread >= 2)).toMatchObject({ unread: 2 });
  });

  test('a mark before what somebody said last holds when they leave', async () => {
    const { room, ana, bo } = await boIsAway();
    const here = await enter(room, bo);
    ana.says('one');
    const { seq } = await here.hearsText('one');
    here.says('and I');
    await here.hearsText('and I');
    reads(here, seq + 1);
    reads(here, seq - 1, { unread: true });
    await here.isUpToDate();
    await here.leaves();
    await ana.hears('left');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await stateOf(bo, room)).toMatchObject({ readUpTo: seq - 1, unread: 1 });
  });

  test('of whoever was there and did not look all that was said meanwhile is unread', async () => {
    const { room, ana, bo } = await boIsAway();
    const here = await enter(room, bo);
    reads(here, 1);
    await here.isUpToDate();
    ana.says('one');
    await here.hearsText('one');
    await here.leaves();
    await ana.hears('left');
    await vi.waitFor(async () => expect(await stateOf(bo, room)).toMatchObject({ readUpTo: 1, unread: 1 }));
  });

  test('a session that ended opens no device', async () => {
    const bo = await guest('Bo');
    const session = await sessionOf(bo);
    await rooms.signOut(bo, false);
    const headers = { upgrade: 'websocket', 'x-lull-session': JSON.stringify(session) };
    const object = env.PERSON.getByName(bo.person.id);
    const { webSocket } = await object.fetch('https://person', { headers });
    const device = new Visitor(webSocket ?? expect.unreachable(), bo);
    expect((await device.closed).code).toBe(4011);
    expect(device.frames).toEqual([]);
  });
});

describe('V4 what is meant for somebody', () => {
  test.each(['a mention', 'a reply', 'an answer in their thread'])('%s is told at once', async (what) => {
    const { room, ana, bo } = await boIsAway();
    const device = await deviceOf(bo);
    const page = await rooms.glance(room, {});
    const [first] = 'stretch' in page ? page.stretch.messages : [];
    const { seq, id } = first ?? expect.unreachable();
    const say = { t: 'say', id: nanoid(), after: 0, text: 'for you' };
    if (what === 'a mention') ana.send({ ...say, text: `<@${bo.person.id}>` });
    else if (what === 'a reply') ana.send({ ...say, reply: { seq, id } });
    else ana.send({ ...say, inThread: { seq, id } });
    expect(await hearsOf(device, room, ({ meant }) => meant === 1)).toMatchObject({ readUpTo: 1 });
  });

  test('is nothing that they say themselves, or that is said to others', async () => {
    const { room, ana, bo } = await boIsAway();
    const here = await enter(room, bo);
    here.says(`I am <@${bo.person.id}>`);
    ana.says(`I am <@${ana.person.id}>`);
    await here.hearsText(`I am <@${ana.person.id}>`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stateOf(bo, room)).toMatchObject({ meant: 0 });
  });

  test('waits for whoever comes without a socket, too, and is read all at once', async () => {
    const { room, ana, bo } = await boIsAway();
    await rooms.post(room, ana.guest, { id: nanoid(), after: 0, text: `<@${bo.person.id}> by a form` });
    await vi.waitFor(async () => expect(await stateOf(bo, room)).toMatchObject({ meant: 1 }));
    const other = newRoom();
    await isIn(other, bo);
    const { person, session } = { person: bo.person, session: await sessionOf(bo) };
    const object = env.PERSON.getByName(person.id);
    expect(await object.waiting(session)).toMatchObject({ waiting: [{ room, seq: 2, is: 'mention' }] });
    expect(await object.readAll(session)).toBe(true);
    expect(await stateOf(bo, room)).toMatchObject({ meant: 0, unread: 0 });
    expect(await object.waiting(session)).toMatchObject({ waiting: [] });
  });
});

describe('V8 what is meant for somebody in a thread', () => {
  /** Bo has said something, and Ana mentions him in its thread. */
  async function meantInThread() {
    const { room, ana, bo } = await boIsAway();
    const device = await deviceOf(bo);
    const page = await rooms.glance(room, {});
    const [first] = 'stretch' in page ? page.stretch.messages : [];
    const { seq, id } = first ?? expect.unreachable();
    const say = { t: 'say', id: nanoid(), after: 0, text: `<@${bo.person.id}> here` };
    ana.send({ ...say, inThread: { seq, id } });
    await hearsOf(device, room, ({ meant }) => meant === 1);
    const upTo = seq + 1;
    const readsThere = (who: Visitor, thread: number, upTo: number) =>
      who.send({ t: 'read-thread', id: nanoid(), after: upTo, thread, upTo });
    return { room, ana, bo, device, root: seq, upTo, readsThere };
  }

  test('is not read by reading in the room, but in the thread', async () => {
    const { room, bo, device, root, upTo, readsThere } = await meantInThread();
    const here = await enter(room, bo);
    reads(here, upTo);
    await here.leaves();
    await hearsOf(device, room, ({ readUpTo }) => readUpTo === upTo);
    expect(await stateOf(bo, room)).toMatchObject({ meant: 1 });
    const again = await enter(room, bo);
    readsThere(again, root + 7, upTo);
    readsThere(again, root, upTo - 1);
    await again.isUpToDate();
    expect(await stateOf(bo, room)).toMatchObject({ meant: 1 });
    readsThere(again, root, upTo);
    await vi.waitFor(async () => expect(await stateOf(bo, room)).toMatchObject({ meant: 0 }));
    expect((await rooms.waiting(bo))?.meant).toEqual([]);
  });

  test('waits also where they had read on in the room', async () => {
    const { room, ana, bo, device, upTo } = await meantInThread();
    ana.says('and so on');
    await ana.hearsText('and so on');
    const here = await enter(room, bo);
    reads(here, upTo + 1);
    await hearsOf(device, room, ({ readUpTo }) => readUpTo === upTo + 1);
    expect(await stateOf(bo, room)).toMatchObject({ meant: 1, unread: 0 });
  });

  test('costs no row where nothing waits', async () => {
    const { room, bo, root, upTo, readsThere } = await meantInThread();
    const here = await enter(room, bo);
    readsThere(here, root, upTo);
    await vi.waitFor(async () => expect(await stateOf(bo, room)).toMatchObject({ meant: 0 }));
    const rows = await watchRows(bo.person.id, env.PERSON);
    const noting = vi.spyOn(PersonObject.prototype, 'noteThreadRead');
    readsThere(here, root, upTo);
    await vi.waitFor(() => expect(noting).toHaveBeenCalled());
    expect(rows.written()).toBe(0);
  });
});

describe('V1 whoever writes by a form', () => {
  const post = (room: string, who: Guest) =>
    rooms.post(room, who, { id: nanoid(), after: 0, text: 'by a form' });

  test('has read what stands above it', async () => {
    const { room, bo } = await boIsAway();
    expect(await post(room, bo)).toMatchObject({ is: 'said', message: { seq: 2 } });
    expect(await stateOf(bo, room)).toMatchObject({ readUpTo: 2, unread: 0 });
  });

  test('has said it, though how far they have read could not be kept', async () => {
    const { room, bo } = await boIsAway();
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    const noting = vi.spyOn(PersonObject.prototype, 'noteRead').mockRejectedValue(new Error('out of reach'));
    expect(await post(room, bo)).toMatchObject({ is: 'said', message: { seq: 2 } });
    expect(noting).toHaveBeenCalledWith(expect.anything(), room, { upTo: 2, unread: 0 });
  });
});

describe('V6 what waits for somebody', () => {
  const waits = async (who: RequestAuth) => (await rooms.waiting(who)) ?? expect.unreachable();
  const waitsFor = async (who: Guest, count: number) =>
    vi.waitFor(async () => expect((await waits(who)).meant).toHaveLength(count));

  test('is shown as it stands, from all rooms, the newest first', async () => {
    const [first, second] = [await boIsAway(), await boIsAway()];
    const { bo } = first;
    await leftATrace(second.room, bo);
    const mention = `tea, <@${bo.person.id}>?`;
    first.ana.says(mention);
    const said = await first.ana.hearsText(mention);
    await rooms.act(second.room, second.ana.guest, { do: 'settings', title: 'The second' });
    second.ana.says(mention);
    await second.ana.hearsText(mention);
    await waitsFor(bo, 2);
    const { meant, titles, unread, you } = await waits(bo);
    expect(you).toMatchObject({ id: bo.person.id });
    expect(meant.map(({ room, is }) => [room, is])).toEqual([
      [second.room, 'mention'],
      [first.room, 'mention'],
    ]);
    expect(titles).toEqual({ [second.room]: 'The second' });
    expect(unread.map(({ room }) => room).toSorted()).toEqual([first.room, second.room].toSorted());
    const edit = { t: 'edit', id: nanoid(), after: 0, message: { seq: said.seq, id: said.id } };
    first.ana.send({ ...edit, text: 'coffee then' });
    await first.ana.hears('changed');
    expect((await waits(bo)).meant[1]?.message.text).toBe('coffee then');
  });

  test('is not there any more once it was deleted, or the room is closed to them', async () => {
    const [first, second] = [await boIsAway(), await boIsAway()];
    const { bo } = first;
    await leftATrace(second.room, bo);
    for (const { ana } of [first, second]) ana.says(`<@${bo.person.id}>`);
    await waitsFor(bo, 2);
    const { message } =
      (await waits(bo)).meant.find(({ room }) => room === first.room) ?? expect.unreachable();
    first.ana.send({ t: 'delete', id: nanoid(), after: 0, message: { seq: message.seq, id: message.id } });
    await first.ana.hears('changed');
    await rooms.act(second.room, second.ana.guest, { do: 'ban', whom: bo.person.id });
    expect((await waits(bo)).meant).toEqual([]);
    expect(await stateOf(bo, first.room)).toMatchObject({ meant: 0 });
    expect(await stateOf(bo, second.room)).toMatchObject({ meant: 0 });
  });

  test('waits no more when they are done with it, with a room, or with all', async () => {
    const { room, ana, bo } = await boIsAway();
    for (let i = 0; i < 3; i += 1) ana.says(`${i} <@${bo.person.id}>`);
    await waitsFor(bo, 3);
    const [newest] = (await waits(bo)).meant;
    expect(await rooms.doneWith(bo, room, newest?.message.seq ?? 0)).toEqual({ done: true });
    expect((await waits(bo)).meant).toHaveLength(2);
    expect(await rooms.readAll(bo, newRoom())).toEqual({ done: true });
    expect((await waits(bo)).meant).toHaveLength(2);
    expect(await rooms.readAll(bo, room)).toEqual({ done: true });
    expect(await waits(bo)).toMatchObject({ meant: [], unread: [] });
    expect(await rooms.readAll(bo)).toEqual({ done: true });
  });

  test('is nobody’s, and takes no room or message that cannot be', async () => {
    expect(await rooms.waiting({})).toBeUndefined();
    expect(await rooms.doneWith({}, newRoom(), 1)).toEqual({ denied: 'no-name' });
    expect(await rooms.readAll({})).toEqual({ denied: 'no-name' });
    const bo = await guest('Bo');
    expect(await rooms.doneWith(bo, 'No Name', 1)).toEqual({ denied: 'broken-form' });
    expect(await rooms.doneWith(bo, newRoom(), Number.NaN)).toEqual({ denied: 'broken-form' });
    expect(await rooms.readAll(bo, 'No Name')).toEqual({ denied: 'broken-form' });
    expect(await rooms.waiting(bo)).toMatchObject({ meant: [], unread: [] });
    expect(await keptOf(bo.person.id)).toEqual({});
  });
});

describe('V5 a device', () => {
  test('of nobody is closed, and a plain request is told what to send', async () => {
    const headers = { upgrade: 'websocket' };
    const { webSocket } = await rooms.fetch(`${site}/api/you/socket`, { headers });
    const nobody = new Visitor(webSocket ?? expect.unreachable(), { token: '' } as Guest);
    expect((await nobody.closed).code).toBe(4010);
    expect((await rooms.fetch(`${site}/api/you/socket`)).status).toBe(426);
    const foreign = { ...headers, origin: 'https://evil.example' };
    expect((await rooms.fetch(`${site}/api/you/socket`, { headers: foreign })).status).toBe(403);
  });

  test('keeps nothing of a guest of whom nothing is kept, and is closed when they sign out', async () => {
    const bo = await guest('Bo');
    const device = await deviceOf(bo);
    await vi.waitFor(() => expect(device.frames).toEqual([[{ t: 'read-state', rooms: [] }]]));
    device.send('ping');
    await device.hearsPong();
    device.send('{"t":"say"}');
    expect(
      await runInDurableObject(env.PERSON.getByName(bo.person.id), (_, { storage }) => tablesOf(storage.sql)),
    ).toEqual([]);
    await rooms.signOut(bo, false);
    expect((await device.closed).code).toBe(4011);
  });

  test('sleeps, and is told all the same', async () => {
    const { room, ana, bo } = await boIsAway();
    const device = await deviceOf(bo);
    await vi.waitFor(() => expect(device.frames).toHaveLength(1));
    await evictDurableObject(env.PERSON.getByName(bo.person.id));
    ana.says('one');
    await hearsOf(device, room, ({ unread }) => unread === 1);
  });

  test('of somebody with a passkey is one of several', async () => {
    const bo = await Browser.ofClaimed('Bo');
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    await isIn(room, bo.auth);
    await regular(room, 'Cy');
    expect(await rooms.whoIs(bo.auth)).toMatchObject({ rooms: [room], states: [{ room, unread: 0 }] });
    expect(ana.events.length).toBeGreaterThan(0);
  });
});

const sessionOf = async (who: Guest) => (await known(who)).session;
