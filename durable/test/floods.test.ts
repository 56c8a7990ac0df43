import { exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { closeCodes, retryAfterMs } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { idOf } from './history-rules.ts';
import { kept } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, enter, guest, upgrade, Visitor, visit } from './visitor.ts';

const rooms = exports.default;
/** A room of Ana's in which one thing was said, and in which no time passes from then on. */
async function wordAtAStandstill() {
  const room = newRoom();
  const ana = await enter(room, 'Ana');
  ana.says('hi');
  await ana.hears('said');
  vi.spyOn(Date, 'now').mockReturnValue(Date.now());
  return { room, ana };
}

describe('L3 a flood from one socket', () => {
  test('of 1,000 messages in a second is heard as far as the pace goes, and then closed; nobody else is hurt', async () => {
    const room = newRoom();
    const [ana, bo, mallory] = [
      await enter(room, 'Ana'),
      await enter(room, 'Bo'),
      await enter(room, 'Mallory'),
    ];
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now);
    for (let i = 0; i < 1_000; i += 1) mallory.says(`${i}`);
    ana.says('and in the midst of it');
    const { code, reason } = await mallory.closed;
    expect(code).toBe(closeCodes.tooFast.code);
    expect(retryAfterMs(reason)).toBeGreaterThanOrEqual(1_000);
    const refused = mallory.events.flatMap((event) => (event.t === 'refused' ? [event] : []));
    expect(refused.length).toBe(limits.refusalsInARow + 1);
    expect(refused[0]).toMatchObject({ reason: 'too-fast', retryAfterMs: expect.any(Number) });
    expect(await bo.hearsText('and in the midst of it')).toMatchObject({ by: ana.person });
    await bo.hears('left', ({ person }) => person === mallory.person.id);
    bo.says('after');
    await ana.hearsText('after');
    const said = await kept(room);
    expect(said.filter(({ by }) => by.id === mallory.person.id)).toHaveLength(limits.actsAtOnce);
  });

  test('of pages likewise', async () => {
    const room = newRoom();
    const [ana, mallory] = [await enter(room, 'Ana'), await enter(room, 'Mallory')];
    ana.says('hi');
    await mallory.hearsText('hi');
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now);
    for (let i = 0; i < 1_000; i += 1) mallory.send({ t: 'page', before: 1 });
    expect((await mallory.closed).code).toBe(closeCodes.tooFast.code);
    expect(mallory.events.filter(({ t }) => t === 'paged')).toHaveLength(limits.pagesAtOnce);
    await ana.isUpToDate();
  });

  test('P1 of cancellations of nothing likewise', async () => {
    const room = newRoom();
    const [ana, mallory] = [await enter(room, 'Ana'), await enter(room, 'Mallory')];
    for (let i = 0; i < 1_000; i += 1) mallory.send({ t: 'cancel', id: idOf(i) });
    expect((await mallory.closed).code).toBe(closeCodes.tooFast.code);
    await ana.isUpToDate();
  });

  test('P13 of acts that nobody knows likewise', async () => {
    const room = newRoom();
    const [ana, mallory] = [await enter(room, 'Ana'), await enter(room, 'Mallory')];
    for (let i = 0; i < 1_000; i += 1) mallory.send({ t: 'dance', id: idOf(i), after: 0 });
    expect((await mallory.closed).code).toBe(closeCodes.tooFast.code);
    await ana.isUpToDate();
  });

  test('of forms and sockets together counts as one: the pace is the person’s', async () => {
    const room = newRoom();
    const bo = await enter(room, 'Bo');
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now);
    for (let i = 0; i < limits.actsAtOnce; i += 1) bo.says(`${i}`);
    await bo.hearsText(`${limits.actsAtOnce - 1}`);
    expect(await rooms.post(room, bo.guest, { id: idOf(1), text: 'more', after: 0 })).toEqual({
      refused: 'too-fast',
      retryAfterMs: 500,
    });
  });

  test('of actions is refused', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now);
    const answers = [];
    for (let i = 0; i < limits.actsAtOnce + 2; i += 1) {
      answers.push(await rooms.act(room, ana.guest, { do: 'settings', topic: `${i}` }));
    }
    expect(answers.filter((answer) => 'done' in answer)).toHaveLength(limits.actsAtOnce);
    expect(answers.at(-1)).toEqual({ refused: 'too-fast', retryAfterMs: expect.any(Number) });
    ana.says('and words have a pace of their own');
    await ana.hears('said');
  });

  test('of pages without a socket is refused', async () => {
    const { room, ana } = await wordAtAStandstill();
    for (let i = 0; i < limits.pagesAtOnce; i += 1) {
      expect(await rooms.glance(room, ana.guest, 1)).toHaveProperty('stretch');
    }
    expect(await rooms.glance(room, ana.guest, 1)).toEqual({
      refused: 'too-fast',
      retryAfterMs: expect.any(Number),
    });
    expect(await rooms.glance(room, ana.guest)).toHaveProperty('stretch');
  });

  test('L11 of pages without a name is refused at the address that it comes from, and nowhere else', async () => {
    const { room, ana } = await wordAtAStandstill();
    const [here, there] = [{ address: '203.0.113.80' }, { address: '203.0.113.81' }];
    for (let i = 0; i < limits.pagesAtOnce; i += 1) {
      expect(await rooms.glance(room, here, 1)).toHaveProperty('stretch');
    }
    expect(await rooms.glance(room, here, 1)).toMatchObject({ refused: 'too-fast' });
    expect(await rooms.glance(room, { ...ana.guest, ...here }, 1)).toHaveProperty('stretch');
    expect(await rooms.glance(room, there, 1)).toHaveProperty('stretch');
    expect(await rooms.glance(room, here)).toHaveProperty('stretch');
  });
});

