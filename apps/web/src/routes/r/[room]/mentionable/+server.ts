import { json } from '@sveltejs/kit';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { statusOf } from '$protocol/http-status.ts';
import type { Person } from '$protocol/message.ts';
import type { RequestHandler } from './$types';

const most = 200;

/**
 * Whom somebody can mention who may not be here, or of whom a page in a crowd does not know: members, and those present whose name
 * has the letters of `?find=` in it.
 */
export const GET: RequestHandler = async (event) => {
  const { room } = event.params;
  const find = event.url.searchParams.get('find') ?? '';
  const overview = await roomsOf(event).overview(room, authOf(event));
  if ('denied' in overview) return json({ people: [] }, { status: statusOf(overview) });
  const { settings, members } = overview;
  event.locals.isPrivate = settings.visibility === 'private';
  const page = find === '' ? undefined : await roomsOf(event).people(room, authOf(event), { find });
  const present = page && 'people' in page ? page.people : [];
  const people = [...members, ...present].slice(0, most);
  return json({
    people: people.map(
      ({ id, name, kind, face }): Person => ({ id, name, kind, ...(face === undefined ? {} : { face }) }),
    ),
  });
};
