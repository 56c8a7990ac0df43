import { describe, expect, test } from 'vitest';
import { heartbeat, limits } from '../protocol/limits.ts';
import type { ActId } from '../protocol/message.ts';
import type { WireReason } from '../protocol/refusals.ts';
import { firstSettings } from '../protocol/settings.ts';
import type { Act } from '../protocol/up.ts';
import { Chat } from './chat.ts';
import { ana, beginning, bo, FakeWorld, greet, liveChat, message, settled, stretch } from './fake-world.ts';

const slow = (slowS: number) => ({ ...firstSettings, slowS });

describe('C15 a client has at most ten acts under way', () => {
  test('and sends the next when one is done', async () => {
    const { world, chat } = await live();
    sayMany(chat, 25);
    expect(acts(world)).toHaveLength(limits.actsUnderWay);
    expect(chat.outbox.unsent.map(({ is }) => is)).toEqual([...all(10, 'sending'), ...all(15, 'queued')]);
    confirm(world, 0, 4);
    await settled();
    expect(acts(world).map(wordsOf)).toEqual(words(11));
    // Stamped when it is first sent, not when it was written.
    expect(acts(world).at(-1)?.after).toBe(4);
    for (let i = 1; i < 25; i += 1) {
      confirm(world, i, 4 + i);
      await settled();
    }
    expect(chat.outbox.unsent).toEqual([]);
    expect(acts(world).map(wordsOf)).toEqual(words(25));
  });

  test('or when one failed, and after a lost line ten again', async () => {
    const { world, chat } = await live();
    sayMany(chat, 25);
    refuse(world, 0, 'too-long');
    await settled();
    expect(acts(world)).toHaveLength(11);
    world.socket.drop();
    await welcomeBack(world);
    expect(acts(world).map(wordsOf)).toEqual(words(11).slice(1));
  });

  test('whoever takes over: what is still to be answered here is not sent twice', async () => {
    const { world, chat } = await live();
    const other = new FakeWorld(world.stores);
    await liveChat(other);
    chat.say('on its way');
    await settled();
    other.store.lookAt();
    await settled();
    world.store.lookAt();
    await settled();
    expect(acts(world)).toHaveLength(1);
    expect(chat.outbox.unsent).toMatchObject([{ is: 'sending' }]);
  });
});

describe.each(['too-fast', 'slow'] as const)('C16 what was refused as %s', (reason) => {
  test('is kept with all that is behind it, and goes again by itself, in order, as it was', async () => {
    const { world, chat } = await live();
    sayMany(chat, 3);
    const sent = acts(world);
    refuse(world, 0, reason, 700);
    chat.say('words 3');
    expect(chat.outbox.unsent[0]).toMatchObject({ is: 'queued' });
    refuse(world, 1, reason, 300);
    refuse(world, 2, reason, 300);
    expect(chat.outbox.unsent.map(({ is }) => is)).toEqual(all(4, 'queued'));
    expect(chat.waitMs).toBe(700);
    world.pass(699);
    expect(acts(world)).toHaveLength(3);
    world.pass(1);
    expect(acts(world).slice(3)).toEqual(sent.slice(0, 1));
    // One by one, until the room has taken all that it refused.
    confirm(world, 0, 4);
    expect(acts(world).slice(4)).toEqual([sent[1]]);
    confirm(world, 1, 5);
    confirm(world, 2, 6);
    await settled();
    expect(acts(world).slice(5)).toMatchObject([sent[2], { text: 'words 3' }]);
    expect(world.news).toEqual([]);
  });

  test('waits until the rest of what is under way was answered', async () => {
    const { world, chat } = await live();
    sayMany(chat, 2);
    refuse(world, 0, reason, 100);
    world.pass(5_000);
    expect(acts(world)).toHaveLength(2);
    refuse(world, 1, reason, 100);
    world.pass(100);
    expect(acts(world).slice(2).map(wordsOf)).toEqual(['words 0']);
  });

  test('keeps to the longest wait, also on the next line', async () => {
    const { world, chat } = await live();
    chat.say('words 0');
    refuse(world, 0, reason, 60_000);
    world.socket.drop();
    await welcomeBack(world);
    expect(acts(world)).toEqual([]);
    expect(chat.outbox.unsent).toMatchObject([{ is: 'queued', after: 3 }]);
    const waitMs = chat.waitMs;
    expect(waitMs).toBeGreaterThan(50_000);
    pass(world, waitMs - 1);
    expect(acts(world)).toEqual([]);
    world.pass(1);
    expect(acts(world)).toMatchObject([{ text: 'words 0', after: 3 }]);
  });

  test('holds nothing up once it is discarded', async () => {
    const { world, chat } = await live();
    sayMany(chat, 2);
    for (const i of [0, 1]) refuse(world, i, reason, 100);
    for (const { id } of chat.outbox.unsent) chat.discard(id);
    world.pass(100);
    sayMany(chat, 3);
    await settled();
    expect(acts(world)).toHaveLength(5);
    // Only of what it was too soon for does the room keep a turn.
    const cancelled = world.socket.sent.flatMap((up) => (up.t === 'cancel' ? [up.id] : []));
    const refused = acts(world).map(({ id }) => id);
    expect(cancelled).toEqual(reason === 'too-fast' ? refused.slice(0, 2) : []);
  });

  test('may be an edit or a deletion as well', async () => {
    const { world, chat } = await live();
    chat.delete({ seq: 1, id: message(1).id });
    const [sent] = acts(world);
    const of = { t: 'delete', id: sent?.id ?? '' } as const;
    world.socket.says({ t: 'refused', reason, sentence: '', retryAfterMs: 100, of });
    chat.edit({ seq: 2, id: message(2).id }, 'other words');
    await settled();
    world.socket.says({ t: 'said', message: message(4) });
    expect(acts(world)).toHaveLength(1);
    world.pass(100);
    expect(acts(world)).toEqual([sent, sent]);
  });

  test('outlives the page', async () => {
    const { world, chat } = await live();
    chat.say('words 0');
    const sent = acts(world);
    refuse(world, 0, reason, 60_000);
    chat.pause();
    await settled();
    const next = await liveChat(world, stretch(0, 9), stretch(9, 9));
    expect(acts(world)).toEqual(sent);
    expect(next.outbox.unsent).toMatchObject([{ is: 'sending' }]);
  });

  test('without a word of how long, for a second', async () => {
    const { world, chat } = await live();
    chat.say('words 0');
    refuse(world, 0, reason);
    expect(chat.waitMs).toBe(1_000);
  });
});

