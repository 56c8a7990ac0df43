import { fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { isAwakeAt } from '$lib/awake.ts';
import { inOrder } from '$lib/room-order.ts';
import { ownRoomsPath } from '$lib/room-path.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { forgetRoom, knownRooms, roomsKnownTo } from '$lib/server/known-rooms.ts';
import { listedAmong } from '$lib/server/listed-among.ts';
import { authOf, roomsOf, visitorIn } from '$lib/server/rooms.ts';
import type { Arrangement } from '$protocol/rooms.ts';
import { unreadTold } from '$protocol/unread-told.ts';
import { isRoomName } from '$protocol/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** The rooms that whoever looks knows, to be ordered, muted and left: with a script and without one. */
export const load: PageServerLoad = async (event) => {
  event.locals.isPrivate = true;
  const visitor = await visitorIn(event);
  const known = visitor.you ? roomsKnownTo(event, visitor) : knownRooms(event.cookies);
  const states = new Map((visitor.states ?? []).map((one) => [one.room, one]));
  const listed = new Map((await listedAmong(event, known)).map((one) => [one.room, one]));
  const now = Date.now();
  const rooms = inOrder(known, {
    placeOf: (room) => states.get(room)?.place,
    unreadIn: (room) => {
      const state = states.get(room);
      return state && unreadTold(state);
    },
    isAwake: (room) => isAwakeAt(listed.get(room)?.at, now),
    isMuted: (room) => states.get(room)?.muted === true,
    lastAt: (room) => Math.max(listed.get(room)?.at ?? 0, states.get(room)?.at ?? 0),
  });
  const left = event.url.searchParams.get('left');
  return {
    ...(visitor.you && { you: visitor.you }),
    states: visitor.states,
    left: left !== null && isRoomName(left) ? left : undefined,
    rooms: rooms.map((room) => ({
      room,
      title: listed.get(room)?.title,
      words: listed.get(room)?.words,
      ...(states.has(room) && {
        known: true,
        isMuted: states.get(room)?.muted,
        place: states.get(room)?.place,
      }),
    })),
  };
};

async function arrange(event: RequestEvent, arrangement: Arrangement, then = ownRoomsPath) {
  const done = await roomsOf(event).arrange(authOf(event), arrangement);
  return 'denied' in done ? fail(422, { wrong: true }) : redirect(303, then);
}

const roomIn = async ({ request }: RequestEvent) => (await fieldsOf(request))('room') ?? '';

export const actions: Actions = {
  order: async (event) => {
    const order = (await fieldsOf(event.request))('order') ?? '';
    return arrange(event, { order: order.split(' ').filter((room) => room !== '') });
  },
  mute: async (event) => arrange(event, { mute: await roomIn(event) }),
  unmute: async (event) => arrange(event, { unmute: await roomIn(event) }),
  leave: async (event) => {
    const room = await roomIn(event);
    const then = `${ownRoomsPath}?${new URLSearchParams({ left: room })}`;
    forgetRoom(event, room);
    // Whoever has no name yet is known to their browser alone.
    const done = await roomsOf(event).arrange(authOf(event), { leave: room });
    if ('denied' in done && done.denied !== 'no-name') return fail(422, { wrong: true });
    redirect(303, then);
  },
};
