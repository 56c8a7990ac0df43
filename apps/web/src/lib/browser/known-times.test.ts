import { beforeEach, expect, test, vi } from 'vitest';
import { FakeStorage } from './fake-storage.ts';
import { knownTimes, noteTime } from './known-times.ts';

let storage: FakeStorage;
beforeEach(() => {
  storage = new FakeStorage();
  vi.stubGlobal('localStorage', storage);
});

test('U80 the time of the newest words seen in a room is remembered, for the latest fifty rooms', () => {
  for (let n = 0; n < 60; n += 1) noteTime(`room-${n}`, n);
  noteTime('room-20', 99);
  noteTime('room-21', undefined);
  expect(knownTimes().size).toBe(50);
  expect(knownTimes().get('room-9')).toBeUndefined();
  expect(knownTimes().get('room-20')).toBe(99);
  expect(knownTimes().get('room-21')).toBe(21);
});

test('U80 what somebody else wrote into the storage is no time', () => {
  for (const broken of ['{', '7', '[["a"]]', '[["a","b"],[1,2],["ok",5],["a",1e400]]']) {
    storage.setItem('lull/times', broken);
    expect([...knownTimes()].filter(([room]) => room !== 'ok')).toEqual([]);
  }
  expect(knownTimes().get('ok')).toBe(5);
});
