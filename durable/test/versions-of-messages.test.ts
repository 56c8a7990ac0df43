import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test, vi } from 'vitest';
import type { Message } from '../../protocol/message.ts';
import { anasRoom } from './anas-room.ts';
import { watchRows } from './looking-inside.ts';
import type { Visitor } from './visitor.ts';

const rooms = exports.default;
const dayMs = 24 * 60 * 60_000;
const ref = ({ seq, id }: Message) => ({ seq, id });

async function edited(...texts: string[]) {
  const there = await anasRoom();
  const { ana, bo, said } = there;
  const message = await said(bo, 'one');
  const edits = async (text: string) => {
    bo.send({ t: 'edit', id: nanoid(), message: ref(message), text, after: 1 });
    await ana.hears('changed', (change) => change.text === text);
  };
  for (const text of texts) await edits(text);
  const versions = async (who: Visitor) => {
    const answer = await rooms.versions(there.room, who.guest, 1);
    return 'versions' in answer ? answer.versions : answer;
  };
  return { ...there, message, edits, versions };
}

/** Every text that is anywhere in the storage of a room. */
const stored = (room: string) =>
  runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
    storage.sql.exec('SELECT text FROM messages UNION ALL SELECT text FROM earlier').toArray(),
  );

describe('E8 the earlier versions of a message', () => {
  test('are read by moderators, oldest first, each with its time, also after the room slept', async () => {
    const { room, ana, bo, message, versions } = await edited('two', 'three');
    await evictDurableObject(env.ROOM.getByName(room));
    const all = await versions(ana);
    expect(all).toMatchObject([{ text: 'one', at: message.at }, { text: 'two' }]);
    expect(Array.isArray(all) && all[0]?.until === all[1]?.at).toBe(true);
    expect(await versions(bo)).toEqual({ denied: 'no-such-room' });
    expect(await rooms.versions(room, {}, 1)).toEqual({ denied: 'no-such-room' });
    expect(await rooms.versions(room, ana.guest, 99)).toEqual({ versions: [] });
    expect(await rooms.versions(room, ana.guest, -1)).toEqual({ denied: 'broken-form' });
  });

  test('are all there where two edits came at once', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    const { ana, versions } = await edited('two', 'three');
    expect(await versions(ana)).toMatchObject([{ text: 'one' }, { text: 'two' }]);
  });

  test('are taken along by whoever wrote them', async () => {
    const { room, ana, bo } = await edited('two');
    const object = env.ROOM.getByName(room);
    expect(await object.recordOf(bo.person.id)).toMatchObject({
      earlierVersions: [{ message: 1, text: 'one' }],
    });
    expect(await object.recordOf(ana.person.id)).toMatchObject({ earlierVersions: [] });
  });
});

describe('E7 the words of before an edit', () => {
  test('are gone 30 days after it, with the next edit or whoever asks', async () => {
    const { room, ana, bo, edits, versions } = await edited('two');
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 29 * dayMs);
    expect(await versions(ana)).toMatchObject([{ text: 'one' }]);
    vi.spyOn(Date, 'now').mockReturnValue(now + 31 * dayMs);
    await edits('three');
    expect(await stored(room)).toEqual([{ text: 'three' }, { text: 'two' }]);
    vi.spyOn(Date, 'now').mockReturnValue(now + 62 * dayMs);
    expect(await env.ROOM.getByName(room).recordOf(bo.person.id)).toMatchObject({ earlierVersions: [] });
    expect(await versions(ana)).toEqual([]);
    expect(await stored(room)).toEqual([{ text: 'three' }]);
  });

  test.each(['by its author', 'by a moderator', 'with its author’s words'])(
    'go with a message that is deleted %s',
    async (how) => {
      const { room, ana, bo, does, message } = await edited('two', 'three');
      if (how === 'by a moderator') await does({ do: 'remove', message: ref(message) });
      else if (how === 'by its author')
        bo.send({ t: 'delete', id: nanoid(), message: ref(message), after: 2 });
      else await env.ROOM.getByName(room).forget(bo.person.id, 'remove', 0);
      await ana.hears('changed', ({ deleted }) => deleted === true);
      expect(await stored(room)).toEqual([{ text: '' }]);
    },
  );

  test('go with whoever had themselves forgotten, also where their words stay', async () => {
    const { room, bo } = await edited('two');
    await env.ROOM.getByName(room).forget(bo.person.id, 'keep', 0);
    expect(await stored(room)).toEqual([{ text: 'two' }]);
  });

  test('cost one row more than the edit, and nothing where they stay the same', async () => {
    const { room, edits, message, bo, ana } = await edited('two');
    const rows = await watchRows(room);
    await edits('three');
    expect(rows.written()).toBe(5);
    bo.send({ t: 'edit', id: nanoid(), message: ref(message), text: 'three', after: 1 });
    await ana.hears('changed', ({ seq }) => seq === 4);
    expect(rows.written()).toBe(9);
  });
});
