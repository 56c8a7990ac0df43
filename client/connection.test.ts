import { describe, expect, test } from 'vitest';
import { closeCodes } from '../protocol/close-codes.ts';
import { type Connection, type Happening, idle, nextTickMs, step } from './connection.ts';
import { backoffMs, timing } from './timing.ts';

const start = { t: 'start' } as const;

describe('C1 the way to a live connection', () => {
  test('opens a socket, says hello when it opens, and is live once welcomed', () => {
    const { connection, done } = run([start, opened(1), heard(1, true)]);
    expect(connection).toMatchObject({ is: 'live', socket: 1 });
    expect(done).toEqual(['open 1', 'hello 1']);
  });

  test('anything but a welcome leaves it greeting', () => {
    expect(run([start, opened(1), heard(1, false)]).connection.is).toBe('greeting');
  });

  test('a socket that does not open, or a room that does not welcome, is given up in time', () => {
    const notOpened = run([start, [timing.openMs, { t: 'tick' }]]);
    expect(notOpened.connection.is).toBe('waiting');
    expect(notOpened.done).toEqual(['open 1', 'close 1']);
    const notWelcomed = run([start, opened(1), [timing.greetMs, { t: 'tick' }]]);
    expect(notWelcomed.connection.is).toBe('waiting');
  });
});

describe('C2 a lost connection', () => {
  test('waits between nothing and a wait that doubles to 30 s at most', () => {
    expect([0, 1, 2, 3, 6, 7, 50].map((attempt) => backoffMs(attempt, 0.999_999))).toEqual([
      500, 1_000, 2_000, 4_000, 30_000, 30_000, 30_000,
    ]);
    expect(backoffMs(7, 0)).toBe(0);
  });

  test('counts its attempts until one of them has lasted', () => {
    const failing = run([start, closed(1), tickWhenDue, closed(2), tickWhenDue, closed(3)]);
    expect(failing.connection).toMatchObject({ is: 'waiting', attempt: 3 });
    const hungUpAtOnce = run([start, closed(1), tickWhenDue, opened(2), heard(2, true), closed(2)]);
    expect(hungUpAtOnce.connection).toMatchObject({ is: 'waiting', attempt: 2 });
    const lasted = run([
      start,
      closed(1),
      tickWhenDue,
      opened(2),
      heard(2, true),
      [timing.steadyMs, closed(2)],
    ]);
    expect(lasted.connection).toMatchObject({ is: 'waiting', attempt: 1 });
  });

  test('is tried at once when the line or the person comes back', () => {
    expect(run([start, closed(1), { t: 'nudge' }]).connection).toMatchObject({ is: 'connecting', socket: 2 });
  });

  test('is tried anew at once when an attempt from before the nudge has not come far', () => {
    expect(run([start, { t: 'nudge' }]).done).toEqual(['open 1']);
    const stuck = run([start, [timing.impatientMs, { t: 'nudge' }]]);
    expect(stuck.done).toEqual(['open 1', 'close 1', 'open 2']);
  });

  test('what an older socket still says is not heard', () => {
    const before = run([start, closed(1), tickWhenDue, opened(2)]);
    for (const late of [opened(1), heard(1, true), closed(1), { t: 'garbled', socket: 1 } as const]) {
      expect(step(before.connection, late, before.nowMs, 0.5)).toEqual({
        connection: before.connection,
        effects: [],
      });
    }
  });
});

describe('C3 a silent line', () => {
  const live = [start, opened(1), heard(1, true)];

  test('is asked for a pong, and given up when none comes', () => {
    const { connection, done } = run([...live, tickWhenDue, tickWhenDue]);
    expect(done).toEqual(['open 1', 'hello 1', 'ping 1', 'close 1']);
    expect(connection.is).toBe('waiting');
  });

  test('holds as long as anything is heard', () => {
    const { connection, nowMs } = run([...live, tickWhenDue, heard(1, false)]);
    expect(connection).toMatchObject({ is: 'live', lastHeard: nowMs });
    expect(nextTickMs(connection)).toBe(nowMs + timing.pingAfterMs);
  });

  test('is asked at once when the person comes back, but not twice', () => {
    expect(run([...live, { t: 'nudge' }, { t: 'nudge' }]).done).toEqual(['open 1', 'hello 1', 'ping 1']);
  });
});

describe('C4 the end of trying', () => {
  test.each([
    [closeCodes.wrongVersion.code, 'reload'],
    [closeCodes.noName.code, 'introduce'],
    [closeCodes.notOfTheProtocol.code, 'stop'],
  ] as const)('close code %i stops with %s', (code, because) => {
    expect(run([start, opened(1), closed(1, code)]).connection).toMatchObject({ is: 'stopped', because });
  });

  test.each([1000, 1001, 1006, 1011, 1012, 4999])('close code %i is tried again', (code) => {
    expect(run([start, opened(1), closed(1, code)]).connection.is).toBe('waiting');
  });

  test('a frame nobody can read means that the page is older than the room', () => {
    const { connection, done } = run([start, opened(1), { t: 'garbled', socket: 1 }]);
    expect(connection).toMatchObject({ is: 'stopped', because: 'reload' });
    expect(done.at(-1)).toBe('close 1');
  });

  test('a page that goes away closes its socket, and opens another when it is back', () => {
    const { connection, done } = run([start, opened(1), heard(1, true), { t: 'pause' }, closed(1), start]);
    expect(done).toEqual(['open 1', 'hello 1', 'close 1', 'open 2']);
    expect(connection).toMatchObject({ is: 'connecting', socket: 2 });
  });
});

const tickWhenDue = 'tick when due';
type Act = Happening | typeof tickWhenDue | [afterMs: number, then: Happening];

function run(acts: Act[]): { connection: Connection; done: string[]; nowMs: number } {
  let connection = idle;
  let nowMs = 0;
  const done: string[] = [];
  for (const act of acts) {
    if (act === tickWhenDue) nowMs = nextTickMs(connection) ?? nowMs;
    else if (Array.isArray(act)) nowMs += act[0];
    const happening = act === tickWhenDue ? ({ t: 'tick' } as const) : Array.isArray(act) ? act[1] : act;
    const next = step(connection, happening, nowMs, 0.5);
    connection = next.connection;
    done.push(...next.effects.map((effect) => `${effect.do} ${effect.socket}`));
  }
  return { connection, done, nowMs };
}

function opened(socket: number): Happening {
  return { t: 'opened', socket };
}
function heard(socket: number, welcome: boolean): Happening {
  return { t: 'heard', socket, welcome };
}
function closed(socket: number, code = 1006): Happening {
  return { t: 'closed', socket, code };
}
