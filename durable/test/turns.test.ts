import { exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import type { Event } from '../../protocol/down.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { idOf } from './history-rules.ts';
import { failing, hearsInOneTurn, kept } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { enter, guest, upgrade, Visitor, visit } from './visitor.ts';
import { regular } from './who-and-where.ts';

const say = (n: number, text = `number ${n}`, after = 0) => ({ t: 'say', id: idOf(n), text, after });
const textIn = (event: Event) =>
  event.t === 'said' ? event.message.text : event.t === 'refused' ? event.reason : event.t;
/** What each frame held that came after the welcome. */
const framesOf = ({ frames }: Visitor) =>
  frames.flatMap((frame) => (typeof frame === 'string' ? [] : [frame.map(textIn)])).slice(1);
const texts = async (room: string) => (await kept(room)).map(({ text }) => text);

async function three() {
  const room = newRoom();
  const [ana, bo, cy] = [await enter(room, 'Ana'), await regular(room, 'Bo'), await regular(room, 'Cy')];
  for (const one of [ana, bo]) await one.hears('arrived', ({ person }) => person.name === 'Cy');
  for (const one of [ana, bo, cy]) one.frames.splice(1);
  return { room, ana, bo, cy };
}

describe('S9 what is heard in one turn', () => {
  test('is told in one frame, in the order it was heard', async () => {
    const { room, ana, bo, cy } = await three();
    await hearsInOneTurn(
      room,
      { from: ana, frame: say(1) },
      { from: bo, frame: say(2) },
      { from: ana, frame: say(3) },
      {
        from: bo,
        frame: { t: 'edit', id: idOf(4), message: { seq: 2, id: idOf(2) }, text: 'other', after: 0 },
      },
    );
    await cy.hears('changed');
    for (const one of [ana, bo, cy]) {
      await one.isUpToDate();
      expect(framesOf(one)[0]).toEqual(['number 1', 'number 2', 'number 3', 'changed']);
    }
    expect(await texts(room)).toEqual(['number 1', 'other', 'number 3']);
  });

  test('answers one alone after what all hear, in the same frame', async () => {
    const { room, ana, bo } = await three();
    await hearsInOneTurn(room, { from: ana, frame: say(1) });
    for (const one of [ana, bo]) {
      await one.isUpToDate();
      one.frames.splice(1);
    }
    await hearsInOneTurn(
      room,
      { from: ana, frame: say(1) },
      { from: ana, frame: say(2, '') },
      { from: bo, frame: say(3) },
    );
    await bo.hearsText('number 3');
    await ana.isUpToDate();
    expect(framesOf(ana)[0]).toEqual(['number 3', 'number 1', 'empty']);
    expect(framesOf(bo)[0]).toEqual(['number 3']);
  });

  test('comes in more than one frame when it is more than one should hold', async () => {
    const { room, ana, bo } = await three();
    const long = '🌙'.repeat(3_990);
    await hearsInOneTurn(
      room,
      ...Array.from({ length: 40 }, (_, i) => ({
        from: ana,
        frame: say(i + 1, `${i + 1} ${long}`),
      })),
    );
    await bo.hears('said', ({ message }) => message.seq === 40);
    const sizes = framesOf(bo).map((frame) => frame.length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...bo.frames.map((frame) => JSON.stringify(frame).length))).toBeLessThan(300_000);
    expect(bo.events.flatMap((event) => (event.t === 'said' ? [event.message.seq] : []))).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
  });

  test('is told to whoever listens as well', async () => {
    const { room, ana, bo } = await three();
    const { webSocket } = await upgrade(room, {}, '?listen');
    const listener = new Visitor(webSocket ?? expect.unreachable(), ana.guest);
    listener.send({ t: 'hello', v: protocolVersion, since: 0 });
    await listener.hears('welcome');
    await hearsInOneTurn(room, { from: ana, frame: say(1) }, { from: bo, frame: say(2) });
    await listener.hearsText('number 2');
    expect(framesOf(listener)).toEqual([['number 1', 'number 2']]);
  });
});

describe('S10 what fails in a turn', () => {
  test('takes nobody else’s with it, and what its sender sent after it is not heard', async () => {
    const { room, ana, bo, cy } = await three();
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    await failing(room, 'lost');
    await hearsInOneTurn(
      room,
      { from: ana, frame: say(1) },
      { from: bo, frame: say(2) },
      { from: bo, frame: say(3, 'lost') },
      { from: bo, frame: say(4) },
      { from: ana, frame: say(5) },
    );
    expect((await bo.closed).code).toBe(closeCodes.fault.code);
    await cy.hearsText('number 5');
    await cy.hears('left');
    expect(framesOf(cy), 'who fails goes after what they said').toEqual([
      ['number 1', 'number 2', 'number 5'],
      ['left'],
    ]);
    expect(errors).toHaveBeenCalledOnce();
    vi.restoreAllMocks();
    expect(await texts(room)).toEqual(['number 1', 'number 2', 'number 5']);
    const told = cy.events.flatMap((event) => (event.t === 'said' ? [event.message] : []));
    expect(told.map(({ seq, text }) => [seq, text])).toEqual([
      [1, 'number 1'],
      [2, 'number 2'],
      [3, 'number 5'],
    ]);
    // And comes back with it.
    const again = await enter(room, bo.guest);
    again.send(say(3, 'lost'));
    expect((await again.hearsText('lost')).seq).toBe(4);
  });
});

describe('S11 whatever else happens comes after what was heard before it', () => {
  test('a hello is welcomed with it, and it is not told to whoever said that once more', async () => {
    const { room, ana } = await three();
    const dee = await visit(room, await guest('Dee'));
    await hearsInOneTurn(
      room,
      { from: ana, frame: say(1) },
      { from: dee, frame: { t: 'hello', v: protocolVersion, since: 0 } },
      { from: ana, frame: say(2) },
    );
    expect((await dee.hears('welcome')).messages.map(({ text }) => text)).toEqual(['number 1']);
    await dee.hearsText('number 2');
    expect(framesOf(dee)).toEqual([['number 2']]);
  });

  test('a page has it', async () => {
    const { room, ana, bo } = await three();
    await hearsInOneTurn(room, { from: ana, frame: say(1) }, { from: bo, frame: { t: 'page', before: 2 } });
    expect((await bo.hears('paged')).messages.map(({ text }) => text)).toEqual(['number 1']);
  });

  test('a close is told after it', async () => {
    const { room, ana, bo } = await three();
    await hearsInOneTurn(room, { from: bo, frame: say(1) }, { from: bo, closes: true });
    await ana.hears('left');
    expect(framesOf(ana)).toEqual([['number 1'], ['left']]);
  });

  test('what a moderator does leaves it as it was, and holds for what is heard next', async () => {
    const { room, ana, bo, cy } = await three();
    await hearsInOneTurn(room, { from: bo, frame: say(1) });
    await exports.default.act(room, ana.guest, { do: 'mute', whom: bo.person.id, forS: 60 });
    bo.send(say(2));
    expect(await bo.hears('refused')).toMatchObject({ reason: 'muted', of: { id: idOf(2) } });
    await cy.isUpToDate();
    expect(await texts(room)).toEqual(['number 1']);
  });

  test('whoever breaks the protocol has been heard before that', async () => {
    const { room, ana, bo } = await three();
    await hearsInOneTurn(room, { from: bo, frame: say(1) }, { from: bo, frame: { t: 'shout' } });
    expect((await bo.closed).code).toBe(closeCodes.notOfTheProtocol.code);
    await ana.hearsText('number 1');
  });
});
