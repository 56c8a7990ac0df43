import { describe, expect, test } from 'vitest';
import { heartbeat } from '../protocol/limits.ts';
import { Chat } from './chat.ts';
import { ana, bo, FakeWorld, greet, liveChat, message, stretch } from './fake-world.ts';
import { timing } from './timing.ts';

describe('C5 what is said', () => {
  test('is shown as unsent at once, sent, and let go when the room has said it', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    chat.say('hello');
    const [unsent] = chat.outbox.unsent;
    expect(unsent).toMatchObject({ is: 'sending', text: 'hello' });
    expect(world.socket.sent.at(-1)).toEqual({ t: 'say', id: unsent?.id, text: 'hello', after: 3 });
    world.socket.says({ t: 'said', message: message(4, ana, unsent?.id) });
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.messages.at(-1)).toMatchObject({ seq: 4, by: ana });
  });

  test('without a line waits, and leaves in order when the line is back', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    world.socket.drop();
    chat.say('one');
    chat.say('two');
    expect(chat.outbox.unsent.map(({ is }) => is)).toEqual(['queued', 'queued']);
    reconnect(world, stretch(3, 5));
    expect(says(world)).toEqual([
      ['one', 5],
      ['two', 5],
    ]);
  });

  test('lost on the way, goes again under the same id and with what was seen at first', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    chat.say('did this arrive?');
    const [first] = world.socket.sent.slice(-1);
    world.socket.drop();
    reconnect(world, stretch(3, 9));
    expect(world.socket.sent.at(-1)).toEqual(first);
    expect(chat.outbox.unsent).toHaveLength(1);
  });

  test('lost on the way back, is let go by the replay and not sent again', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    chat.say('this did arrive');
    const id = chat.outbox.unsent[0]?.id;
    world.socket.drop();
    reconnect(world, { after: 3, upTo: 4, messages: [message(4, ana, id)] });
    expect(says(world)).toEqual([]);
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.messages.filter((one) => one.id === id)).toHaveLength(1);
  });

  test('by someone else under the same id lets nothing go', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    chat.say('mine');
    world.socket.says({ t: 'said', message: message(4, bo, chat.outbox.unsent[0]?.id) });
    expect(chat.outbox.unsent).toHaveLength(1);
  });

  test('refused, stays until it is tried again under a new id, or discarded', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    chat.say('hm');
    const id = chat.outbox.unsent[0]?.id ?? '';
    world.socket.says({ t: 'refused', reason: 'too-old', sentence: '', of: { t: 'say', id } });
    expect(chat.outbox.unsent).toMatchObject([{ is: 'failed', reason: 'too-old' }]);
    expect(world.news).toEqual([{ t: 'refused', reason: 'too-old' }]);
    world.socket.drop();
    reconnect(world, stretch(3, 3));
    expect(says(world)).toEqual([]);
    chat.retry(id);
    expect(says(world)).toEqual([['hm', 3]]);
    expect(chat.outbox.unsent[0]?.id).not.toBe(id);
    chat.discard(chat.outbox.unsent[0]?.id ?? '');
    expect(chat.outbox.unsent).toEqual([]);
  });

  test('and not confirmed when the page changed, is taken over by the next chat', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    chat.say('on its way');
    const { unsent } = chat.outbox;
    const next = new Chat(world.ports, { you: ana, present: [], stretch: stretch(0, 3), unsent });
    next.start();
    greet(world, stretch(3, 3));
    expect(world.socket.sent.at(-1)).toMatchObject({
      t: 'say',
      id: unsent[0]?.id,
      text: 'on its way',
      after: 3,
    });
  });

  test('is dated by the room’s clock when this machine’s is wrong, and by its own when it is not', () => {
    const world = new FakeWorld();
    world.roomAheadMs = -3 * 3_600_000;
    const chat = liveChat(world);
    chat.say('what time is it?');
    expect(chat.outbox.unsent[0]?.at).toBe(world.roomMs);
    world.roomAheadMs = 900;
    world.socket.drop();
    reconnect(world, stretch(3, 3));
    expect(chat.now).toBe(world.nowMs);
  });

  test('that no room would take is refused here, and nothing is sent', () => {
    const world = new FakeWorld();
    expect(liveChat(world).say(' \n ')).toEqual({ refused: 'empty' });
    expect(says(world)).toEqual([]);
  });
});

