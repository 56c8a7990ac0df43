import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { newRoom } from './new-room.ts';
import { enter, guest } from './visitor.ts';

const rooms = exports.default;
const markup = `<img src=x onerror="alert('1')"></script><script>alert(1)</script>&lt;`;

describe('M17 markup in any text is text', () => {
  test('in a message, a name, a title, a topic and a reason: kept and told as it was written', async () => {
    const [room, who] = [newRoom(), await guest('<b>Ana</b>')];
    const title = markup.slice(0, 64);
    await rooms.open(room, who, { title, visibility: 'listed' });
    const [ana, bo] = [await enter(room, who), await enter(room, 'Bo')];
    ana.says(markup);
    const message = await bo.hearsText(markup);
    expect(message.by.name).toBe('<b>Ana</b>');
    await rooms.act(room, who, { do: 'settings', topic: markup });
    expect((await bo.hears('settings')).settings).toMatchObject({ title, topic: markup });
    const ref = { seq: message.seq, id: message.id };
    await rooms.act(room, bo.guest, { do: 'report', message: ref, why: markup });
    await rooms.act(room, who, { do: 'ban', whom: bo.person.id, why: markup });
    expect(await rooms.audit(room, who)).toMatchObject({
      entries: [
        { action: 'ban', why: markup },
        { action: 'report', why: markup },
        { details: { topic: markup } },
        {},
      ],
    });
    expect(await rooms.glance(room, bo.guest)).toEqual({ denied: 'banned', why: markup });
    expect(await rooms.glance(room, who)).toMatchObject({
      stretch: { messages: [{ text: markup }] },
      settings: { title, topic: markup },
    });
  });
});
