import { exports } from 'cloudflare:workers';
import { expect, vi } from 'vitest';
import type { RoomReadState } from '../../protocol/read-state.ts';
import { cookieOf, type Guest, site, Visitor } from './visitor.ts';

const rooms = exports.default;

/** What a device of this person is told, beside all rooms. */
export async function deviceOf(who: Guest): Promise<Visitor> {
  const headers = { upgrade: 'websocket', ...cookieOf(who.token) };
  const { webSocket } = await rooms.fetch(`${site}/api/you/socket`, { headers });
  return new Visitor(webSocket ?? expect.unreachable(), who);
}
/** Waits until it was told that a room is so, and brings what was told of it last. */
export const hearsOf = async (device: Visitor, room: string, is: (state: RoomReadState) => boolean) => {
  const told = () =>
    (device.events as unknown as { t: string; rooms: RoomReadState[] }[]).flatMap((event) => event.rooms);
  await vi.waitFor(() => expect(told().some((one) => one.room === room && is(one))).toBe(true), 10_000);
  return told().findLast((one) => one.room === room) as RoomReadState;
};
