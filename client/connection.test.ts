import { describe, expect, test } from 'vitest';
import { closeCodes } from '../protocol/close-codes.ts';
import { type Connection, type ConnectionEvent, idle, type Moment, nextTickMs, step } from './connection.ts';
import { backoffMs, timing } from './timing.ts';

const start = { t: 'start' } as const;

describe('C1 the way to a live connection', () => {
  test('opens a socket, says hello when it opens, and is live once welcomed', () => {
    const { connection, done } = run([start, opened(1), welcomed(1)]);
    expect(connection).toMatchObject({ is: 'live', socket: 1 });
    expect(done).toEqual(['open 1', 'hello 1']);
  });

  test('anything but a welcome leaves it greeting', () => {
    expect(run([start, opened(1), heard(1)]).connection.is).toBe('greeting');
  });

  test('a socket that does not open within 10 s is given up', () => {
    const inTime = run([start, [9_999, { t: 'tick' }]]);
    expect(inTime.connection.is).toBe('connecting');
    const late = run([start, [10_000, { t: 'tick' }]]);
    expect(late.connection).toMatchObject({ is: 'waiting', attempt: 1 });
    expect(late.done).toEqual(['open 1', 'close 1']);
  });

  test('a room that accepts and says nothing for 10 s is given up, however late it accepted', () => {
    const inTime = run([start, [9_000, opened(1)], [9_999, { t: 'tick' }]]);
    expect(inTime.connection.is).toBe('greeting');
    const late = run([start, [9_000, opened(1)], [10_000, { t: 'tick' }]]);
    expect(late.connection).toMatchObject({ is: 'waiting', attempt: 1 });
    expect(late.done).toEqual(['open 1', 'hello 1', 'close 1']);
  });

  test('a room that says everything but welcome is given up just the same', () => {
    const chatty = run([start, opened(1), [9_000, heard(1)], [1_000, { t: 'tick' }]]);
    expect(chatty.connection.is).toBe('waiting');
  });
});

