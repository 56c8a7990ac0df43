import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/message.ts';
import { refusalSentences } from '../../protocol/refusals.ts';
import { kept, watchRows } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { enter, guest, type Visitor } from './visitor.ts';

const idOf = (n: number) => `change-${String(n).padStart(6, '0')}`;
const ref = ({ seq, id }: Message) => ({ seq, id });
const edits = (who: Visitor, message: Message, text: string, n = 1, after = message.seq) =>
  who.send({ t: 'edit', id: idOf(n), message: ref(message), text, after });
const deletes = (who: Visitor, message: Message, n = 1) =>
  who.send({ t: 'delete', id: idOf(n), message: ref(message), after: message.seq });
const changes = ({ events }: Visitor) => events.filter(({ t }) => t === 'changed');

async function anaSaid(text: string) {
  const room = newRoom();
  const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
  ana.says(text);
  return { room, ana, bo, message: await bo.hearsText(text) };
}

describe('E9 two devices of one person change a message at once', () => {
  test('the later one stands, and both are told of both', async () => {
    const { room, ana, message } = await anaSaid('hi');
    const phone = await enter(room, ana.guest);
    edits(ana, message, 'hi from the desk', 1);
    edits(phone, message, 'hi from the phone', 2);
    for (const device of [ana, phone]) await device.hears('changed', ({ seq }) => seq === 3);
    expect(changes(phone)).toEqual(changes(ana));
    expect(
      changes(ana)
        .map((change) => 'text' in change && change.text)
        .sort(),
    ).toEqual(['hi from the desk', 'hi from the phone']);
    const [last] = changes(ana).slice(-1);
    expect(await kept(room)).toMatchObject([{ changed: 3, text: last && 'text' in last && last.text }]);
  });

  test('what comes after a deletion is refused to its device', async () => {
    const { room, ana, message } = await anaSaid('hi');
    const phone = await enter(room, ana.guest);
    deletes(ana, message, 1);
    await phone.hears('changed');
    edits(phone, message, 'hi from the phone', 2);
    expect(await phone.hears('refused')).toMatchObject({ reason: 'deleted' });
    expect(await kept(room)).toMatchObject([{ deleted: true, text: '' }]);
  });
});

describe('E6 what one changes, everyone in the room hears in one frame', () => {
  test('the sender, too, and it is kept', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    edits(ana, message, 'hi all');
    const heard = await bo.hears('changed');
    expect(heard).toMatchObject({
      id: idOf(1),
      by: ana.person.id,
      message: ref(message),
      seq: 2,
      text: 'hi all',
    });
    expect(await ana.hears('changed')).toEqual(heard);
    expect(await kept(room)).toMatchObject([
      { ...ref(message), by: ana.person, text: 'hi all', changed: 2, editedAt: heard.editedAt },
    ]);
    deletes(ana, message, 2);
    const gone = await bo.hears('changed', ({ id }) => id === idOf(2));
    const act = { t: 'changed', id: idOf(2), by: ana.person.id };
    expect(gone).toEqual({ ...act, message: ref(message), seq: 3, deleted: true });
    const [stub] = await kept(room);
    expect(stub).toMatchObject({ ...ref(message), text: '', changed: 3, deleted: true });
    expect(stub).not.toHaveProperty('editedAt');
  });

  test('and nothing of the message but what changed: whoever wrote 4,000 letters deletes them in a few', async () => {
    const { ana, bo, message } = await anaSaid('a'.repeat(limits.messageLetters));
    deletes(ana, message);
    expect(JSON.stringify(await bo.hears('changed')).length).toBeLessThan(250);
  });

  test('a change costs five rows written, the second of a message as many', async () => {
    const { ana, bo, message } = await anaSaid('hi');
    const rows = await watchRows();
    for (const [i, text] of ['hi all', 'hello all'].entries()) {
      edits(ana, message, text, i + 1);
      await bo.hears('changed', (event) => event.text === text);
      expect(rows.written()).toBe(5 * (i + 1));
    }
  });

  test('and those who come later see it as it stands, in the page and over the socket', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    edits(ana, message, 'hi all');
    await bo.hears('changed');
    const [stands] = await kept(room);
    const cai = await enter(room, 'Cai');
    expect(await cai.hears('welcome')).toMatchObject({ upTo: 2, messages: [stands], changed: [] });
    expect(await exports.default.glance(room, {})).toMatchObject({
      stretch: { upTo: 2, messages: [stands] },
    });
  });
});

