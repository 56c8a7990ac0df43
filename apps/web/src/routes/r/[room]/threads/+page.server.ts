import { denyRoom } from '$lib/server/deny.ts';
import { keepOutOfCaches } from '$lib/server/headers.ts';
import { errorWith } from '$lib/server/not-done.ts';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.depends('room:threads');
  const { room } = event.params;
  const page = await roomsOf(event).threads(room, authOf(event));
  if ('denied' in page) denyRoom(page, room, event);
  if ('refused' in page) errorWith(event, page, refusalWords[page.refused]);
  keepOutOfCaches(event, page.settings);
  return { room, ...page, reader: event.locals.reader, now: Date.now() };
};
