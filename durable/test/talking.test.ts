import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { refusalSentences } from '../../protocol/refusals.ts';
import { firstSettings } from '../../protocol/settings.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { kept, watchRows } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { enter, guest, visit } from './visitor.ts';

describe('S5 what one says, everyone in the room hears in one frame', () => {
  test('the sender, too, and it is kept', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    const id = ana.says('hi');
    const heard = await bo.hearsText('hi');
    expect(heard).toMatchObject({ seq: 1, id, by: ana.person, text: 'hi' });
    expect(await ana.hearsText('hi')).toEqual(heard);
    expect(bo.frames.at(-1)).toEqual([{ t: 'said', message: heard }]);
    expect(await kept(room)).toEqual([heard]);
  });

  test('in the same order for all, whoever speaks', async () => {
    const room = newRoom();
    const people = await Promise.all(['Ana', 'Bo', 'Cai'].map((name) => enter(room, name)));
    for (let i = 0; i < 20; i += 1) for (const one of people) one.says(`${one.person.name} ${i}`);
    await Promise.all(people.map((one) => one.hears('said', ({ message }) => message.seq === 60)));
    const [ana, bo, cai] = people.map((one) => one.events.filter(({ t }) => t === 'said'));
    expect(ana).toHaveLength(60);
    expect(bo).toEqual(ana);
    expect(cai).toEqual(ana);
    expect((await kept(room)).map((message) => ({ t: 'said', message }))).toEqual(ana);
  });

  test('nobody in another room does', async () => {
    const [ana, bo] = [await enter(newRoom(), 'Ana'), await enter(newRoom(), 'Bo')];
    ana.says('hi');
    await ana.hearsText('hi');
    await bo.isUpToDate();
    expect(bo.events.filter(({ t }) => t === 'said')).toEqual([]);
  });

  test('a plain message costs one row written', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    ana.says('the first one brings the name as well');
    await ana.hears('said');
    const rows = await watchRows();
    ana.says('plain');
    await bo.hearsText('plain');
    expect(rows.written()).toBe(1);
  });
});

describe('S6 a resend is answered to its sender alone', () => {
  test('with the message as it was said', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    const id = ana.says('hi');
    const said = await ana.hears('said');
    ana.says('hi', { id });
    await ana.isUpToDate();
    await bo.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'said')).toEqual([said, said]);
    expect(bo.events.filter(({ t }) => t === 'said')).toEqual([said]);
    expect(await kept(room)).toHaveLength(1);
  });

  test('also over a new socket, when the answer to the first was lost', async () => {
    const room = newRoom();
    const who = await guest('Ana');
    const before = await enter(room, who);
    const id = before.says('hi');
    await before.leaves();
    const after = await enter(room, who);
    after.says('hi', { id });
    expect(await after.hearsText('hi')).toMatchObject({ seq: 1, id });
    expect(await kept(room)).toHaveLength(1);
  });
});

describe('S7 a refusal goes to its sender alone, with a sentence, and changes nothing', () => {
  test('of a say, and the socket stays open', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    const id = ana.says(' ');
    const of = { t: 'say', id };
    expect(await ana.hears('refused')).toEqual({
      t: 'refused',
      reason: 'empty',
      sentence: refusalSentences.empty,
      of,
    });
    await bo.isUpToDate();
    expect(bo.events.filter(({ t }) => t === 'said')).toEqual([]);
    expect(await kept(room)).toEqual([]);
    ana.says('now with words', { id });
    await bo.hearsText('now with words');
  });
});

describe('H17 joining replays the newest messages', () => {
  test('of an empty room', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const welcome = {
      t: 'welcome',
      at: expect.any(Number),
      you: ana.as('owner'),
      here: 1,
      present: [ana.as('owner')],
      after: 0,
      upTo: 0,
      messages: [],
      changed: [],
      forget: false,
      settings: firstSettings,
    };
    expect(ana.frames).toEqual([[welcome]]);
  });

  test('of a room with more than that, and older pages on request', async () => {
    letEverybodyHurry();
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const count = limits.firstPageMessages + limits.pageMessages + 3;
    for (let i = 1; i <= count; i += 1) ana.says(`${i}`);
    await ana.hears('said', ({ message }) => message.seq === count);
    const all = await kept(room);
    const bo = await enter(room, 'Bo');
    const first = count - limits.firstPageMessages;
    const second = first - limits.pageMessages;
    expect(await bo.hears('welcome')).toMatchObject({
      after: first,
      upTo: count,
      messages: all.slice(first),
    });
    bo.send({ t: 'page', before: first + 1 });
    const paged = { t: 'paged', after: second, upTo: first, messages: all.slice(second, first) };
    expect(await bo.hears('paged')).toEqual(paged);
    bo.send({ t: 'page', before: second + 1 });
    const last = await bo.hears('paged', ({ upTo }) => upTo === second);
    expect(last).toEqual({ t: 'paged', after: 0, upTo: second, messages: all.slice(0, second) });
    await ana.isUpToDate();
    expect(ana.events.filter(({ t }) => t === 'paged')).toEqual([]);
  });
});

describe('H18 returning brings what was missed, once, and then goes on', () => {
  test('after a lost line', async () => {
    const room = newRoom();
    const [ana, who] = [await enter(room, 'Ana'), await guest('Bo')];
    const before = await enter(room, who);
    ana.says('one');
    const { seq } = await before.hearsText('one');
    await before.leaves();
    ana.says('two');
    ana.says('three');
    await ana.hearsText('three');
    const back = await enter(room, who, seq);
    const welcome = await back.hears('welcome');
    expect(welcome).toMatchObject({ after: 1, upTo: 3 });
    expect(welcome.messages.map(({ text }) => text)).toEqual(['two', 'three']);
    ana.says('four');
    expect(await back.hearsText('four')).toMatchObject({ seq: 4 });
  });

  test('with nothing between the replay and what is heard live, while others talk on', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const bo = await visit(room, await guest('Bo'));
    for (let i = 1; i <= 40; i += 1) {
      ana.says(`${i}`);
      if (i === 20) bo.send({ t: 'hello', v: protocolVersion, since: 0 });
    }
    await bo.hears('said', ({ message }) => message.seq === 40);
    const seqs = bo.events.flatMap((event) =>
      event.t === 'welcome'
        ? event.messages.map(({ seq }) => seq)
        : event.t === 'said'
          ? [event.message.seq]
          : [],
    );
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });
});
