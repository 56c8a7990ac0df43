import { env, exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test, vi } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/message.ts';
import { refusalSentences, type WireReason } from '../../protocol/refusals.ts';
import { PersonObject } from '../person/person-object.ts';
import { anasRoom } from './anas-room.ts';
import { idOf } from './history-rules.ts';
import { failing, hearsInOneTurn, kept, watchRows } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { enter, type Guest, guest, type Visitor, visit } from './visitor.ts';
import { keptOf } from './who-and-where.ts';

const rooms = exports.default;

/** Ana's room with Cai in it, a guest who has not said anything. */
async function withSilentCai() {
  const room = newRoom();
  const [ana, cai] = [await enter(room, 'Ana'), await enter(room, 'Cai')];
  ana.says('I am here');
  await ana.hearsText('I am here');
  return { room, ana, cai, mention: `hi <@${cai.person.id}>`, isNoted: () => isNoted(cai.guest) };
}

const isNoted = async ({ person }: Guest) => 'rooms' in (await keptOf(person.id));
const namesIn = ({ mentions }: Pick<Message, 'mentions'>) => mentions?.map(({ name }) => name);

/** Whom the newest message mentions for somebody who was never there. */
async function newestFor(room: string, who: string): Promise<string[] | undefined> {
  const visitor = await enter(room, who);
  const { messages } = await visitor.hears('welcome');
  await visitor.leaves();
  return namesIn(messages.at(-1) ?? expect.unreachable());
}

const form = (room: string, { token }: Guest, text: string, id = nanoid()) =>
  rooms.post(room, { token }, { id, text, after: 0 });

describe('T7 whoever is mentioned while they are present', () => {
  test('is in the message for everybody, and goes on being in it once they have left', async () => {
    const { room, ana, cai, mention, isNoted } = await withSilentCai();
    ana.says(mention);
    expect((await ana.hearsText(mention)).mentions).toEqual([cai.person]);
    expect((await cai.hearsText(mention)).mentions).toEqual([cai.person]);
    await vi.waitFor(async () => expect(await isNoted()).toBe(true));
    await cai.leaves();
    expect(await newestFor(room, 'Dee')).toEqual(['Cai']);
    expect(namesIn((await kept(room)).at(-1) ?? expect.unreachable())).toEqual(['Cai']);
  });

  test('also by an edit, and by a form', async () => {
    for (const way of ['edit', 'form']) {
      const { room, ana, cai, mention, isNoted } = await withSilentCai();
      if (way === 'form') await form(room, ana.guest, mention);
      else {
        const message = (await kept(room))[0];
        ana.send({ t: 'edit', id: nanoid(), after: 1, message, text: mention });
        expect(namesIn(await cai.hears('changed'))).toEqual(['Cai']);
      }
      await vi.waitFor(async () => expect(await isNoted()).toBe(true));
      await cai.leaves();
      expect([way, await newestFor(room, 'Dee')]).toEqual([way, ['Cai']]);
    }
  });

  test('hears of it first, and what is told waits for nothing', async () => {
    const { room, ana, cai, mention, isNoted } = await withSilentCai();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const { enter: real } = PersonObject.prototype;
    vi.spyOn(PersonObject.prototype, 'enter').mockImplementation(async function (
      this: PersonObject,
      ...asked
    ) {
      await held;
      return real.apply(this, asked);
    });
    ana.says(mention);
    await cai.hearsText(mention);
    ana.says('and on');
    await cai.hearsText('and on');
    expect((await kept(room)).map(namesIn)).toEqual([undefined, undefined, undefined]);
    // They are gone when they are noted at last.
    await cai.leaves();
    letGo();
    await vi.waitFor(async () =>
      expect((await kept(room)).map(namesIn)).toEqual([undefined, ['Cai'], undefined]),
    );
    expect(await isNoted()).toBe(true);
  });

  test('is not noted when that cannot be told to them, and nothing else is lost by it', async () => {
    const { room, ana, cai, mention } = await withSilentCai();
    const asked = vi.spyOn(PersonObject.prototype, 'enter');
    const answers = [() => Promise.reject(new Error('The object is gone.')), async () => undefined];
    for (const answer of answers) {
      asked.mockImplementationOnce(answer);
      ana.says(mention);
      await ana.isUpToDate();
    }
    await cai.hears('said', ({ message }) => message.seq === 3);
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
    await ana.isUpToDate();
    expect((await kept(room)).map(namesIn)).toEqual([undefined, undefined, undefined]);
    expect(await newestFor(room, 'Dee')).toEqual(['Cai']);
  });

  test('goes by the name of today on every page, whoever is there', async () => {
    const { room, ana, cai, mention } = await withSilentCai();
    ana.says(mention);
    await ana.hearsText(mention);
    const renamed = await guest('*Cai* <b> `x`', cai.guest.token);
    await ana.hears(
      'arrived',
      ({ person }) => person.id === cai.person.id && person.name === renamed.person.name,
    );
    expect(await newestFor(room, 'Dee')).toEqual(['*Cai* <b> `x`']);
    await cai.leaves();
    expect(await newestFor(room, 'Eli')).toEqual(['*Cai* <b> `x`']);
  });

  test('costs two rows, once; whoever is known, or is nobody here, costs none', async () => {
    const { room, ana, cai, mention } = await withSilentCai();
    const stranger = await enter(newRoom(), 'Stranger');
    const rows = await watchRows(room);
    const costOf = async (text: string) => {
      const before = rows.written();
      ana.says(text);
      await cai.hearsText(text);
      await ana.isUpToDate();
      return rows.written() - before;
    };
    expect(await costOf(`<@${stranger.person.id}> and <@nobody-0000>`)).toBe(1);
    const before = rows.written();
    ana.says(mention);
    await vi.waitFor(() => expect(rows.written() - before).toBe(3));
    expect(await costOf(`${mention} again, and <@${ana.person.id}>`)).toBe(1);
  });
});

