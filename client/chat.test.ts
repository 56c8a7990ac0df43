import { describe, expect, test } from 'vitest';
import { closeCodes, retryAfterReason } from '../protocol/close-codes.ts';
import { closeSentences } from '../protocol/close-sentences.ts';
import { heartbeat } from '../protocol/limits.ts';
import { changeOf, type Message } from '../protocol/message.ts';
import { firstSettings } from '../protocol/settings.ts';
import type { Act } from '../protocol/up.ts';
import { protocolVersion } from '../protocol/version.ts';
import { Chat } from './chat.ts';
import { ana, beginning, bo, FakeWorld, greet, liveChat, message, settled, stretch } from './fake-world.ts';
import { timing } from './timing.ts';

const idOfAct = 'act-000000';

describe('C5 what is said', () => {
  test('is shown as unsent at once, sent, and let go when the room has said it', async () => {
    const { world, chat } = await live();
    chat.say('hello');
    const [unsent] = chat.outbox.unsent;
    expect(unsent).toMatchObject({ is: 'sending', text: 'hello', by: ana.id });
    expect(acts(world)).toEqual([{ t: 'say', id: unsent?.id, text: 'hello', after: 3 }]);
    world.socket.says({ t: 'said', message: message(4, ana, unsent?.id) });
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.messages.at(-1)).toMatchObject({ seq: 4, by: ana });
    await settled();
    expect(await world.store.load()).toEqual([]);
  });

  test('says with which code the last line was closed, until the next is welcomed', async () => {
    const { world, chat } = await live();
    expect(chat.closeCode).toBeUndefined();
    world.socket.drop(4008);
    expect([chat.connection.is, chat.closeCode]).toEqual(['waiting', 4008]);
    await reconnect(world, stretch(3, 3));
    expect(chat.closeCode).toBeUndefined();
  });

  test('without a line waits, and leaves in order when the line is back', async () => {
    const { world, chat } = await live();
    world.socket.drop();
    chat.say('one');
    chat.say('two');
    expect(chat.outbox.unsent.map(({ is }) => is)).toEqual(['queued', 'queued']);
    await reconnect(world, stretch(3, 5));
    expect(acts(world)).toMatchObject([
      { text: 'one', after: 5 },
      { text: 'two', after: 5 },
    ]);
  });

  test('lost on the way, goes again under the same id and with what was seen at first', async () => {
    const { world, chat } = await live();
    chat.say('did this arrive?');
    const first = acts(world);
    world.socket.drop();
    expect(chat.outbox.unsent).toMatchObject([{ is: 'queued' }]);
    await reconnect(world, stretch(3, 9));
    expect(acts(world)).toEqual(first);
    expect(chat.outbox.unsent).toMatchObject([{ is: 'sending' }]);
  });

  test('lost on the way back, is let go by the replay and not sent again', async () => {
    const { world, chat } = await live();
    chat.say('this did arrive');
    const { id } = first(chat);
    world.socket.drop();
    await reconnect(world, { after: 3, upTo: 4, messages: [message(4, ana, id)] });
    expect(acts(world)).toEqual([]);
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.messages.filter((one) => one.id === id)).toHaveLength(1);
  });

  test('lost on the way back and beyond the newest page, is let go by the answer to the resend', async () => {
    const { world, chat } = await live();
    chat.say('this did arrive');
    const { id } = first(chat);
    world.socket.drop();
    await reconnect(world, stretch(100, 120));
    expect(acts(world)).toMatchObject([{ id, after: 3 }]);
    world.socket.says({ t: 'said', message: message(4, ana, id) });
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.find(4)?.id).toBe(id);
    expect(chat.timeline.gaps).toEqual([{ after: 4, before: 101 }]);
  });

  test('by someone else under the same id lets nothing go', async () => {
    const { world, chat } = await live();
    chat.say('mine');
    world.socket.says({ t: 'said', message: message(4, bo, first(chat).id) });
    expect(chat.outbox.unsent).toHaveLength(1);
  });

  test('refused, stays until it is tried again under a new id, or discarded', async () => {
    const { world, chat } = await live();
    chat.say('hm');
    const { id } = first(chat);
    world.socket.says({ t: 'refused', reason: 'too-old', sentence: '', of: { t: 'say', id } });
    expect(chat.outbox.unsent).toMatchObject([{ is: 'failed', reason: 'too-old' }]);
    expect(world.news).toEqual([{ t: 'refused', of: 'say', reason: 'too-old' }]);
    world.socket.drop();
    await reconnect(world, stretch(3, 7));
    expect(acts(world)).toEqual([]);
    await chat.retry(id);
    await settled();
    expect(acts(world)).toMatchObject([{ text: 'hm', after: 7 }]);
    expect(first(chat)).toMatchObject({ is: 'sending', text: 'hm' });
    expect(first(chat).id).not.toBe(id);
    chat.discard(first(chat).id);
    await settled();
    expect([chat.outbox.unsent, await world.store.load()]).toEqual([[], []]);
  });

  test('after what was refused goes on its way', async () => {
    const { world, chat } = await live();
    chat.say('hm');
    world.socket.says({
      t: 'refused',
      reason: 'too-long',
      sentence: '',
      of: { t: 'say', id: first(chat).id },
    });
    chat.say('well');
    expect(acts(world)).toMatchObject([{ text: 'hm' }, { text: 'well' }]);
  });

  test('is dated by the room’s clock when this machine’s is wrong, and by its own when it is not', async () => {
    const world = new FakeWorld();
    world.roomAheadMs = -3 * 3_600_000;
    const chat = await liveChat(world);
    chat.say('what time is it?');
    expect(first(chat).at).toBe(world.roomMs);
    world.roomAheadMs = 900;
    world.socket.drop();
    await reconnect(world, stretch(3, 3));
    expect(chat.now).toBe(world.nowMs);
  });

  test('that no room would take is refused here, and nothing is sent', async () => {
    const { world, chat } = await live();
    expect(chat.say(' \n ')).toEqual({ refused: 'empty' });
    expect(chat.edit({ seq: 1, id: message(1).id }, '')).toEqual({ refused: 'empty' });
    expect(acts(world)).toEqual([]);
    expect(chat.outbox.unsent).toEqual([]);
  });
});

