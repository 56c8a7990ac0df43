import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeCodes } from '../protocol/close-codes.ts';
import {
  type Connection,
  type ConnectionEvent,
  type Effect,
  hasSocket,
  idle,
  type Moment,
  nextTickMs,
  step,
} from './connection.ts';
import { timing } from './timing.ts';

// The same runs every time, unless the environment's SEED asks for others. A failure prints its seed.
const runs = { numRuns: 500, seed: Number(process.env['SEED'] ?? 3) };

describe('C1 C2 C3 C4 C10 whatever happens to a connection', () => {
  test('it has one socket at most, and each is greeted once', () => {
    holds((before, event, { connection, effects }, known) => {
      for (const { do: done, socket } of effects) {
        if (done === 'open') expect(known.open.size, 'others are closed before').toBe(0);
        if (done === 'open') known.open.add(socket);
        if (done === 'close') expect(known.open.delete(socket), 'only an open one is closed').toBe(true);
        if (done !== 'hello') continue;
        expect(event, 'it has just opened').toEqual({ t: 'opened', socket });
        expect(known.greeted.has(socket), 'it was not greeted before').toBe(false);
        known.greeted.add(socket);
      }
      if (event.t === 'closed') known.open.delete(event.socket);
      expect([...known.open], 'none but the one in use').toEqual(
        hasSocket(connection) ? [connection.socket] : [],
      );
      if (connection.is === 'live' && before.is !== 'live')
        expect(known.greeted).toContain(connection.socket);
    });
  });

  test('its sockets are numbered upwards, and older ones change nothing', () => {
    holds((before, event, { connection, effects }) => {
      const opened = effects.filter((effect) => effect.do === 'open');
      expect(opened.map(({ socket }) => socket)).toEqual(opened.length > 0 ? [before.socket + 1] : []);
      expect(connection.socket).toBe(before.socket + opened.length);
      if ('socket' in event && (event.socket !== before.socket || !hasSocket(before))) {
        expect({ connection, effects }).toEqual({ connection: before, effects: [] });
      }
    });
  });

  test('only a live one is asked for a pong, and never again before it was answered', () => {
    holds((before, _, { effects }) => {
      if (!effects.some((effect) => effect.do === 'ping')) return;
      expect(before.is).toBe('live');
      expect(before).not.toHaveProperty('pongBy');
    });
  });

  test('a live one is asked at least every 20 s, and given up only when it owes an answer', () => {
    holds((before, event, { connection, effects }, { moment }) => {
      if (connection.is === 'live') {
        expect(nextTickMs(connection)).toBeLessThanOrEqual(moment.nowMs + timing.pingMs);
        if (event.t === 'tick') expect(nextTickMs(connection)).toBeGreaterThan(moment.nowMs);
      }
      if (before.is !== 'live' || ['pause', 'garbled', 'skipped'].includes(event.t)) return;
      if (effects.some((effect) => effect.do === 'close')) {
        expect(event.t).toBe('tick');
        expect(before.pongBy).toBeLessThanOrEqual(moment.nowMs);
      }
    });
  });

  test('nothing but a start begins, or begins again', () => {
    holds((before, event, { connection, effects }) => {
      if (before.is !== 'idle' && before.is !== 'stopped') return;
      if (event.t === 'start') expect(connection.is).toBe('connecting');
      else expect({ connection, effects }).toEqual({ connection: before, effects: [] });
    });
  });

  test('doubt opens nothing and ends nothing', () => {
    holds((before, event, { connection, effects }) => {
      if (event.t !== 'doubt') return;
      expect(connection.is).toBe(before.is);
      expect(effects.filter((effect) => effect.do !== 'ping')).toEqual([]);
    });
  });

  test('a wait lasts as long as the room asked, and not longer than a wait may', () => {
    holds((before, event, { connection }, { moment }) => {
      if (connection.is === 'waiting') {
        const mostMs = timing.longestRetryAfterMs + timing.longestBackoffMs;
        expect(connection.until).toBeGreaterThanOrEqual(connection.notBefore);
        expect(connection.until - moment.nowMs).toBeLessThanOrEqual(mostMs);
        if (event.t === 'closed' && before.is !== 'waiting') {
          const asked = Math.min(event.retryAfterMs ?? 0, timing.longestRetryAfterMs);
          expect(connection.notBefore).toBe(moment.nowMs + asked);
        }
      }
      if (before.is !== 'waiting' || connection.is === 'waiting' || event.t === 'pause') return;
      expect(connection.is).toBe('connecting');
      expect(moment.nowMs).toBeGreaterThanOrEqual(event.t === 'nudge' ? before.notBefore : before.until);
    });
  });

  test('where it waits for a time, that time moves it on, and not a moment earlier', () => {
    holds((_, __, { connection }, { moment }) => {
      const due = nextTickMs(connection);
      if (due === undefined) return expect(['idle', 'stopped']).toContain(connection.is);
      const early = step(connection, { t: 'tick' }, { ...moment, nowMs: due - 1 });
      expect(early).toEqual({ connection, effects: [] });
      const then = step(connection, { t: 'tick' }, { ...moment, nowMs: due });
      expect(then.connection).not.toEqual(connection);
    });
  });

  test('left alone, it tries again for ever, and not more than once per wait', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 40, size: 'max' }),
        fc.array(chance, { minLength: 20, maxLength: 20, size: 'max' }),
        (acts, luck) => {
          let { connection, moment } = play(acts);
          if (nextTickMs(connection) === undefined) return;
          const opened: number[] = [];
          for (const random of luck) {
            moment = { ...moment, random, nowMs: Math.max(moment.nowMs, nextTickMs(connection) ?? 0) };
            const { effects, ...next } = step(connection, { t: 'tick' }, moment);
            connection = next.connection;
            if (effects.some((effect) => effect.do === 'open')) opened.push(moment.nowMs);
          }
          expect(opened.length).toBeGreaterThanOrEqual(8);
          for (const [i, at] of opened.slice(1).entries()) {
            expect(at - (opened[i] ?? 0)).toBeGreaterThanOrEqual(timing.openMs);
          }
        },
      ),
      runs,
    );
  });

  test('in a world that is well again, it is soon live', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40, size: 'max' }), (acts) => {
        let { connection, moment } = play([
          ...acts,
          { t: 'start', away: 0, afterMs: 0, random: 0, crowd: 0 },
        ]);
        for (let turn = 0; turn < 4 && connection.is !== 'live'; turn += 1) {
          const { socket } = connection;
          moment = { ...moment, nowMs: Math.max(moment.nowMs, nextTickMs(connection) ?? 0) - 1 };
          if (connection.is === 'waiting') moment.nowMs += 1;
          const event: ConnectionEvent =
            connection.is === 'connecting'
              ? { t: 'opened', socket }
              : connection.is === 'greeting'
                ? { t: 'heard', socket, welcome: true }
                : { t: 'tick' };
          connection = step(connection, event, moment).connection;
        }
        expect(connection.is).toBe('live');
      }),
      runs,
    );
  });
});

