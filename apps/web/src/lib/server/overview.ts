import { type RequestEvent, redirect } from '@sveltejs/kit';
import { roomPath } from '$lib/room-path.ts';
import type { Overview } from '$protocol/rooms.ts';
import { denyRoom } from './deny.ts';
import { keepOutOfCaches } from './headers.ts';
import { authOf, roomsOf } from './rooms.ts';

/** What a page beside a room begins with: what whoever looks at it may know of the room. Who that is the layout says. */
export async function overviewFor(event: RequestEvent & { params: { room: string } }) {
  const { room } = event.params;
  const overview = await roomsOf(event).overview(room, authOf(event));
  // Where a name is asked for.
  if ('denied' in overview && overview.denied === 'no-name') redirect(303, roomPath(room));
  if ('denied' in overview) denyRoom(overview, room, event);
  keepOutOfCaches(event, (overview as Overview).settings);
  return { room, overview: overview as Overview, reader: event.locals.reader, now: Date.now() };
}