describe('C11 an edit or a deletion of one’s own', () => {
  const mine = message(3, ana);
  const ref = { seq: 3, id: mine.id };
  const rendered = { after: 0, upTo: 3, messages: [message(1), message(2), mine] };
  const other = (text: string, changed: number): Message => ({ ...mine, text, changed, editedAt: changed });
  const gone = (changed: number): Message => ({ ...mine, text: '', changed, deleted: true });

  test('is shown and sent at once, and let go when the room has done it', async () => {
    const { world, chat } = await live(rendered);
    expect(chat.edit(ref, 'better words ')).toBeUndefined();
    const { id } = first(chat);
    expect(first(chat)).toMatchObject({ t: 'edit', is: 'sending', message: ref, text: 'better words' });
    expect(acts(world)).toEqual([{ t: 'edit', id, message: ref, text: 'better words', after: 3 }]);
    world.socket.says({ t: 'changed', id, by: ana.id, ...changeOf(other('better words', 4)) });
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.find(3)).toEqual(other('better words', 4));
    chat.delete(ref);
    expect(acts(world).at(-1)).toEqual({ t: 'delete', id: first(chat).id, message: ref, after: 4 });
    world.socket.says({ t: 'changed', id: first(chat).id, by: ana.id, ...changeOf(gone(5)) });
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.find(3)?.deleted).toBe(true);
    expect(world.news).toEqual([]);
  });

  test('is not let go by a change of someone else’s under the same id', async () => {
    const { world, chat } = await live(rendered);
    chat.delete(ref);
    world.socket.says({
      t: 'changed',
      id: first(chat).id,
      by: bo.id,
      ...changeOf({ ...message(1), changed: 4, editedAt: 4 }),
    });
    expect(chat.outbox.unsent).toHaveLength(1);
  });

  test('leaves in the order it was done, with words between, when the line is back', async () => {
    const { world, chat } = await live(rendered);
    world.socket.drop();
    chat.edit(ref, 'one');
    chat.say('meanwhile');
    chat.edit(ref, 'two');
    chat.delete(ref);
    await reconnect(world, stretch(3, 3));
    expect(acts(world)).toMatchObject([
      { t: 'edit', text: 'one', after: 3 },
      { t: 'say', text: 'meanwhile', after: 3 },
      { t: 'edit', text: 'two', after: 3 },
      { t: 'delete', after: 3 },
    ]);
  });

  test('lost on the way back, is sent again, and its answer need not be held', async () => {
    const { world, chat } = await live(rendered);
    chat.edit(ref, 'better words');
    const sent = acts(world);
    world.socket.drop();
    await reconnect(world, { ...stretch(50, 60), forget: true });
    expect(acts(world)).toEqual(sent);
    world.socket.says({
      t: 'changed',
      id: first(chat).id,
      by: ana.id,
      ...changeOf(other('better words', 4)),
    });
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.messages.map(({ seq }) => seq)).toEqual(stretch(50, 60).messages.map((m) => m.seq));
    world.socket.says({ t: 'paged', ...stretch(0, 50) });
    expect(chat.timeline.find(3)?.text).toBe('better words');
  });

  test('refused, stays with its reason until it is tried again or discarded', async () => {
    const { world, chat } = await live(rendered);
    chat.edit(ref, 'better words');
    const { id } = first(chat);
    world.socket.says({ t: 'refused', reason: 'deleted', sentence: '', of: { t: 'edit', id } });
    expect(chat.outbox.unsent).toMatchObject([{ t: 'edit', is: 'failed', reason: 'deleted' }]);
    expect(world.news).toEqual([{ t: 'refused', of: 'edit', reason: 'deleted' }]);
    await chat.retry(id);
    await settled();
    expect(acts(world).at(-1)).toMatchObject({ t: 'edit', message: ref, text: 'better words' });
    expect(acts(world).at(-1)?.id).not.toBe(id);
    chat.discard(first(chat).id);
    expect(chat.outbox.unsent).toEqual([]);
  });
});