describe('T7 whoever is not there', () => {
  test('and in another room, is nobody here, and hears nothing of it', async () => {
    const { room, ana } = await withSilentCai();
    const elsewhere = newRoom();
    const eli = await enter(elsewhere, 'Eli');
    eli.says('elsewhere');
    await eli.hearsText('elsewhere');
    const text = `<@${eli.person.id}>`;
    ana.says(text);
    expect(await ana.hearsText(text)).not.toHaveProperty('mentions');
    expect(await newestFor(room, 'Dee')).toBeUndefined();
    expect(JSON.stringify(await keptOf(eli.person.id))).not.toContain(room);
  });

  test('but was banned, is known by the name they had', async () => {
    const { ana, bo, does, said } = await anasRoom();
    await does({ do: 'ban', whom: bo.person.id });
    await bo.closed;
    expect(namesIn(await said(ana, `<@${bo.person.id}>`))).toEqual(['Bo']);
  });

  test('and has not said hello, is nobody here', async () => {
    const { room, ana } = await withSilentCai();
    const visitor = await visit(room, await guest('Flo'));
    const text = `<@${visitor.person.id}>`;
    ana.says(text);
    expect(await ana.hearsText(text)).not.toHaveProperty('mentions');
    expect(await isNoted(visitor.guest)).toBe(false);
  });

  test('and had themselves forgotten, is someone who left, wherever their words are read', async () => {
    const { room, ana, cai, mention, isNoted } = await withSilentCai();
    ana.says(mention);
    await vi.waitFor(async () => expect(await isNoted()).toBe(true));
    await env.ROOM.getByName(room).forget(cai.person.id, 'keep', 0);
    const left = { id: cai.person.id, name: '', kind: 'guest', left: true };
    const [, message] = await kept(room);
    expect(message).toMatchObject({ text: mention, mentions: [left] });
    const words = await env.ROOM.getByName(room).wordsOf(ana.person.id, 0, 9);
    expect(words[1]).toMatchObject({ text: mention, mentions: [left] });
    expect(JSON.stringify(await rooms.glance(room, ana.guest))).not.toContain('Cai');
  });
});

