import { expect, test, vi } from 'vitest';
import type { RoomReadState } from '$protocol/read-state.ts';
import { arranged, arrangedAsBefore } from './own-rooms.ts';

vi.mock('$app/forms', () => ({ deserialize: JSON.parse }));

const state = (room: string, more: Partial<RoomReadState> = {}): RoomReadState => ({
  room,
  readUpTo: 3,
  unread: 2,
  meant: 1,
  ...more,
});

test('U116 an order gives its rooms their places, and takes all others', () => {
  const before = [state('a', { place: 0 }), state('b')];
  expect(arranged(before, { order: ['b'] })).toEqual([state('a'), state('b', { place: 0 })]);
});

test('U116 a room that is left has nothing that waits, also where nothing was known of it', () => {
  expect(arranged([state('a')], { leave: 'a' })).toEqual([state('a', { unread: 0, meant: 0, left: true })]);
  const unknown = { room: 'b', readUpTo: 0, unread: 0, meant: 0, left: true };
  expect(arranged([state('a')], { leave: 'b' })).toEqual([unknown]);
  expect(arranged([state('a')], { mute: 'b' })).toEqual([]);
});

test('U116 what could not be kept is as it was, with what came meanwhile', () => {
  const before = state('a', { place: 4, muted: true });
  const heard = state('a', { place: 0, unread: 9 });
  expect(arrangedAsBefore(heard, before)).toEqual({ ...before, unread: 9 });
  expect(arrangedAsBefore(state('a', { left: true }), before)).toEqual(before);
  expect(arrangedAsBefore(state('a', { left: true }), undefined)).toEqual(state('a'));
});
