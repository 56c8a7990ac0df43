import { redirect } from '@sveltejs/kit';
import { pinsPath } from '$lib/room-path.ts';
import { actInRoom, isDone } from '$lib/server/act-in-room.ts';
import { denyRoom } from '$lib/server/deny.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { keepOutOfCaches } from '$lib/server/headers.ts';
import { messageIn } from '$lib/server/message-in.ts';
import { errorWith } from '$lib/server/not-done.ts';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.depends('room:pins');
  const { room } = event.params;
  const page = await roomsOf(event).pinned(room, authOf(event));
  if ('denied' in page) denyRoom(page, room, event);
  if ('refused' in page) errorWith(event, page, refusalWords[page.refused]);
  const { pinned, settings, standing } = page;
  keepOutOfCaches(event, settings);
  return { room, pinned, settings, standing, reader: event.locals.reader, now: Date.now() };
};

export const actions: Actions = {
  unpin: async (event) => {
    const acted = await actInRoom(event, { do: 'unpin', message: messageIn(await fieldsOf(event.request)) });
    if (!isDone(acted)) return acted;
    redirect(303, pinsPath(event.params.room));
  },
};