describe('C7 coming back', () => {
  test('asks only for what came after the last seq seen', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    world.socket.says({ t: 'said', message: message(4) });
    world.socket.drop();
    reconnect(world, stretch(4, 6));
    expect(world.socket.sent[0]).toMatchObject({ t: 'hello', since: 4 });
    expect(chat.timeline.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('after too long shows a gap, and fetches it when it is looked at', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    world.socket.drop();
    reconnect(world, stretch(100, 150));
    expect(chat.timeline.gaps).toEqual([{ after: 3, before: 101 }]);
    chat.fetch(101);
    chat.fetch(101);
    expect(world.socket.sent.filter(({ t }) => t === 'page')).toEqual([{ t: 'page', before: 101 }]);
    world.socket.says({ t: 'paged', ...stretch(50, 100) });
    chat.fetch(51);
    world.socket.says({ t: 'paged', ...stretch(0, 50) });
    expect(chat.timeline.gaps).toEqual([]);
  });

  test('a page asked for before the line was lost is asked for again', () => {
    const world = new FakeWorld();
    const chat = liveChat(world, stretch(50, 100), stretch(100, 100));
    chat.fetch(51);
    world.socket.drop();
    reconnect(world, stretch(100, 100));
    expect(world.socket.sent).toContainEqual({ t: 'page', before: 51 });
    world.socket.says({ t: 'paged', ...stretch(0, 50) });
    world.socket.drop();
    reconnect(world, stretch(100, 100));
    expect(world.socket.sent.filter(({ t }) => t === 'page')).toEqual([]);
  });

  test('to a room that was restored to an earlier day, forgets what never was', () => {
    const world = new FakeWorld();
    const chat = liveChat(world, stretch(0, 30), stretch(30, 30));
    world.socket.drop();
    reconnect(world, stretch(0, 12));
    expect(chat.timeline.messages).toHaveLength(12);
  });

  test('tells as news what others said, not what one said oneself, and nothing twice', () => {
    const world = new FakeWorld();
    liveChat(world);
    world.socket.says({ t: 'said', message: message(4, ana) }, { t: 'said', message: message(5) });
    world.socket.says({ t: 'said', message: message(5) });
    world.socket.says({ t: 'paged', ...stretch(0, 3) });
    expect(world.news).toEqual([{ t: 'said', messages: [message(5)] }]);
  });
});

describe('C3 the heartbeat', () => {
  test('asks after a silence, and a missing pong starts a new socket', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    world.pass(timing.pingAfterMs);
    expect(world.socket.frames.at(-1)).toBe(heartbeat.ping);
    world.socket.saysRaw(heartbeat.pong);
    world.pass(timing.pingAfterMs - 1);
    expect(chat.connection.is).toBe('live');
    world.pass(1 + timing.pongMs);
    expect(world.sockets[0]?.closed).toBe(true);
    world.pass(timing.shortestBackoffMs);
    expect(world.sockets).toHaveLength(2);
  });

  test('frames of a socket that was given up are not taken', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    const [old] = world.sockets;
    old?.drop();
    reconnect(world, stretch(3, 3));
    old?.says({ t: 'said', message: message(9) });
    expect(chat.timeline.upTo).toBe(3);
  });
});

describe('C8 who is here', () => {
  test('goes by a new name everywhere as soon as the room says so, one’s own included', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    world.socket.says({ t: 'arrived', person: { ...bo, name: 'Bodil' } });
    world.socket.says({ t: 'arrived', person: { ...ana, name: 'Anna' } });
    expect(chat.timeline.named(bo).name).toBe('Bodil');
    expect(chat.you.name).toBe('Anna');
    expect(world.news).toEqual([]);
  });

  test('is what the welcome said, and who came and left since', () => {
    const world = new FakeWorld();
    const chat = liveChat(world);
    const cy = { id: 'cy-00000000000', name: 'Cy', guest: true };
    world.socket.says({ t: 'arrived', person: cy }, { t: 'left', person: bo.id });
    expect(chat.roster.people).toEqual([ana, cy]);
    world.socket.says({ t: 'arrived', person: { ...cy, name: 'Cyrus' } });
    expect(chat.roster.people.map(({ name }) => name)).toEqual(['Ana', 'Cyrus']);
    expect(world.news.map(({ t }) => t)).toEqual(['arrived', 'left']);
  });
});

function reconnect(world: FakeWorld, missed: Parameters<typeof greet>[1]): void {
  world.pass(timing.longestBackoffMs);
  greet(world, missed);
}

function says(world: FakeWorld): [string, number][] {
  return world.socket.sent.filter((up) => up.t === 'say').map(({ text, after }) => [text, after]);
}