describe('E2 a change that is sent again', () => {
  test('is answered to its sender alone, also by a room that slept in between', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    edits(ana, message, 'hi all');
    await bo.hears('changed');
    await evictDurableObject(env.ROOM.getByName(room), { webSockets: 'hibernate' });
    edits(ana, message, 'hi all');
    await ana.isUpToDate();
    await bo.isUpToDate();
    expect(changes(ana)).toHaveLength(2);
    expect(changes(bo)).toHaveLength(1);
    expect(await kept(room)).toMatchObject([{ changed: 2 }]);
  });
});

describe('E3 a change that cannot be made', () => {
  test('is refused to its sender alone, and the socket stays open', async () => {
    const { room, ana, bo, message } = await anaSaid('hi');
    edits(bo, message, 'hacked');
    expect(await bo.hears('refused')).toEqual({
      t: 'refused',
      reason: 'not-yours',
      sentence: refusalSentences['not-yours'],
      of: { t: 'edit', id: idOf(1) },
    });
    deletes(bo, message, 2);
    expect(await bo.hears('refused', ({ of }) => of.t === 'delete')).toMatchObject({ reason: 'not-yours' });
    await ana.isUpToDate();
    expect(changes(ana)).toEqual([]);
    expect(await kept(room)).toEqual([message]);
  });

  test('in a room in which nothing was said', async () => {
    const ana = await enter(newRoom(), 'Ana');
    edits(ana, { seq: 1, id: idOf(5), by: ana.person, text: '', at: 0 }, 'x', 1, 0);
    expect(await ana.hears('refused')).toMatchObject({ reason: 'no-such-message' });
  });
});

describe('E4 whoever was away hears what changed of what they saw', () => {
  test('and what is new, and then everything goes on', async () => {
    const { room, ana, message } = await anaSaid('hi');
    const who = await guest('Cai');
    const away = await enter(room, who);
    await away.leaves();
    edits(ana, message, 'hi all');
    ana.says('more');
    await ana.hearsText('more');
    const back = await enter(room, who, 1);
    const welcome = await back.hears('welcome');
    expect(welcome).toMatchObject({ after: 1, upTo: 3, forget: false });
    expect(welcome.changed).toEqual([
      { message: ref(message), seq: 2, text: 'hi all', editedAt: expect.any(Number) },
    ]);
    expect(welcome.messages).toMatchObject([{ seq: 3, text: 'more' }]);
    deletes(ana, message, 2);
    expect(await back.hears('changed')).toMatchObject({ message: ref(message), deleted: true, seq: 4 });
  });

  test('once for each message, however often that changed', async () => {
    letEverybodyHurry();
    const { room, ana, message } = await anaSaid('hi');
    const who = await guest('Cai');
    await (await enter(room, who)).leaves();
    const most = limits.changesReplayed;
    for (let i = 0; i <= most; i += 1) edits(ana, message, `words ${i}`, i);
    await ana.hears('changed', ({ id }) => id === idOf(most));
    expect(await (await enter(room, who, 1)).hears('welcome')).toMatchObject({
      forget: false,
      after: 1,
      upTo: most + 2,
      changed: [{ message: ref(message), seq: most + 2, text: `words ${most}` }],
      messages: [],
    });
  });

  test('or, when that is too much, that they must start over', async () => {
    letEverybodyHurry();
    const { room, ana } = await anaSaid('hi');
    const who = await guest('Cai');
    const most = limits.pageMessages;
    for (let i = 1; i <= most; i += 1) ana.says(`words ${i}`);
    await ana.hearsText(`words ${most}`);
    await (await enter(room, who)).leaves();
    for (const [i, one] of (await kept(room)).entries()) edits(ana, one, 'other words', i + 1);
    await ana.hears('changed', ({ id }) => id === idOf(most + 1));
    expect(await (await enter(room, who, most + 1)).hears('welcome')).toMatchObject({
      forget: true,
      upTo: 2 * (most + 1),
      changed: [],
    });
  });
});
