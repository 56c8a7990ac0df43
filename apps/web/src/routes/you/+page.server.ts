import { youActions, youFor } from '$lib/server/you.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => youFor(event);

export const actions = youActions;