describe('T6 T7 a form without a script', () => {
  test('makes mentions of whoever is there, members, and who was there last, and of nobody else', async () => {
    const { room, ana, bo, cai, all } = await withFourPeople();
    const said = await form(room, ana.guest, `@Cai, @bo, @Ana and @Dee, @nobody \`@Cai\` <@${bo.person.id}>`);
    const text = `<@${cai.person.id}>, <@${bo.person.id}>, <@${ana.person.id}> and <@${all.dee}>, @nobody \`@Cai\` <@${bo.person.id}>`;
    expect(said).toMatchObject({ message: { text } });
    expect('message' in said && namesIn(said.message)).toEqual(['Cai', 'Bo', 'Ana', 'Dee']);
  });

  test('also of members who have not been there for long', async () => {
    const { room, ana, bo } = await withFourPeople();
    vi.spyOn(limits, 'pageMessages', 'get').mockReturnValue(0 as typeof limits.pageMessages);
    const text = `<@${bo.person.id}> and @Dee`;
    expect(await form(room, ana.guest, '@Bo and @Dee')).toMatchObject({ message: { text } });
  });

  test('calls everybody for moderators, and for others it is text', async () => {
    const { room, ana, cai } = await withSilentCai();
    expect(await form(room, ana.guest, 'lunch @here')).toMatchObject({ message: { text: 'lunch <@here>' } });
    expect(await form(room, cai.guest, 'lunch @here')).toMatchObject({ message: { text: 'lunch @here' } });
    expect(await form(room, cai.guest, 'lunch <@here>')).toEqual({ refused: 'not-allowed' });
  });

  test('is found again when it is sent twice', async () => {
    const { room, ana } = await withSilentCai();
    const first = await form(room, ana.guest, 'hi @Cai', idOf(7));
    expect(await form(room, ana.guest, 'hi @Cai', idOf(7))).toEqual({ ...first, again: true });
  });
});

async function withFourPeople() {
  const { room, ana, cai } = await withSilentCai();
  const [bo, dee] = [await enter(room, 'Bo'), await enter(room, 'Dee')];
  for (const one of [bo, dee]) one.says(`${one.person.name} was here`);
  await ana.hearsText('Bo was here');
  await ana.hearsText('Dee was here');
  await rooms.act(room, ana.guest, { do: 'role', whom: bo.person.id, role: 'member' });
  for (const one of [bo, dee]) await one.leaves();
  return { room, ana, bo, cai, all: { dee: dee.person.id } };
}

describe('T7 T8 what is refused', () => {
  const refusal = async (who: Visitor, text: string) => {
    const id = who.says(text);
    return who.hears('refused', ({ of }) => 'id' in of && of.id === id);
  };
  const is = (reason: WireReason) => ({ reason, sentence: refusalSentences[reason] });
  const somebody = (count: number) =>
    Array.from({ length: count }, (_, i) => `<@${String(i).padStart(10, '0')}>`).join('');

  test('is more than twenty people in one message, and 500 are too long', async () => {
    const { room, ana } = await withSilentCai();
    expect(await refusal(ana, somebody(limits.mentions + 1))).toMatchObject(is('too-many-mentions'));
    expect(await refusal(ana, somebody(300))).toMatchObject(is('too-many-mentions'));
    expect(await refusal(ana, somebody(500))).toMatchObject(is('too-long'));
    expect(await kept(room)).toHaveLength(1);
  });

  test('is a call of everybody by a guest, and a third one of a moderator, who need not try it again', async () => {
    const { room, ana, bo, does } = await anasRoom();
    expect(await refusal(bo, '<@here>')).toMatchObject(is('not-allowed'));
    await does({ do: 'role', whom: bo.person.id, role: 'moderator' });
    for (const text of ['one <@here>', 'two <@here>']) {
      bo.says(text);
      await ana.hearsText(text);
    }
    const third = await refusal(bo, 'three <@here>');
    expect(third).toMatchObject(is('here-too-often'));
    expect(third).not.toHaveProperty('retryAfterMs');
    expect(await kept(room)).toHaveLength(2);
  });

  test('is no call that was counted already, in a turn that had to be decided anew', async () => {
    const { room, ana, bo } = await anasRoom();
    await failing(room, 'cursed');
    const say = (from: Visitor, text: string, n: number) =>
      ({ from, frame: { t: 'say', id: idOf(n), text, after: 0 } }) as const;
    const turn = [say(ana, 'one <@here>', 1), say(ana, 'two <@here>', 2), say(bo, 'cursed', 3)];
    await hearsInOneTurn(room, ...turn);
    await ana.hearsText('two <@here>');
    expect((await kept(room)).map(({ text }) => text)).toEqual(['one <@here>', 'two <@here>']);
    expect(await refusal(ana, 'three <@here>')).toMatchObject(is('here-too-often'));
  });
});