describe('C2 a lost connection', () => {
  test('waits between nothing and a wait that doubles to 30 s at most', () => {
    const longest = [0, 1, 2, 3, 6, 7, 50].map((attempt) => backoffMs(attempt, 0.999_999, 0));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000, 30_000]);
    expect(backoffMs(7, 0, 0)).toBe(0);
    expect(backoffMs(7, 0.5, 0)).toBe(15_000);
  });

  test('waits longer where more people come back at once', () => {
    expect([0, 1, 100, 1_000].map((crowd) => backoffMs(0, 0.999_999, crowd))).toEqual([500, 503, 800, 3_500]);
    expect(backoffMs(2, 0.999_999, 1_000_000)).toBe(30_000);
    const { connection, nowMs } = run([start, opened(1), welcomed(1), closed(1)], { crowd: 1_000 });
    expect(nextTickMs(connection)).toBe(nowMs + 1_750);
  });

  test('is one of which something is missing, too: it is closed and tried again', () => {
    const { connection, done } = run([start, opened(1), welcomed(1), skipped(1)]);
    expect(done).toEqual(['open 1', 'hello 1', 'close 1']);
    expect(connection).toMatchObject({ is: 'waiting', attempt: 1 });
  });

  test('counts its attempts until one of them has lasted', () => {
    const failing = run([start, closed(1), tickWhenDue, closed(2), tickWhenDue, closed(3)]);
    expect(failing.connection).toMatchObject({ is: 'waiting', attempt: 3 });
    const secondTry = [start, closed(1), tickWhenDue, opened(2), welcomed(2)] as const;
    const lasted = run([...secondTry, [timing.steadyMs, closed(2)]]);
    expect(lasted.connection).toMatchObject({ is: 'waiting', attempt: 1 });
    const almost = run([...secondTry, [timing.steadyMs - 1, closed(2)]]);
    expect(almost.connection).toMatchObject({ is: 'waiting', attempt: 2 });
  });

  test('to a room that welcomes and closes at once waits longer each time', () => {
    const hungUpAt = (socket: number) => [opened(socket), welcomed(socket), closed(socket)];
    const again = [1, 2, 3, 4].flatMap((socket): Act[] => [...hungUpAt(socket), tickWhenDue]);
    const { connection, nowMs } = run([start, ...again, ...hungUpAt(5)]);
    expect(connection).toMatchObject({ is: 'waiting', attempt: 5, until: nowMs + 4_000 });
  });

  test('is tried at once when the line or the person comes back', () => {
    expect(run([start, closed(1), { t: 'nudge' }]).connection).toMatchObject({ is: 'connecting', socket: 2 });
  });

  test('is tried anew at once when an attempt from before the nudge has not come far', () => {
    expect(run([start, { t: 'nudge' }]).done).toEqual(['open 1']);
    expect(run([start, [1_999, { t: 'nudge' }]]).done).toEqual(['open 1']);
    const stuck = run([start, [2_000, { t: 'nudge' }]]);
    expect(stuck.done).toEqual(['open 1', 'close 1', 'open 2']);
    const afterAnother = run([start, closed(1), tickWhenDue, [2_000, { t: 'nudge' }]]);
    expect(afterAnother.connection).toMatchObject({ is: 'connecting', socket: 3, attempt: 1 });
  });

  test('and when it was accepted since, but not welcomed', () => {
    const accepted = [start, [5_000, opened(1)]] as const;
    expect(run([...accepted, [1_999, { t: 'nudge' }]]).connection.is).toBe('greeting');
    expect(run([...accepted, [2_000, { t: 'nudge' }]]).done).toEqual([
      'open 1',
      'hello 1',
      'close 1',
      'open 2',
    ]);
  });

  test('what an older socket still says is not heard', () => {
    const late = [opened(1), welcomed(1), heard(1), closed(1), closed(1, 4002), garbled(1), skipped(1)];
    const newer: Act[] = [tickWhenDue, opened(2), welcomed(2)];
    for (const so of [0, 1, 2, 3]) {
      const before = run([start, closed(1), ...newer.slice(0, so)]);
      for (const event of late) expect(before.then(event)).toEqual(before.still);
    }
  });
});

describe('C3 a line', () => {
  const live = [start, opened(1), welcomed(1)];

  test('is asked for a pong every 20 s, whatever else is heard', () => {
    const { connection, done } = run([
      ...live,
      [19_999, heard(1)],
      [1, { t: 'tick' }],
      heard(1),
      [10_000, heard(1)],
      [9_999, { t: 'tick' }],
      [1, { t: 'tick' }],
    ]);
    expect(done).toEqual(['open 1', 'hello 1', 'ping 1', 'ping 1']);
    expect(connection.is).toBe('live');
  });

  test('that owes its pong for 5 s is dead', () => {
    const asked = [...live, tickWhenDue] as const;
    expect(run([...asked, [4_999, { t: 'tick' }]]).connection.is).toBe('live');
    const { connection, done } = run([...asked, [5_000, { t: 'tick' }]]);
    expect(done).toEqual(['open 1', 'hello 1', 'ping 1', 'close 1']);
    expect(connection).toMatchObject({ is: 'waiting', attempt: 1 });
  });

  test('that answers in time is asked again 20 s after it was asked', () => {
    const { connection, nowMs } = run([...live, tickWhenDue, [3_000, heard(1)]]);
    expect(nextTickMs(connection)).toBe(nowMs + 17_000);
  });

  test('that says anything at all, even a welcome once more, holds', () => {
    expect(run([...live, tickWhenDue, welcomed(1), [5_000, { t: 'tick' }]]).connection.is).toBe('live');
  });

  test.each(['nudge', 'doubt'] as const)('is asked at once after a %s, but not twice', (t) => {
    const { connection, done, nowMs } = run([...live, [1_000, { t }], [1_000, { t }]]);
    expect(done).toEqual(['open 1', 'hello 1', 'ping 1']);
    expect(nextTickMs(connection)).toBe(nowMs + 4_000);
  });

  test.each<[string, Act[]]>([
    ['nothing was begun', []],
    ['connecting', [start]],
    ['connecting for long', [start, [5_000, { t: 'tick' }]]],
    ['greeting', [start, opened(1)]],
    ['waiting', [start, closed(1)]],
    ['stopped', [start, closed(1, 4002)]],
  ])('that is in doubt is not replaced: %s', (_, acts) => {
    const before = run(acts);
    expect(before.then({ t: 'doubt' })).toEqual(before.still);
  });

  test('that was in doubt and is lost is tried again all the same, when it is time', () => {
    expect(run([start, closed(1), { t: 'doubt' }, tickWhenDue]).connection.is).toBe('connecting');
  });

  test('that slept with its machine for hours is asked, not given up', () => {
    const { connection, done } = run([...live, [8 * 3_600_000, { t: 'tick' }]]);
    expect(done.at(-1)).toBe('ping 1');
    expect(connection.is).toBe('live');
  });
});