describe('C16 what else was refused', () => {
  test.each(['muted', 'locked', 'not-allowed'] as const)(
    'as %s fails, and keeps its words for its person',
    async (reason) => {
      const { world, chat } = await live();
      chat.say('words 0');
      chat.say('words 1');
      refuse(world, 0, reason, 500);
      expect(chat.outbox.unsent).toMatchObject([{ is: 'failed', reason }, { is: 'sending' }]);
      expect(world.news).toEqual([{ t: 'refused', of: 'say', reason }]);
      expect(chat.waitMs).toBe(0);
      await chat.retry(chat.outbox.unsent[0]?.id ?? '');
      await settled();
      expect(acts(world).at(-1)).toMatchObject({ text: 'words 0' });
    },
  );
});

describe('C16 a page that was asked for too fast', () => {
  test('is asked for again later, with those that were wanted meanwhile', async () => {
    const { world, chat } = await live(stretch(150, 200), stretch(200, 200));
    chat.fetch(151);
    refusePage(world, 151, 'too-fast', 400);
    chat.fetch(101);
    world.pass(399);
    expect(pages(world)).toEqual([151]);
    world.pass(1);
    expect(pages(world)).toEqual([151, 151, 101]);
    world.socket.says({ t: 'paged', ...stretch(100, 150) });
    pass(world, 60_000);
    expect(pages(world)).toEqual([151, 151, 101]);
  });

  test('on the next line when this one was lost, and not before it is time', async () => {
    const { world, chat } = await live(stretch(150, 200), stretch(200, 200));
    chat.fetch(151);
    refusePage(world, 151, 'too-fast', 60_000);
    world.socket.drop();
    await welcomeBack(world, stretch(200, 200));
    expect(pages(world)).toEqual([]);
    pass(world, 60_000);
    expect(pages(world)).toEqual([151]);
  });

  test('but not one that the room does not have', async () => {
    const { world, chat } = await live();
    chat.fetch(1_000);
    refusePage(world, 1_000, 'no-such-page');
    pass(world, 60_000);
    expect(pages(world)).toEqual([1_000]);
  });
});