describe('C22 a reaction', () => {
  const ref = { seq: 2, id: message(2).id };
  const reacted = (id: string, seq: number, on = true, by = ana, emoji = '👍') =>
    ({ t: 'reacted', id, seq, by, message: ref, emoji, on }) as const;

  test('is sent at once, and let go when the room has told it', async () => {
    const { world, chat } = await live();
    chat.react(ref, '👍', true);
    const { id } = first(chat);
    expect(acts(world)).toEqual([{ t: 'react', id, message: ref, emoji: '👍', on: true, after: 3 }]);
    world.socket.says(reacted(id, 4));
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.find(2)).toEqual({
      ...message(2),
      changed: 4,
      reactions: [{ emoji: '👍', n: 1, by: [ana] }],
    });
    expect(chat.timeline.upTo).toBe(4);
    expect(world.news).toEqual([]);
  });

  test('without a line waits like words, and goes in the order in which it was done', async () => {
    const { world, chat } = await live();
    world.socket.drop();
    chat.react(ref, '👍', true);
    chat.say('meanwhile');
    chat.react(ref, '🎉', true);
    chat.react(ref, '👍', false);
    await reconnect(world, stretch(3, 3));
    expect(acts(world)).toMatchObject([
      { t: 'react', emoji: '👍', on: true },
      { t: 'say', text: 'meanwhile' },
      { t: 'react', emoji: '🎉', on: true },
      { t: 'react', emoji: '👍', on: false },
    ]);
  });

  test('lost on the way back, is sent again, and let go by how the message stands', async () => {
    const { world, chat } = await live();
    chat.react(ref, '👍', true);
    const sent = acts(world);
    world.socket.drop();
    const reactions = [{ emoji: '👍', n: 1, by: [ana] }];
    await reconnect(world, { ...stretch(4, 4), after: 3, changed: [{ message: ref, seq: 4, reactions }] });
    expect(acts(world)).toEqual(sent);
    world.socket.says({ t: 'changed', id: first(chat).id, by: ana.id, message: ref, seq: 4, reactions });
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.timeline.find(2)?.reactions).toEqual(reactions);
  });

  test('refused, is told and not kept: nobody is asked whether to try it again', async () => {
    const { world, chat } = await live();
    chat.react(ref, '👍', true);
    const { id } = first(chat);
    world.socket.says({ t: 'refused', reason: 'muted', sentence: '', of: { t: 'react', id } });
    expect(chat.outbox.unsent).toEqual([]);
    expect(world.news).toEqual([{ t: 'refused', of: 'react', reason: 'muted' }]);
  });

  test('of whoever sat here before is dropped, and nobody is asked about it', async () => {
    const { world, chat } = await live();
    world.socket.drop();
    chat.react(ref, '👍', true);
    chat.become(bo);
    await reconnect(world, { ...stretch(3, 3), you: bo });
    await settled();
    expect(chat.outbox.unsent).toEqual([]);
    expect(acts(world)).toEqual([]);
    expect(world.news).toEqual([]);
  });

  test('to what is not held is there once a page brings that as it was before', async () => {
    const { world, chat } = await live(stretch(3, 6), stretch(6, 6));
    const at = { seq: 2, id: message(2).id };
    for (const [i, on] of [true, true, false].entries()) {
      const by = i === 1 ? ana : bo;
      world.socket.says({ ...reacted(`other-act-${i}`, 7 + i, on, by), message: at });
    }
    chat.timeline.add({ after: 0, upTo: 3, messages: [message(1), message(2), message(3)] });
    expect(chat.timeline.find(2)).toMatchObject({
      changed: 9,
      reactions: [{ emoji: '👍', n: 1, by: [ana] }],
    });
    // A page that was made between knows the first of them already.
    const later = await live(stretch(3, 6), stretch(6, 6));
    for (const [i, on] of [true, true, false].entries()) {
      later.world.socket.says({ ...reacted(`other-act-${i}`, 7 + i, on, i === 1 ? ana : bo), message: at });
    }
    const known = { ...message(2), changed: 7, reactions: [{ emoji: '👍', n: 1, by: [bo] }] };
    later.chat.timeline.add({ after: 0, upTo: 3, messages: [message(1), known, message(3)] });
    expect(later.chat.timeline.find(2)).toEqual(chat.timeline.find(2));
  });

  test('that was skipped has the line opened anew', async () => {
    const { world, chat } = await live();
    world.socket.says(reacted('other-act-1', 5, true, bo));
    expect(chat.connection.is).not.toBe('live');
    expect(chat.timeline.find(2)).toEqual(message(2));
  });
});

