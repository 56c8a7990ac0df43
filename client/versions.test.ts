import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Up } from '../protocol/up.ts';
import { Chat } from './chat.ts';
import { beginning, FakeWorld, settled } from './fake-world.ts';

type Step = { opens: true } | { says: Up } | { hears: object[] } | { closes: number; reason: string };

// What a room of version 6 and Ana's client said to each other, as it was then.
const recorded = JSON.parse(
  readFileSync(new URL('../protocol/released/6-room.json', import.meta.url), 'utf8'),
) as { ana: { id: string; name: string }; steps: Step[] };

describe('P15 a client of today with a room of the version before', () => {
  const ana = { id: recorded.ana.id, name: recorded.ana.name, kind: 'guest' as const };
  const empty = { after: 0, upTo: 0, messages: [] };

  test('says what a client of that version said, and understands all that the room says', async () => {
    const world = new FakeWorld();
    const ids = recorded.steps.flatMap((step) => ('says' in step && 'id' in step.says ? [step.says.id] : []));
    world.ports.newId = () => ids.shift() ?? expect.unreachable();
    const chat = new Chat(world.ports, {
      ...beginning({ stretch: empty }),
      you: ana,
      present: [ana],
      here: 1,
    });
    chat.start();
    for (const step of recorded.steps) await take(step, world, chat);
    expect(chat.connection.is).toBe('live');
    expect(chat.outbox.unsent).toMatchObject([{ t: 'edit', is: 'failed', reason: 'not-yours' }]);
    expect(world.news.filter(({ t }) => t === 'refused')).toEqual([
      { t: 'refused', of: 'edit', reason: 'not-yours' },
    ]);
    expect(chat.settings.topic).toBe('a bench');
    const stands = chat.timeline.messages.map(({ seq, by, text, deleted }) => [
      seq,
      by.name,
      by.kind,
      text,
      deleted,
    ]);
    expect(stands).toEqual([
      [1, 'Bo', 'guest', '', true],
      [2, 'Ana', 'guest', '', true],
      [5, 'Bo', 'guest', 'while you were out', undefined],
      [6, 'Bo', 'guest', 'and more', undefined],
    ]);
    expect([chat.timeline.upTo, chat.timeline.gaps]).toEqual([8, []]);
    expect(chat.roster.people).toMatchObject([{ name: 'Bo', kind: 'guest' }, ana]);
  });

  test('and gives up, as too old, where not even that is served', () => {
    const world = new FakeWorld();
    const chat = new Chat(world.ports, beginning());
    chat.start();
    for (const v of [7, 6]) {
      world.socket.open();
      expect(world.socket.sent).toMatchObject([{ t: 'hello', v }]);
      world.socket.drop(4002);
      if (v === 7) world.passToNextSocket();
    }
    expect(chat.connection).toMatchObject({ is: 'stopped', because: 'reload' });
  });
});

async function take(step: Step, world: FakeWorld, chat: Chat): Promise<void> {
  if ('opens' in step) {
    if (world.sockets.length === 0 || world.socket.closed || world.socket.frames.length > 0)
      world.passToNextSocket();
    return world.socket.open();
  }
  if ('hears' in step) return world.socket.saysRaw(JSON.stringify(step.hears));
  if ('closes' in step) return world.socket.drop(step.closes);
  // A hello goes by itself; what else she said she says again.
  const { says } = step;
  if (says.t === 'say') chat.say(says.text);
  else if (says.t === 'edit') chat.edit(says.message, says.text);
  else if (says.t === 'delete') chat.delete(says.message);
  else if (says.t === 'page') chat.fetch(says.before);
  await settled();
  expect(world.socket.sent.at(-1)).toEqual(says);
}
