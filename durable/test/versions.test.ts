import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import { refusalSentences } from '../../protocol/refusals.ts';
import { Chat as ChatOf6 } from '../../protocol/released/6-client.mjs';
import { firstSettings } from '../../protocol/settings.ts';
import { protocolVersion, versionBefore } from '../../protocol/version.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, enter, type Guest, guest, upgrade, Visitor, visit } from './visitor.ts';

describe('P15 the client of the version before', () => {
  test('says, edits and deletes, hears all that others do, and comes back to what it missed', async () => {
    const room = newRoom();
    const bo = await enter(room, 'Bo');
    const ana = chatOf6(room, await guest('Ana'));
    ana.chat.start();
    await ana.until(() => ana.chat.connection.is === 'live');
    ana.chat.say('from an older page');
    const { seq, id, by } = await bo.hearsText('from an older page');
    expect(by.kind).toBe('guest');
    bo.says('from a newer one');
    await ana.until(() => ana.chat.timeline.upTo === 2);
    ana.chat.edit({ seq, id }, 'edited there');
    expect(await bo.hears('changed')).toMatchObject({ message: { seq, id }, seq: 3, text: 'edited there' });
    await ana.until(() => ana.chat.outbox.unsent.length === 0);

    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    const his = ana.chat.timeline.messages[1] ?? expect.unreachable();
    bo.send({ t: 'edit', id: 'bo-edits-0001', message: { seq: 2, id: his.id }, text: 'and here', after: 3 });
    await ana.until(() => ana.chat.timeline.upTo === 4);
    ana.chat.pause();
    bo.send({ t: 'delete', id: 'bo-deletes-01', message: { seq: 2, id: his.id }, after: 4 });
    bo.says('meanwhile');
    await bo.hearsText('meanwhile');
    ana.chat.start();
    await ana.until(() => ana.chat.timeline.upTo === 6);
    expect(ana.chat.timeline.messages.map(({ text, deleted, by }) => [text, deleted, by.guest])).toEqual([
      ['edited there', undefined, true],
      ['', true, true],
      ['meanwhile', undefined, true],
    ]);
    expect(ana.chat.roster.people.map(({ name, guest }) => [name, guest])).toEqual([
      ['Bo', true],
      ['Ana', true],
    ]);
  });

  test('is told of no kind that it does not know, and older ones are told to load themselves anew', async () => {
    const room = newRoom();
    const ana = await guest('Ana');
    const old = await visit(room, ana);
    old.send({ t: 'hello', v: versionBefore, since: 0 });
    expect(JSON.stringify(await old.hears('welcome'))).not.toContain('"kind"');
    const older = await visit(room, ana);
    older.send({ t: 'hello', v: versionBefore - 1, since: 0 });
    expect((await older.closed).code).toBe(closeCodes.wrongVersion.code);
    const newer = await visit(room, ana);
    newer.send({ t: 'hello', v: protocolVersion + 1, since: 0 });
    expect((await newer.closed).code).toBe(closeCodes.wrongVersion.code);
  });

  test('is told of whom a message mentions, and refused in a word that it knows', async () => {
    const room = newRoom();
    const bo = await enter(room, 'Bo');
    const ana = chatOf6(room, await guest('Ana'));
    ana.chat.start();
    await ana.until(() => ana.chat.connection.is === 'live');
    bo.says(`hi <@${bo.person.id}>`);
    await ana.until(() => ana.chat.timeline.upTo === 1);
    const many = Array.from({ length: limits.mentions + 1 }, (_, i) => `<@somebody-${i + 100}>`).join('');
    for (const text of [many, '<@here>']) ana.chat.say(text);
    const unsent = () => ana.chat.outbox.unsent as readonly { is: string; reason?: string }[];
    const reasons = () => unsent().map(({ is, reason }) => is === 'failed' && reason);
    await ana.until(() => reasons().every(Boolean));
    expect(reasons()).toEqual(['not-allowed', 'not-allowed']);

    const { webSocket } = await upgrade(room, cookieOf(bo.guest.token));
    const old = new Visitor(webSocket ?? expect.unreachable(), bo.guest);
    old.send({ t: 'hello', v: versionBefore, since: 0 });
    for (let n = 1; n <= limits.hereAtOnce + 1; n += 1) old.says(`${n} <@here>`);
    expect(await old.hears('refused')).toMatchObject({
      reason: 'not-allowed',
      sentence: refusalSentences['here-too-often'],
    });
    const [said] = (await old.hears('welcome')).messages;
    expect(said?.mentions).toEqual([{ id: bo.person.id, name: 'Bo', guest: true }]);
  });

  test('beside today’s hears the same in one turn, each in its own words', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await guest('Bo')];
    ana.says('hi');
    const { seq, id } = await ana.hearsText('hi');
    const { webSocket } = await upgrade(room, cookieOf(bo.token));
    const old = new Visitor(webSocket ?? expect.unreachable(), bo);
    old.send({ t: 'hello', v: versionBefore, since: 0 });
    await old.hears('welcome');
    ana.send({ t: 'edit', id: 'ana-edits-001', message: { seq, id }, text: 'hi all', after: 1 });
    const heard = (await old.hears('changed')) as unknown as { message: object };
    expect(heard.message).toMatchObject({ seq, id, text: 'hi all', changed: 2, by: { guest: true } });
    expect(await ana.hears('changed')).toMatchObject({ message: { seq, id }, seq: 2, text: 'hi all' });
  });
});

/** That client as a page has it, but for what it keeps: nothing outlives it. */
function chatOf6(room: string, who: Guest) {
  const open = (events: {
    opened(): void;
    heard(frame: unknown): void;
    closed(code: number, why: string): void;
  }) => {
    const socket = upgrade(room, cookieOf(who.token)).then(({ webSocket }) => {
      webSocket?.accept();
      webSocket?.addEventListener('message', ({ data }) => events.heard(data));
      webSocket?.addEventListener('close', ({ code, reason }) => events.closed(code, reason));
      events.opened();
      return webSocket;
    });
    return {
      send: (frame: string) => void socket.then((it) => it?.send(frame)),
      close: () => void socket.then((it) => it?.close()),
    };
  };
  let acts = 0;
  const shelf = {
    load: async () => [],
    add: async () => {},
    stamp: async () => [],
    fail: async () => {},
    replace: async () => true,
    remove: async () => {},
    tellSending: () => {},
    watch: () => () => {},
    lead: (_: string, turn: { begin(): void }) => {
      turn.begin();
      return () => {};
    },
  };
  const ports = {
    open,
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
    newId: () => `act-of-6-${String(++acts).padStart(4, '0')}`,
    shelf,
    after: (ms: number, callback: () => void) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    changed: () => {},
    news: () => {},
  };
  const { kind: _, ...you } = who.person;
  const chat = new ChatOf6(ports, {
    you: { ...you, guest: true },
    present: [],
    here: 0,
    stretch: { after: 0, upTo: 0, messages: [] },
    settings: firstSettings,
    standing: { role: 'guest' },
  });
  const until = (isSo: () => boolean) => vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 5_000 });
  return { chat, until };
}