describe('C7 coming back', () => {
  test('asks only for what came after the last seq seen', async () => {
    const { world, chat } = await live();
    world.socket.says({ t: 'said', message: message(4) });
    const changed = { ...message(1), text: 'other', changed: 5, editedAt: 5 };
    world.socket.says({ t: 'changed', id: 'act-000000', by: bo.id, ...changeOf(changed) });
    world.socket.drop();
    await reconnect(world, stretch(5, 7));
    expect(world.socket.sent[0]).toMatchObject({ t: 'hello', since: 5 });
    expect(seqs(chat)).toEqual([1, 2, 3, 4, 6, 7]);
    expect(chat.timeline.gaps).toEqual([]);
  });

  test('renews what was changed meanwhile, and tells nothing of it', async () => {
    const { world, chat } = await live();
    world.socket.drop();
    const changed = { ...message(2), text: '', changed: 4, deleted: true } as const;
    await reconnect(world, { after: 3, upTo: 4, messages: [], changed: [changeOf(changed)] });
    expect(chat.timeline.messages).toEqual([message(1), changed, message(3)]);
    expect(chat.timeline.upTo).toBe(4);
    expect(world.news).toEqual([]);
  });

  test('after too long shows a gap, and fetches it when it is looked at', async () => {
    const { world, chat } = await live();
    world.socket.drop();
    const changed = { ...message(2), text: 'other', changed: 70, editedAt: 70 };
    await reconnect(world, { ...stretch(100, 150), changed: [changeOf(changed)] });
    expect(chat.timeline.find(2)).toEqual(changed);
    expect(chat.timeline.gaps).toEqual([{ after: 3, before: 101 }]);
    chat.fetch(101);
    chat.fetch(101);
    expect(world.socket.sent.filter(({ t }) => t === 'page')).toEqual([{ t: 'page', before: 101 }]);
    world.socket.says({ t: 'paged', ...stretch(50, 100) });
    chat.fetch(51);
    world.socket.says({ t: 'paged', ...stretch(0, 50) });
    expect(chat.timeline.gaps).toEqual([]);
    expect(chat.timeline.find(2)).toEqual(changed);
    expect(world.news).toEqual([{ t: 'said', messages: stretch(100, 150).messages }]);
  });

  test('a page asked for before the line was lost is asked for again', async () => {
    const { world, chat } = await live(stretch(50, 100), stretch(100, 100));
    chat.fetch(51);
    world.socket.drop();
    await reconnect(world, stretch(100, 100));
    expect(world.socket.sent).toContainEqual({ t: 'page', before: 51 });
    world.socket.says({ t: 'paged', ...stretch(0, 50) });
    world.socket.drop();
    await reconnect(world, stretch(100, 100));
    expect(world.socket.sent.filter(({ t }) => t === 'page')).toEqual([]);
  });

  test('to a room that was restored to an earlier day, starts over from what is there', async () => {
    const { world, chat } = await live(stretch(0, 30), stretch(30, 30));
    world.socket.drop();
    await reconnect(world, { ...stretch(5, 12), forget: true });
    expect(seqs(chat)).toEqual([6, 7, 8, 9, 10, 11, 12]);
    expect(chat.timeline.gaps).toEqual([{ after: 0, before: 6 }]);
    expect(world.news).toEqual([]);
    world.socket.drop();
    await reconnect(world, stretch(12, 12));
    expect(world.socket.sent[0]).toMatchObject({ since: 12 });
  });

  test('to a room in which too much was changed, starts over too, and only what is new is news', async () => {
    const { world, chat } = await live(stretch(0, 30), stretch(30, 30));
    world.socket.drop();
    const renewed = stretch(20, 32).messages.map((one) => ({ ...one, text: 'other', changed: one.seq + 90 }));
    await reconnect(world, { after: 20, upTo: 122, messages: renewed, forget: true });
    expect(chat.timeline.messages).toEqual(renewed);
    expect(world.news).toEqual([{ t: 'said', messages: renewed.slice(-2) }]);
  });

  test('also from a line on which a place was skipped, with nothing taken from beyond it', async () => {
    const { world, chat } = await live();
    world.socket.says({ t: 'said', message: message(4) }, { t: 'said', message: message(6) });
    expect(chat.connection.is).toBe('waiting');
    expect(world.socket.closed).toBe(true);
    expect(seqs(chat)).toEqual([1, 2, 3, 4]);
    chat.say('meanwhile');
    await reconnect(world, stretch(4, 6));
    expect(world.socket.sent[0]).toMatchObject({ t: 'hello', since: 4 });
    expect(seqs(chat)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(acts(world)).toMatchObject([{ text: 'meanwhile', after: 6 }]);
  });

  test('also from a line on which a change was skipped, which no page would bring', async () => {
    const { world, chat } = await live();
    const changed = { ...message(1), text: 'other', changed: 5, editedAt: 5 };
    world.socket.says({ t: 'changed', id: 'act-000000', by: bo.id, ...changeOf(changed) });
    expect(chat.connection.is).toBe('waiting');
    expect(chat.timeline.upTo).toBe(3);
  });

  test('tells as news what others said, not what one said oneself, and nothing twice', async () => {
    const { world } = await live();
    world.socket.says({ t: 'said', message: message(4, ana) }, { t: 'said', message: message(5) });
    world.socket.says({ t: 'said', message: message(5) });
    world.socket.says({ t: 'paged', ...stretch(0, 3) });
    world.socket.drop();
    await reconnect(world, stretch(4, 6));
    expect(world.news).toEqual([
      { t: 'said', messages: [message(5)] },
      { t: 'said', messages: [message(6)] },
    ]);
  });
});

describe('I7 by another name', () => {
  test('another line is taken, and what is unsent goes by it', async () => {
    const world = new FakeWorld();
    const chat = await liveChat(world);
    const before = world.socket;
    chat.say('still me');
    chat.reopen();
    expect(before.closed).toBe(true);
    expect(world.socket).not.toBe(before);
    greet(world, { ...stretch(3, 3), you: { ...ana, name: 'Anna' } });
    await settled();
    expect(chat.you?.name).toBe('Anna');
    expect(acts(world)).toMatchObject([{ text: 'still me' }]);
  });

  test('nothing is opened where no line is wanted', () => {
    const world = new FakeWorld();
    const chat = new Chat(world.ports, beginning());
    chat.reopen();
    expect(chat.connection.is).toBe('idle');
  });
});

describe('C3 the heartbeat', () => {
  test('asks every 20 s, and a missing pong starts a new socket', async () => {
    const { world, chat } = await live();
    world.pass(timing.pingMs);
    expect(world.socket.frames.at(-1)).toBe(heartbeat.ping);
    world.socket.saysRaw(heartbeat.pong);
    world.pass(timing.pingMs - 1);
    expect(chat.connection.is).toBe('live');
    world.pass(1 + timing.pongMs);
    expect(world.sockets[0]?.closed).toBe(true);
    world.pass(timing.shortestBackoffMs);
    expect(world.sockets).toHaveLength(2);
  });

  test('goes on in a room in which much is said', async () => {
    const { world } = await live();
    for (let seq = 4; seq < 64; seq += 1) {
      world.socket.says({ t: 'said', message: message(seq) });
      world.pass(1_000);
    }
    expect(world.socket.frames.filter((frame) => frame === heartbeat.ping)).toHaveLength(3);
  });

  test('asks at once when the browser doubts the line', async () => {
    const { world, chat } = await live();
    chat.doubt();
    expect(world.socket.frames.at(-1)).toBe(heartbeat.ping);
    world.pass(timing.pongMs);
    expect(chat.connection.is).toBe('waiting');
  });
});

describe('C2 what an older socket still says is not heard', () => {
  test('once there is another', async () => {
    const { world, chat } = await live();
    const [old] = world.sockets;
    old?.drop();
    await reconnect(world, stretch(3, 3));
    old?.says({ t: 'said', message: message(9) });
    old?.saysRaw('not of the protocol');
    old?.drop(closeCodes.wrongVersion.code);
    expect(chat.timeline.upTo).toBe(3);
    expect(chat.connection.is).toBe('live');
  });

  test('nor before, when it was given up', async () => {
    const { world, chat } = await live();
    world.pass(timing.pingMs + timing.pongMs);
    expect(chat.connection.is).toBe('waiting');
    world.socket.says({ t: 'said', message: message(4) });
    expect(chat.timeline.upTo).toBe(3);
  });

  test('nor after a frame that nobody can read, of which something would be missing', async () => {
    const { world, chat } = await live();
    world.socket.saysRaw('[{"t":"said","message":"of the future"}]');
    world.socket.says({ t: 'said', message: message(5) });
    expect(chat.connection).toMatchObject({ is: 'stopped', because: 'reload' });
    expect(world.socket.closed).toBe(true);
    expect(chat.timeline.upTo).toBe(3);
  });
});

describe('P12 a room that knows more than this client', () => {
  const danced = { t: 'danced', seq: 4, id: idOfAct, step: 2 };

  test('is heard, what it tells besides too, and nothing is asked for anew', async () => {
    const { world, chat } = await live();
    world.socket.saysRaw(JSON.stringify([danced, { t: 'hummed' }, { t: 'said', message: message(5) }]));
    expect(chat.connection.is).toBe('live');
    expect(seqs(chat)).toEqual([1, 2, 3, 5]);
    expect(chat.timeline.gaps).toEqual([]);
  });

  test('is asked to go on from the place of what was not understood', async () => {
    const { world } = await live();
    world.socket.saysRaw(JSON.stringify([danced]));
    world.socket.drop();
    await reconnect(world, stretch(4, 4));
    expect(world.socket.sent[0]).toMatchObject({ t: 'hello', since: 4, sinceId: idOfAct });
  });

  test('is noticed when a place before that was skipped', async () => {
    const { world, chat } = await live();
    world.socket.saysRaw(JSON.stringify([{ ...danced, seq: 5 }]));
    expect([chat.connection.is, chat.timeline.upTo]).toEqual(['waiting', 3]);
  });

  test('fails an act for a reason of its own', async () => {
    const { world, chat } = await live();
    chat.say('hello');
    const of = { t: 'say', id: chat.outbox.unsent[0]?.id };
    world.socket.saysRaw(JSON.stringify([{ t: 'refused', reason: 'bored', sentence: 'No.', of }]));
    expect(chat.outbox.unsent).toMatchObject([{ is: 'failed', reason: 'unknown' }]);
    expect(world.news).toEqual([{ t: 'refused', of: 'say', reason: 'unknown' }]);
  });
});

describe('C1 a server that says nothing', () => {
  test('is given up, again and again, and words wait for one that does', async () => {
    const { world, chat } = await live();
    world.socket.drop();
    chat.say('anybody there?');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      world.passToNextSocket();
      world.socket.open();
      expect(world.socket.sent).toEqual([{ t: 'hello', v: protocolVersion, since: 3 }]);
      world.pass(timing.greetMs);
      expect(world.socket.closed).toBe(true);
    }
    await reconnect(world, stretch(3, 3));
    expect(acts(world)).toMatchObject([{ text: 'anybody there?' }]);
  });
});