describe('L4 many sockets', () => {
  test('of one person are twenty in a room at most', async () => {
    const [room, ana] = [newRoom(), await guest('Ana')];
    const sockets: Visitor[] = [];
    for (let i = 0; i < limits.socketsOfOne; i += 1) sockets.push(await visit(room, ana));
    expect((await (await visit(room, ana)).closed).code).toBe(closeCodes.tooManySockets.code);
    await sockets[0]?.leaves();
    await enter(room, ana);
    await enter(newRoom(), ana);
    await enter(room, 'Bo');
  });

  test('from one address: what is more than the platform counts is asked to come back later', async () => {
    const room = newRoom();
    await enter(room, 'Ana');
    const people = await Promise.all(Array.from({ length: 10 }, (_, i) => guest(`Bo ${i}`)));
    const codes: (number | undefined)[] = [];
    // The minute that is counted may end in the midst of them.
    for (let i = 0; i < 310 && !codes.includes(closeCodes.overloaded.code); i += 1) {
      const who = people[i % people.length] ?? expect.unreachable();
      const { webSocket } = await upgrade(room, {
        ...cookieOf(who.token),
        'cf-connecting-ip': '203.0.113.50',
      });
      const socket = new Visitor(webSocket ?? expect.unreachable(), who);
      const closed = socket.closed.then(({ code, reason }) => {
        if (code === closeCodes.overloaded.code) expect(retryAfterMs(reason)).toBe(60_000);
        return code;
      });
      codes.push(await Promise.race([closed, socket.leaves().then(({ code }) => code)]));
    }
    expect(codes.slice(0, 150)).not.toContain(closeCodes.overloaded.code);
    expect(codes.at(-1)).toBe(closeCodes.overloaded.code);
    // Others still come in, by sockets and by pages.
    const cai = await guest('Cai');
    const { webSocket } = await upgrade(room, { ...cookieOf(cai.token), 'cf-connecting-ip': '203.0.113.51' });
    const socket = new Visitor(webSocket ?? expect.unreachable(), cai);
    socket.send({ t: 'hello', v: protocolVersion, since: 0 });
    await socket.hears('welcome');
  });
});

describe('L5 guessing invites', () => {
  test('is slow from one address', async () => {
    const bo = { ...(await guest('Bo')), address: '203.0.113.60' };
    const answers = [];
    for (let i = 0; i < 40; i += 1) answers.push(await rooms.invitation('a-room', bo, `guess-${i}`));
    expect(answers.slice(0, 30)).toEqual(Array(30).fill({ denied: 'no-such-invite' }));
    expect(answers.at(-1)).toEqual({ denied: 'busy', retryAfterS: 60 });
    expect(await rooms.accept('a-room', bo, 'guess')).toEqual({ denied: 'busy', retryAfterS: 60 });
  });
});

describe('L5 looking for rooms', () => {
  test('is limited for each address, and the lobby itself is not', async () => {
    const here = { address: '203.0.113.61' };
    const answers = [];
    for (let i = 0; i < 40; i += 1) answers.push(await rooms.listed({ find: `chess ${i}` }, here));
    expect(answers[0]).toHaveProperty('rooms');
    expect(answers.at(-1)).toEqual({ denied: 'busy', retryAfterS: 60 });
    expect(await rooms.listed({ cursor: 'more' }, here)).toEqual({ denied: 'busy', retryAfterS: 60 });
    expect(await rooms.listed({}, here)).toHaveProperty('rooms');
  });
});

describe('L12 an act that was refused as too fast', () => {
  /** Bo has used up the pace, and one word of his more was refused. Then there is a token again. */
  async function boWasTooFast() {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    const now = Date.now();
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now);
    for (let i = 0; i < limits.actsAtOnce; i += 1) bo.says(`${i}`);
    const id = bo.says('refused');
    await bo.hears('refused', ({ of }) => of.t === 'say' && of.id === id);
    clock.mockReturnValue(now + 1_000);
    return { room, ana, bo, id };
  }
  const isRefused = (who: Visitor, id: string) =>
    who.hears('refused', ({ of }) => of.t === 'say' && of.id === id);

  test('holds up what is new, until it is cancelled', async () => {
    const { bo, id } = await boWasTooFast();
    await isRefused(bo, bo.says('new'));
    bo.send({ t: 'cancel', id });
    bo.says('newer', { id: idOf(7) });
    await isRefused(bo, idOf(7));
    for (const { of } of bo.events.filter((event) => event.t === 'refused')) {
      if (of.t === 'say') bo.send({ t: 'cancel', id: of.id });
    }
    bo.says('newest');
    await bo.hearsText('newest');
  });

  test('holds up nothing when its sender has heard of it and goes on without', async () => {
    const { ana, bo } = await boWasTooFast();
    ana.says('meanwhile');
    const { seq } = await bo.hearsText('meanwhile');
    bo.says('new', { after: seq });
    await bo.hearsText('new');
  });

  test('nor anything by another line, once its own is closed', async () => {
    const { room, ana, bo } = await boWasTooFast();
    const other = await enter(room, bo.guest);
    await isRefused(other, other.says('too soon'));
    await bo.leaves();
    await other.leaves();
    const third = await enter(room, bo.guest);
    third.says('in time');
    await ana.hearsText('in time');
  });
});
