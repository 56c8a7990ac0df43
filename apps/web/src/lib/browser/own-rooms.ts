import { deserialize } from '$app/forms';
import { ownRoomsPath } from '$lib/room-path.ts';
import type { RoomReadState } from '$protocol/read-state.ts';
import type { Arrangement } from '$protocol/rooms.ts';

/** Has the server keep what somebody makes of their rooms, by the forms of the page for that. False where it was not kept. */
export async function arrange(arrangement: Arrangement): Promise<boolean> {
  if ('order' in arrangement) return send(`${ownRoomsPath}?/order`, { order: arrangement.order.join(' ') });
  const [[what, room] = []] = Object.entries(arrangement);
  return send(`${ownRoomsPath}?/${what}`, { room: `${room}` });
}

/** Which rooms are another way once this is kept, and how. Of a room about which nothing is known nothing is kept. */
export function arranged(states: readonly RoomReadState[], arrangement: Arrangement): RoomReadState[] {
  if ('order' in arrangement) {
    const places = new Map(arrangement.order.map((room, place) => [room, place]));
    return states.map(({ place: _, ...one }) => {
      const place = places.get(one.room);
      return place === undefined ? one : { ...one, place };
    });
  }
  const [room = ''] = Object.values(arrangement);
  const known = states.find((one) => one.room === room);
  if ('leave' in arrangement) {
    return [{ room, readUpTo: 0, ...known, unread: 0, meant: 0, left: true }];
  }
  if (!known) return [];
  const { muted: _, ...state } = known;
  return ['mute' in arrangement ? { ...state, muted: true } : state];
}

/** A room as it is now, but arranged as it was before that was tried. What was zeroed with it comes back. */
export function arrangedAsBefore(now: RoomReadState, before: RoomReadState | undefined): RoomReadState {
  const { place: _, muted: __, left, ...rest } = now;
  if (left) return before ?? rest;
  const { place, muted } = before ?? {};
  return { ...rest, ...(place !== undefined && { place }), ...(muted && { muted }) };
}

/** All that waits in a room is read. */
export const markRoomRead = (room: string): Promise<boolean> => send('/waiting?/read', { room });

async function send(action: string, fields: Record<string, string>): Promise<boolean> {
  try {
    const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
    const answer = await fetch(action, { method: 'POST', headers, body: new URLSearchParams(fields) });
    const result = deserialize(await answer.text());
    return result.type === 'redirect' || result.type === 'success';
  } catch {
    return false;
  }
}