describe('C17 in slow mode', () => {
  test('whoever spoke knows how long to wait, and is not refused', async () => {
    const { world, chat } = await slowly(30);
    expect([chat.waitMs, chat.notBefore]).toEqual([0, undefined]);
    sayMany(chat, 2);
    expect(acts(world)).toHaveLength(1);
    world.pass(1_000);
    world.socket.says({ t: 'said', message: { ...message(4, ana, acts(world)[0]?.id), at: world.roomMs } });
    expect([chat.waitMs, chat.notBefore]).toEqual([30_000, chat.now + 30_000]);
    const shown: number[] = [];
    world.ports.changed = () => void shown.push(chat.waitMs);
    pass(world, 29_999);
    expect(acts(world)).toHaveLength(1);
    world.pass(1);
    await settled();
    expect(acts(world).map(wordsOf)).toEqual(words(2));
    expect([chat.waitMs, chat.notBefore]).toEqual([0, undefined]);
    expect(shown).toContain(0);
  });

  test('that ends is shown also to whoever has nothing to send', async () => {
    const { world, chat } = await slowly(30);
    chat.say('words 0');
    world.socket.says({ t: 'said', message: { ...message(4, ana, acts(world)[0]?.id), at: world.roomMs } });
    const shown: number[] = [];
    world.ports.changed = () => void shown.push(chat.waitMs);
    pass(world, 30_000);
    expect(shown).toContain(0);
  });

  test('one’s own words of before count by the room’s clock, however wrong one’s own is', async () => {
    for (const roomAheadMs of [0, 40_000, -40_000, 86_400_000]) {
      const world = new FakeWorld();
      world.roomAheadMs = roomAheadMs;
      const earlier = { ...message(3, ana), at: world.roomMs - 10_000 };
      const missed = { after: 2, upTo: 3, messages: [earlier], settings: slow(30) };
      const chat = await liveChat(world, stretch(0, 2), missed);
      expect(chat.waitMs).toBe(20_000);
      chat.say('words 0');
      world.pass(19_999);
      expect(acts(world)).toEqual([]);
      world.pass(1);
      await settled();
      expect(acts(world)).toHaveLength(1);
    }
  });

  test('does not wait for a clock of the room that was set back', async () => {
    const world = new FakeWorld();
    const later = { ...message(3, ana), at: world.roomMs + 86_400_000 };
    const chat = await liveChat(
      world,
      { after: 2, upTo: 3, messages: [later] },
      { ...stretch(3, 3), settings: slow(30) },
    );
    expect(chat.waitMs).toBe(30_000);
  });

  test('what others say makes nobody wait, nor what one edits or deletes', async () => {
    const { world, chat } = await slowly(30);
    world.socket.says({ t: 'said', message: { ...message(4), at: world.roomMs } });
    expect(chat.waitMs).toBe(0);
    chat.say('words 0');
    world.socket.says({ t: 'said', message: { ...message(5, ana, acts(world)[0]?.id), at: world.roomMs } });
    chat.delete({ seq: 5, id: acts(world)[0]?.id ?? '' });
    expect(acts(world).at(-1)).toMatchObject({ t: 'delete' });
  });

  test('ends for everybody who waits when the room says so, and for whoever becomes a moderator', async () => {
    for (const end of [
      { t: 'settings', settings: firstSettings },
      { t: 'arrived', person: { ...ana, role: 'moderator' }, here: 2 },
    ] as const) {
      const { world, chat } = await slowly(3_600);
      chat.say('words 0');
      refuse(world, 0, 'slow', 3_000_000);
      chat.say('words 1');
      world.socket.says(end);
      expect(chat.waitMs).toBe(0);
      expect(acts(world).slice(1)).toMatchObject([{ text: 'words 0' }]);
    }
  });

  test('a moderator does not wait', async () => {
    const world = new FakeWorld();
    const you = { ...ana, role: 'moderator' } as const;
    const chat = await liveChat(world, stretch(0, 3), { ...stretch(3, 3), settings: slow(30), you });
    sayMany(chat, 2);
    world.socket.says({ t: 'said', message: { ...message(4, ana, acts(world)[0]?.id), at: world.roomMs } });
    expect([acts(world).length, chat.waitMs]).toEqual([2, 0]);
  });

  test('waits for nothing that somebody else has said who sat here before', async () => {
    const { world, chat } = await slowly(30);
    chat.say('words 0');
    world.socket.says({ t: 'said', message: { ...message(4, ana, acts(world)[0]?.id), at: world.roomMs } });
    chat.become(bo);
    expect(chat.waitMs).toBe(0);
    chat.become(ana);
    expect(chat.waitMs).toBe(30_000);
  });
});