describe('C10 a room that asks to be left alone', () => {
  test('says for how long in its reason, and is', async () => {
    const { world, chat } = await live();
    world.socket.drop(closeCodes.overloaded.code, retryAfterReason(60));
    chat.nudge();
    world.pass(59_999);
    chat.nudge();
    expect(world.sockets).toHaveLength(1);
    world.pass(1);
    chat.nudge();
    expect(world.sockets).toHaveLength(2);
  });

  test.each(['', 'Retry-After: soon', 'Retry-After: -1', 'Retry-After: 60 minutes', 'Retry-After: 1e9'])(
    'without saying for how long is tried again like any other: %j',
    async (reason) => {
      const { world } = await live();
      world.socket.drop(closeCodes.overloaded.code, reason);
      world.pass(timing.shortestBackoffMs);
      expect(world.sockets).toHaveLength(2);
    },
  );
});

describe('C20 without a name', () => {
  test('a chat hears and pages like any other, says nothing, and sends nothing that waits in this browser', async () => {
    const earlier = await live();
    earlier.world.socket.drop();
    earlier.chat.say('waits');
    await settled();
    earlier.chat.pause();
    const world = new FakeWorld(earlier.world.stores);
    const chat = new Chat(world.ports, beginning({ you: undefined, present: [bo], here: 1 }));
    chat.start();
    world.socket.open();
    world.socket.says({
      t: 'welcome',
      at: world.roomMs,
      here: 1,
      present: [bo],
      changed: [],
      forget: false,
      settings: firstSettings,
      ...stretch(3, 3),
    });
    chat.react({ seq: 2, id: message(2).id }, '👍', true);
    expect(chat.outbox.unsent).toEqual([]);
    world.socket.says({ t: 'said', message: message(4) });
    chat.fetch(1);
    world.pass(10);
    await settled();
    expect([chat.you, chat.unsent, chat.connection.is]).toEqual([undefined, [], 'live']);
    expect(chat.timeline.upTo).toBe(4);
    expect(world.news.map(({ t }) => t)).toEqual(['said']);
    expect(world.socket.sent.map(({ t }) => t)).toEqual(['hello', 'page']);
  });
});

