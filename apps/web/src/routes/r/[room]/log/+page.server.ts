import { error, redirect } from '@sveltejs/kit';
import { roomPath } from '$lib/room-path.ts';
import { overviewFor } from '$lib/server/overview.ts';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import { isAtLeast } from '$protocol/roles.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const page = await overviewFor(event);
  const { room, overview } = page;
  // The same page for everybody who may be in the room; what is in it, moderators read.
  if (!isAtLeast(overview.standing.role, 'moderator')) return { ...page, audit: undefined };
  const asked = event.url.searchParams.get('older');
  if (asked !== null && !/^\d{1,15}$/.test(asked)) error(404, refusalWords['no-such-page']);
  const before = asked === null ? undefined : Number(asked);
  const audit = await roomsOf(event).audit(room, authOf(event), before);
  // They were a moderator a moment ago.
  if ('denied' in audit) redirect(303, roomPath(room));
  return { ...page, audit: { ...audit, paged: before !== undefined } };
};
