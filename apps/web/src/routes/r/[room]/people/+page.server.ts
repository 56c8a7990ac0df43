import { denyRoom } from '$lib/server/deny.ts';
import { errorWith } from '$lib/server/not-done.ts';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { room } = event.params;
  const find = event.url.searchParams.get('find') ?? '';
  const after = event.url.searchParams.get('after') ?? '';
  const page = await roomsOf(event).people(room, authOf(event), { find, after });
  if ('denied' in page) denyRoom(page, room, event);
  if ('refused' in page) errorWith(event, page, refusalWords[page.refused]);
  return { page, find, isFirst: after === '' };
};
