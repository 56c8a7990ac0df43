import { redirect } from '@sveltejs/kit';
import { roomPath } from '$lib/room-path.ts';
import { accountIn } from '$lib/server/rooms.ts';
import { youActions } from '$lib/server/you.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const account = await accountIn(event);
  // Where a name is asked for.
  if (!account) redirect(303, roomPath(event.params.room));
  return { account };
};

export const actions = youActions;
