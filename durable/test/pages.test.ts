import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { firstSettings } from '../../protocol/settings.ts';
import { idOf } from './history-rules.ts';
import { kept } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { enter, guest } from './visitor.ts';

describe('S8 a message from a form is said like any other', () => {
  test('to everyone present', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await guest('Bo')];
    const verdict = await exports.default.post(room, bo, {
      id: idOf(1),
      text: ' no script \n',
      after: 0,
    });
    expect(verdict).toMatchObject({
      is: 'said',
      message: { seq: 1, by: bo.person, text: ' no script' },
      again: false,
    });
    expect([await ana.hearsText(' no script')]).toEqual(await kept(room));
  });

  test('and once, however often the form is sent', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await guest('Bo')];
    const say = { id: idOf(1), text: 'hi', after: 0 };
    const first = await exports.default.post(room, bo, say);
    expect(await exports.default.post(room, bo, say)).toEqual({ ...first, again: true });
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'said')).toHaveLength(1);
  });
});

describe('H19 a page shows the newest messages, or those before a seq', () => {
  test('and who is there, how the room is, and how one stands in it', async () => {
    letEverybodyHurry();
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const count = limits.pageMessages + 1;
    for (let i = 1; i <= count; i += 1) ana.says(`${i}`);
    await ana.hears('said', ({ message }) => message.seq === count);
    const all = await kept(room);
    const rest = {
      here: 1,
      present: [ana.as('owner')],
      settings: firstSettings,
      standing: { role: 'guest' },
    };
    expect(await exports.default.glance(room, {})).toEqual({
      stretch: { after: 1, upTo: count, upToId: all.at(-1)?.id, messages: all.slice(1) },
      ...rest,
    });
    expect(await exports.default.glance(room, {}, 2)).toEqual({
      stretch: { after: 0, upTo: 1, messages: all.slice(0, 1) },
      ...rest,
    });
    expect(await exports.default.glance(room, ana.guest)).toMatchObject({ standing: { role: 'owner' } });
  });
});
