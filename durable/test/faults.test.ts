import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import { failing, kept, tables } from './looking-inside.ts';
import { enter, guest } from './visitor.ts';

describe('P10 a bug of ours is logged once, and its cause learns nothing of it', () => {
  test('the socket closes, nothing is kept, and the room goes on', async () => {
    const room = 'faults';
    const [ana, bo, cai] = [await enter(room, 'Ana'), await enter(room, 'Bo'), await enter(room, 'Cai')];
    ana.says('before');
    await cai.hearsText('before');
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    await failing(room, 'lost');
    bo.says('lost');
    bo.says('not heard any more');
    expect(await bo.closed).toEqual({
      code: closeCodes.fault.code,
      reason: closeSentences[closeCodes.fault.code],
    });
    await cai.hears('left');
    ana.says('after');
    expect(await cai.hearsText('after')).toMatchObject({ seq: 2 });
    expect((await kept(room)).map(({ text }) => text)).toEqual(['before', 'after']);
    expect(JSON.stringify(bo.frames)).not.toContain('disk');
    expect(errors.mock.calls).toEqual([[expect.stringContaining('the disk is full')]]);
  });
});

describe('H24 a room that cannot be written leaves nothing behind', () => {
  test('and whoever makes it after that has made it', async () => {
    const room = 'first-fault';
    const ana = await guest('Ana');
    await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
      const prototype = Object.getPrototypeOf(storage.sql) as SqlStorage;
      const { exec } = prototype;
      vi.spyOn(prototype, 'exec').mockImplementation(function (this: SqlStorage, query, ...bindings) {
        if (query.startsWith('INSERT OR REPLACE INTO members')) throw new Error('the disk is full');
        return exec.call(this, query, ...bindings);
      } as typeof exec);
    });
    const makes = runInDurableObject(env.ROOM.getByName(room), (object) =>
      object.open(room, { person: ana.person }, {}),
    );
    await expect(makes).rejects.toThrow('the disk is full');
    vi.restoreAllMocks();
    expect(await tables(room)).toEqual([]);
    expect(await exports.default.glance(room, ana)).toEqual({ denied: 'no-such-room' });
    expect(await exports.default.open(room, ana, {})).toEqual({ opened: 'made' });
    expect(await exports.default.glance(room, ana)).toMatchObject({ standing: { role: 'owner' } });
  });
});