describe('C17 how the room is, and how one stands in it', () => {
  test('is what the page brought, before there is a line', () => {
    const world = new FakeWorld();
    const settings = { ...firstSettings, title: 'Chess' };
    const mutedUntil = world.nowMs + 5_000;
    const chat = new Chat(world.ports, beginning({ settings, standing: { role: 'member', mutedUntil } }));
    expect([chat.settings, chat.role, chat.mutedUntil]).toEqual([settings, 'member', mutedUntil]);
    expect(chat.notBefore).toBeUndefined();
  });

  test('is what the welcome says, and what is heard since', async () => {
    const world = new FakeWorld();
    const mutedUntil = world.nowMs + 60_000;
    const settings = { ...firstSettings, topic: 'Openings' };
    const you = { ...ana, role: 'member' } as const;
    const chat = await liveChat(world, stretch(0, 3), { ...stretch(3, 3), you, settings, mutedUntil });
    expect([chat.settings, chat.role, chat.mutedUntil]).toEqual([settings, 'member', mutedUntil]);
    world.socket.says({ t: 'settings', settings: slow(5) }, { t: 'standing' });
    expect([chat.settings, chat.mutedUntil]).toEqual([slow(5), undefined]);
    world.socket.says(
      { t: 'standing', mutedUntil },
      { t: 'arrived', person: { ...ana, role: 'owner' }, here: 2 },
    );
    expect([chat.role, chat.mutedUntil]).toEqual(['owner', mutedUntil]);
    world.socket.says({ t: 'arrived', person: { ...bo, role: 'moderator' }, here: 2 });
    expect(chat.role).toBe('owner');
    expect(chat.roster.people.find(({ id }) => id === bo.id)?.role).toBe('moderator');
    expect(world.news).toEqual([]);
    world.socket.drop();
    await welcomeBack(world);
    expect([chat.settings, chat.role, chat.mutedUntil]).toEqual([firstSettings, 'guest', undefined]);
  });

  test('a mute that has run its course is over without a word from the room, and that is shown', async () => {
    const { world, chat } = await live();
    const dayMs = 86_400_000;
    const shown: (number | undefined)[] = [];
    world.ports.changed = () => void shown.push(chat.mutedUntil);
    const mutedUntil = world.roomMs + 40 * dayMs;
    world.socket.says({ t: 'standing', mutedUntil });
    chat.pause();
    chat.start();
    world.pass(40 * dayMs - 1);
    expect(chat.mutedUntil).toBe(mutedUntil);
    shown.length = 0;
    world.pass(1);
    expect(shown).toContain(undefined);
    expect(chat.mutedUntil).toBeUndefined();
  });
});

async function live(...begin: Parameters<typeof liveChat> extends [FakeWorld, ...infer Rest] ? Rest : never) {
  const world = new FakeWorld();
  return { world, chat: await liveChat(world, ...begin) };
}

/** Ana's chat in a room in slow mode, in which she has said nothing yet. */
async function slowly(slowS: number) {
  return live(stretch(0, 3), { ...stretch(3, 3), settings: slow(slowS) });
}

async function welcomeBack(world: FakeWorld, missed = stretch(3, 3)): Promise<void> {
  world.passToNextSocket();
  greet(world, missed);
  await settled();
}

/** Time passes on a line that answers every ping. */
function pass(world: FakeWorld, ms: number): void {
  for (let left = ms; left > 0; left -= 1_000) {
    world.pass(Math.min(left, 1_000));
    world.socket.saysRaw(heartbeat.pong);
  }
}

function sayMany(chat: Chat, count: number): void {
  for (const text of words(count)) chat.say(text);
}

function confirm(world: FakeWorld, nth: number, seq: number): void {
  world.socket.says({ t: 'said', message: message(seq, ana, idOf(world, nth)) });
}

function refuse(world: FakeWorld, nth: number, reason: WireReason, retryAfterMs?: number): void {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const of = { t: 'say', id: idOf(world, nth) } as const;
  world.socket.says({ t: 'refused', reason, sentence: '', ...wait, of });
}

function refusePage(world: FakeWorld, before: number, reason: WireReason, retryAfterMs?: number): void {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  world.socket.says({ t: 'refused', reason, sentence: '', ...wait, of: { t: 'page', before } });
}

/** The nth act that was sent for the first time on the newest line. */
function idOf(world: FakeWorld, nth: number): ActId {
  return [...new Set(acts(world).map(({ id }) => id))][nth] ?? '';
}

function acts(world: FakeWorld): Act[] {
  return world.socket.sent.filter((up): up is Act => ['say', 'edit', 'delete'].includes(up.t));
}

function pages(world: FakeWorld): number[] {
  return world.socket.sent.flatMap((up) => (up.t === 'page' ? [up.before] : []));
}

function wordsOf(act: Act): string {
  return act.t === 'say' || act.t === 'edit' ? act.text : '';
}

function words(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `words ${i}`);
}

function all<T>(count: number, one: T): T[] {
  return Array.from({ length: count }, () => one);
}