describe('C17 a moderator', () => {
  test('knows the number of the newest report, from the welcome and as it comes', async () => {
    const { world, chat } = await live();
    expect(chat.report).toBeUndefined();
    world.socket.says({ t: 'reported', n: 7 });
    expect(chat.report).toBe(7);
    expect(world.news).toEqual([{ t: 'reported' }]);
  });
});

describe('C8 who is here', () => {
  const cy = { id: 'cy-00000000000', name: 'Cy', kind: 'guest' as const };

  test('goes by a new name everywhere as soon as the room says so, one’s own included', async () => {
    const { world, chat } = await live();
    world.socket.says({ t: 'arrived', person: { ...bo, name: 'Bodil' }, here: 2 });
    world.socket.says({ t: 'arrived', person: { ...ana, name: 'Anna' }, here: 2 });
    expect(chat.timeline.named(bo).name).toBe('Bodil');
    expect(chat.you?.name).toBe('Anna');
    expect(world.news).toEqual([]);
  });

  test('goes by the name they took while one was away', async () => {
    const { world, chat } = await live();
    world.socket.drop();
    const [bodil, cyrus] = [
      { ...bo, name: 'Bodil' },
      { ...cy, name: 'Cyrus' },
    ];
    await reconnect(world, { after: 3, upTo: 4, messages: [message(4, cyrus)], present: [ana, bodil] });
    expect([chat.timeline.named(bo).name, chat.timeline.named(cy).name]).toEqual(['Bodil', 'Cyrus']);
  });

  test('is what the welcome said, and who came and left since', async () => {
    const { world, chat } = await live();
    world.socket.says({ t: 'arrived', person: cy, here: 2 }, { t: 'left', person: bo.id, here: 1 });
    world.pass(timing.graceMs);
    expect(chat.roster.people).toEqual([ana, cy]);
    world.socket.says({ t: 'arrived', person: { ...cy, name: 'Cyrus' }, here: 2 });
    expect(chat.roster.people.map(({ name }) => name)).toEqual(['Ana', 'Cyrus']);
    expect(world.news).toEqual([
      { t: 'arrived', person: cy },
      { t: 'left', person: bo },
    ]);
  });

  test('who only loads the page anew neither leaves nor arrives', async () => {
    const { world, chat } = await live();
    world.socket.says({ t: 'left', person: bo.id, here: 1 });
    world.pass(2_000);
    world.socket.says({ t: 'arrived', person: bo, here: 2 });
    world.pass(60_000);
    expect(chat.roster.people).toEqual([ana, bo]);
    expect(world.news).toEqual([]);
  });

  test('after a restart, in which one is the first to come back, nobody left or arrived', async () => {
    const { world, chat } = await live();
    world.socket.drop(1012);
    world.pass(timing.shortestBackoffMs);
    greet(world, { ...stretch(3, 3), present: [ana] });
    world.pass(3_000);
    world.socket.says({ t: 'arrived', person: bo, here: 2 });
    world.pass(60_000);
    expect(new Set(chat.roster.people)).toEqual(new Set([ana, bo]));
    expect(world.news).toEqual([]);
  });
});