/** One event, of a socket so many before the newest (or one that never was), after so much time. */
type Act = {
  t: ConnectionEvent['t'];
  away: number;
  afterMs: number | 'when due' | 'just before';
  random: number;
  crowd: number;
  welcome?: boolean;
  code?: number;
  retryAfterMs?: number | undefined;
};

/** What a test keeps in mind from one step to the next. */
type Known = { open: Set<number>; greeted: Set<number>; moment: Moment };

type Check = (
  before: Connection,
  event: ConnectionEvent,
  after: { connection: Connection; effects: Effect[] },
  known: Known,
) => void;

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const code = fc.oneof(
  fc.constantFrom(1000, 1001, 1006, 1012, ...Object.values(closeCodes).map((known) => known.code)),
  fc.integer({ min: 1000, max: 4999 }),
);

// What leads on to a live connection comes often, or nothing would ever come of it.
const act: fc.Arbitrary<Act> = fc.record(
  {
    t: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('opened', 'heard', 'tick') },
      {
        weight: 2,
        arbitrary: fc.constantFrom('start', 'pause', 'nudge', 'doubt', 'garbled', 'skipped', 'closed'),
      },
    ),
    away: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: -2, max: 3 })),
    afterMs: fc.oneof(
      fc.constantFrom('when due' as const, 'just before' as const, 0),
      fc.integer({ min: 0, max: 30_000 }),
      fc.integer({ min: 0, max: 86_400_000 }),
    ),
    random: chance,
    crowd: fc.nat(10_000),
    welcome: fc.boolean(),
    code,
    retryAfterMs: fc.option(fc.nat(99_999_000), { nil: undefined }),
  },
  { requiredKeys: ['t', 'away', 'afterMs', 'random', 'crowd'] },
);

/** Checks every step of any sequence of happenings. */
function holds(check: Check): void {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60, size: 'max' }), (acts) => void play(acts, check)),
    runs,
  );
}

function play(acts: Act[], check: Check = () => {}): { connection: Connection; moment: Moment } {
  let connection: Connection = idle;
  const known: Known = { open: new Set(), greeted: new Set(), moment: { nowMs: 0, random: 0, crowd: 0 } };
  for (const { random, crowd, ...one } of acts) {
    const nowMs = later(one.afterMs, connection, known.moment.nowMs);
    known.moment = { nowMs, random, crowd };
    const before = Object.freeze(connection);
    const event = happeningOf(one, before.socket);
    const after = step(before, event, known.moment);
    check(before, event, after, known);
    connection = after.connection;
  }
  return { connection, moment: known.moment };
}

function later(afterMs: Act['afterMs'], connection: Connection, nowMs: number): number {
  if (typeof afterMs === 'number') return nowMs + afterMs;
  return Math.max(nowMs, (nextTickMs(connection) ?? 0) - (afterMs === 'just before' ? 1 : 0));
}

function happeningOf(
  { t, away, welcome = true, code = 1006, retryAfterMs }: Omit<Act, 'random' | 'crowd'>,
  newest: number,
): ConnectionEvent {
  const socket = newest - away;
  switch (t) {
    case 'opened':
    case 'garbled':
    case 'skipped':
      return { t, socket };
    case 'heard':
      return { t, socket, welcome };
    case 'closed':
      return { t, socket, code, retryAfterMs };
    default:
      return { t };
  }
}
