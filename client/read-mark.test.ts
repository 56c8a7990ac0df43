import { describe, expect, test } from 'vitest';
import { ReadMark } from './read-mark.ts';

function world(upTo = 0) {
  let now = 0;
  let isLive = true;
  let timers: { due: number; ring: () => void }[] = [];
  const told: [number, boolean][] = [];
  const ports = {
    elapsed: () => now,
    after(ms: number, ring: () => void) {
      const timer = { due: now + ms, ring };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  const mark = new ReadMark(upTo, ports, (seq, unread) => {
    if (isLive) told.push([seq, unread]);
    return isLive;
  });
  const pass = (ms: number) => {
    now += ms;
    const due = timers.filter((timer) => timer.due <= now);
    timers = timers.filter((timer) => timer.due > now);
    for (const { ring } of due) ring();
  };
  const lineIs = (is: boolean) => {
    isLive = is;
  };
  return { mark, told, pass, lineIs };
}

describe('V1 a client says how far its person has read', () => {
  test('at once, and while they read on every ten seconds', () => {
    const { mark, told, pass } = world();
    mark.read(3);
    expect(told).toEqual([[3, false]]);
    for (let seq = 4; seq <= 8; seq += 1) {
      pass(1_000);
      mark.read(seq);
    }
    expect(told).toHaveLength(1);
    pass(5_000);
    expect(told).toEqual([
      [3, false],
      [8, false],
    ]);
    pass(60_000);
    expect(told).toHaveLength(2);
    mark.read(9);
    expect(told.at(-1)).toEqual([9, false]);
  });

  test('only forwards, and nothing twice', () => {
    const { mark, told, pass } = world(5);
    mark.read(5);
    mark.read(4);
    mark.tell();
    pass(20_000);
    expect(told).toEqual([]);
    expect(mark.upTo).toBe(5);
  });

  test('when the line is back, if it was gone', () => {
    const { mark, told, lineIs, pass } = world();
    lineIs(false);
    mark.read(3);
    pass(20_000);
    lineIs(true);
    mark.tell();
    expect(told).toEqual([[3, false]]);
  });

  test('before the page goes', () => {
    const { mark, told, pass } = world();
    mark.read(1);
    pass(1_000);
    mark.read(2);
    mark.tell();
    pass(20_000);
    expect(told).toEqual([
      [1, false],
      [2, false],
    ]);
  });

  test('and not what another device has said already', () => {
    const { mark, told } = world();
    mark.heard(7, false);
    mark.read(6);
    mark.heard(3, false);
    expect(mark.upTo).toBe(7);
    expect(told).toEqual([]);
    mark.heard(3, true);
    expect(mark.upTo).toBe(3);
    mark.read(7);
    expect(told).toEqual([]);
    mark.release();
    mark.read(7);
    expect(told).toEqual([[7, false]]);
  });

  test('and what only this device knew, once there is a line', () => {
    const { mark, told } = world(2);
    mark.hasRead(7);
    mark.hasRead(4);
    expect(mark.upTo).toBe(7);
    mark.tell();
    expect(told).toEqual([[7, false]]);
  });

  test('back, where they mark something unread', () => {
    const { mark, told } = world(7);
    mark.markUnread(3);
    mark.read(7);
    expect(told).toEqual([[3, true]]);
    mark.release();
    mark.read(7);
    expect(told.at(-1)).toEqual([7, false]);
  });

  test('also where the line was gone when they did', () => {
    const { mark, told, lineIs } = world(7);
    lineIs(false);
    mark.markUnread(3);
    lineIs(true);
    mark.tell();
    mark.tell();
    expect(told).toEqual([[3, true]]);
  });
});