describe('C18 a room that is not open any more', () => {
  test('says so, keeps what is unsent, and is not tried again', async () => {
    const { world, chat } = await live();
    chat.say('words');
    world.socket.drop(closeCodes.kicked.code, closeSentences[closeCodes.kicked.code]);
    expect(chat.connection).toMatchObject({ is: 'stopped', because: 'leave', code: closeCodes.kicked.code });
    world.pass(3_600_000);
    chat.nudge();
    expect(world.sockets).toHaveLength(1);
    expect(chat.outbox.unsent).toMatchObject([{ is: 'queued' }]);
    expect(await world.store.load()).toHaveLength(1);
  });
});

describe('C19 whoever had themselves forgotten', () => {
  test('leaves without a name and without news', async () => {
    const { world, chat } = await live();
    const nobody = { ...bo, name: '', left: true } as const;
    world.socket.says({ t: 'arrived', person: nobody, here: 2 }, { t: 'left', person: bo.id, here: 1 });
    world.pass(timing.graceMs);
    expect(chat.timeline.named(bo).name).toBe('');
    expect(chat.roster.people).toEqual([ana]);
    expect(world.news).toEqual([]);
  });
});

async function live(...begin: Parameters<typeof liveChat> extends [FakeWorld, ...infer Rest] ? Rest : never) {
  const world = new FakeWorld();
  return { world, chat: await liveChat(world, ...begin) };
}

