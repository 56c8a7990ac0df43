import { redirect } from '@sveltejs/kit';
import { roomPath } from '$lib/room-path.ts';
import { youActions, youFor } from '$lib/server/you.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const page = await youFor(event);
  // Where a name is asked for.
  if (!page.account) redirect(303, roomPath(event.params.room));
  return { account: page.account };
};

export const actions = youActions;