describe('C4 the end of trying', () => {
  test.each([
    [closeCodes.wrongVersion.code, 'reload'],
    [closeCodes.noName.code, 'introduce'],
    [closeCodes.signedOut.code, 'introduce'],
    [closeCodes.nameTaken.code, 'introduce'],
    [closeCodes.notOfTheProtocol.code, 'stop'],
    [closeCodes.beforeHello.code, 'stop'],
    [closeCodes.tooLarge.code, 'stop'],
  ] as const)('close code %i stops with %s', (code, because) => {
    expect(run([start, opened(1), closed(1, code)]).connection).toMatchObject({ is: 'stopped', because });
  });

  test('one line too many is no end: it comes in once another has closed', () => {
    const { connection } = run([start, opened(1), closed(1, closeCodes.tooManySockets.code), tickWhenDue]);
    expect(connection).toMatchObject({ is: 'connecting', socket: 2 });
  });

  test('nothing but a new start goes on after that', () => {
    const before = run([start, opened(1), closed(1, closeCodes.noName.code)]);
    for (const t of ['tick', 'nudge', 'doubt', 'pause'] as const) {
      expect(before.then({ t }, 3_600_000)).toEqual(before.still);
    }
    expect(before.then(start).effects).toEqual([{ do: 'open', socket: 2 }]);
  });

  test.each([1000, 1001, 1006, 1011, 1012, 1013, 4005, 4006, 4999])(
    'close code %i is tried again',
    (code) => {
      expect(run([start, opened(1), closed(1, code)]).connection.is).toBe('waiting');
    },
  );

  test('a frame nobody can read means that the page is older than the room', () => {
    const { connection, done } = run([start, opened(1), garbled(1)]);
    expect(connection).toMatchObject({ is: 'stopped', because: 'reload' });
    expect(done.at(-1)).toBe('close 1');
  });

  test('a page that goes away closes its socket, and opens another when it is back', () => {
    const { connection, done } = run([start, opened(1), welcomed(1), { t: 'pause' }, closed(1), start]);
    expect(done).toEqual(['open 1', 'hello 1', 'close 1', 'open 2']);
    expect(connection).toMatchObject({ is: 'connecting', socket: 2 });
  });
});

describe('C18 a room that is not open to this person', () => {
  test.each([closeCodes.noRoom.code, closeCodes.banned.code, closeCodes.kicked.code])(
    'is tried no more, and the code %i says why',
    (code) => {
      const before = run([start, opened(1), welcomed(1), closed(1, code)]);
      expect(before.connection).toEqual({ is: 'stopped', socket: 1, because: 'leave', code });
      expect(before.done).toEqual(['open 1', 'hello 1']);
      for (const t of ['tick', 'nudge', 'doubt', 'pause'] as const) {
        expect(before.then({ t }, 3_600_000)).toEqual(before.still);
      }
    },
  );

  test('also one that never welcomed them', () => {
    const { connection } = run([start, opened(1), closed(1, closeCodes.noRoom.code)]);
    expect(connection).toMatchObject({ is: 'stopped', because: 'leave' });
  });
});