async function reconnect(world: FakeWorld, missed: Parameters<typeof greet>[1]): Promise<void> {
  world.passToNextSocket();
  greet(world, missed);
  await settled();
}

function first(chat: Chat) {
  const [unsent] = chat.outbox.unsent;
  if (!unsent) throw new Error('Nothing is unsent.');
  return unsent;
}

function acts(world: FakeWorld): Act[] {
  return world.socket.sent.filter((up): up is Act => up.t !== 'hello' && up.t !== 'page');
}

function seqs(chat: Chat): number[] {
  return chat.timeline.messages.map(({ seq }) => seq);
}

describe('C14 a line on which a place was skipped', () => {
  test('is given up, and what was skipped is asked for', async () => {
    const world = new FakeWorld();
    const chat = await liveChat(world);
    world.socket.says({ t: 'said', message: message(5) });
    expect(world.sockets[0]?.closed).toBe(true);
    expect(chat.connection.is).toBe('waiting');
    expect(chat.timeline.upTo).toBe(3);
    world.pass(timing.longestBackoffMs);
    greet(world, stretch(3, 5));
    expect(world.socket.sent[0]).toMatchObject({ t: 'hello', since: 3 });
    expect(chat.timeline.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('also by a change, of which no page would tell', async () => {
    const world = new FakeWorld();
    const chat = await liveChat(world);
    world.socket.says({
      t: 'changed',
      id: 'change-0001',
      by: bo.id,
      ...changeOf({ ...message(2), changed: 5 }),
    });
    expect(chat.connection.is).toBe('waiting');
    expect(chat.timeline.upTo).toBe(3);
  });

  test('but the answer to a resend, whose place is old, is no skip', async () => {
    const world = new FakeWorld();
    const chat = await liveChat(world);
    world.socket.says({ t: 'said', message: message(2) });
    world.socket.says({
      t: 'changed',
      id: 'change-0001',
      by: bo.id,
      ...changeOf({ ...message(1), changed: 2 }),
    });
    expect(chat.connection.is).toBe('live');
  });
});

describe('K3 K4 a chat knows what is pinned', () => {
  test('from the page, the welcome, and whatever comes then; and nothing that was deleted', async () => {
    const world = new FakeWorld();
    const chat = new Chat(world.ports, beginning({ pins: [2] }));
    expect(chat.pins).toEqual([2]);
    chat.start();
    greet(world, { ...stretch(3, 3), pins: [3, 2] });
    await settled();
    expect(chat.pins).toEqual([3, 2]);
    world.socket.says({ t: 'pins', pins: [1, 3, 2] });
    expect(chat.pins).toEqual([1, 3, 2]);
    const { seq, id } = message(3);
    world.socket.says({
      t: 'changed',
      id: 'deletion-0',
      by: bo.id,
      message: { seq, id },
      seq: 4,
      deleted: true,
    });
    expect(chat.pins).toEqual([1, 2]);
    world.socket.drop();
    world.passToNextSocket();
    greet(world, stretch(4, 4));
    expect(chat.pins).toEqual([]);
  });
});

describe('Q2 a reply to what is not there any more', () => {
  test('keeps its words, which can be said without its being one', async () => {
    const world = new FakeWorld();
    const chat = await liveChat(world);
    const { seq, id } = message(2);
    chat.say('with pleasure', { reply: { seq, id } });
    await settled();
    const [sent] = world.socket.sent.filter((up) => up.t === 'say');
    expect(sent).toMatchObject({ text: 'with pleasure', reply: { seq, id } });
    const of = { t: 'say', id: sent?.id ?? '' };
    world.socket.says({ t: 'refused', reason: 'no-such-message', sentence: '', of });
    await settled();
    expect(chat.unsent).toMatchObject([{ is: 'failed', text: 'with pleasure' }]);
    chat.sayAlone(of.id);
    await settled();
    expect(chat.unsent).toMatchObject([{ is: 'sending', text: 'with pleasure' }]);
    expect(world.socket.sent.at(-1)).toMatchObject({ t: 'say', text: 'with pleasure' });
    expect(world.socket.sent.at(-1)).not.toHaveProperty('reply');
  });
});