describe('C10 a room that asks to be left alone', () => {
  const sentAway = [start, opened(1), closed(1, 1013, 60_000)] as const;

  test('is, by at least that long, and then by what chance adds', () => {
    const { connection, nowMs } = run(sentAway);
    expect(connection).toMatchObject({ is: 'waiting', until: nowMs + 60_250, notBefore: nowMs + 60_000 });
    expect(run(sentAway, { random: 0 }).connection).toMatchObject({ until: nowMs + 60_000 });
    expect(run([...sentAway, [60_249, { t: 'tick' }]]).connection.is).toBe('waiting');
    expect(run([...sentAway, [60_250, { t: 'tick' }]]).connection.is).toBe('connecting');
  });

  test('by every nudge too, until then', () => {
    expect(run([...sentAway, { t: 'nudge' }, [59_999, { t: 'nudge' }]]).connection.is).toBe('waiting');
    expect(run([...sentAway, [60_000, { t: 'nudge' }]]).connection.is).toBe('connecting');
  });

  test('for at most 5 minutes', () => {
    const { connection, nowMs } = run([start, opened(1), closed(1, 1013, 86_400_000)]);
    expect(connection).toMatchObject({ notBefore: nowMs + 300_000 });
  });

  test('also by a page that was away for a moment', () => {
    const away = [...sentAway, { t: 'pause' }, start] as const;
    expect(run(away).connection).toMatchObject({ is: 'waiting', notBefore: 60_000 });
    expect(run([...sentAway, { t: 'pause' }, [60_000, start]]).connection.is).toBe('connecting');
  });

  test('says so once, not for the times after', () => {
    const { connection, nowMs } = run([...sentAway, tickWhenDue, closed(2)]);
    expect(connection).toMatchObject({ notBefore: nowMs, attempt: 2 });
  });
});

const tickWhenDue = 'tick when due';
type Act = ConnectionEvent | typeof tickWhenDue | readonly [afterMs: number, then: ConnectionEvent];

/** What becomes of all this, one after the other, and what would come of something more. */
function run(acts: readonly Act[], { random = 0.5, crowd = 0 }: Partial<Moment> = {}) {
  let connection: Connection = idle;
  let nowMs = 0;
  const done: string[] = [];
  for (const act of acts) {
    if (act === tickWhenDue) nowMs = nextTickMs(connection) ?? nowMs;
    else if (isDelayed(act)) nowMs += act[0];
    const event = act === tickWhenDue ? ({ t: 'tick' } as const) : isDelayed(act) ? act[1] : act;
    const next = step(connection, event, { nowMs, random, crowd });
    connection = next.connection;
    done.push(...next.effects.map((effect) => `${effect.do} ${effect.socket}`));
  }
  const then = (event: ConnectionEvent, afterMs = 0) =>
    step(connection, event, { nowMs: nowMs + afterMs, random, crowd });
  return { connection, done, nowMs, then, still: { connection, effects: [] } };
}

function isDelayed(act: Act): act is readonly [number, ConnectionEvent] {
  return Array.isArray(act);
}
function opened(socket: number): ConnectionEvent {
  return { t: 'opened', socket };
}
function welcomed(socket: number): ConnectionEvent {
  return { t: 'heard', socket, welcome: true };
}
function heard(socket: number): ConnectionEvent {
  return { t: 'heard', socket, welcome: false };
}
function garbled(socket: number): ConnectionEvent {
  return { t: 'garbled', socket };
}
function skipped(socket: number): ConnectionEvent {
  return { t: 'skipped', socket };
}
function closed(socket: number, code = 1006, retryAfterMs?: number): ConnectionEvent {
  return { t: 'closed', socket, code, retryAfterMs };
}
