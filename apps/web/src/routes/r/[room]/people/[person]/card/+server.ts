import { json } from '@sveltejs/kit';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { statusOf } from '$protocol/http-status.ts';
import type { PersonFacts } from '../../../person-facts.ts';
import type { RequestHandler } from './$types';

/**
 * What a card says of somebody beyond what the page of a room holds. In a crowd the page does not know who is here: with their name
 * as `?find=` that is looked up.
 */
export const GET: RequestHandler = async (event) => {
  const { room, person } = event.params;
  const overview = await roomsOf(event).overview(room, authOf(event));
  if ('denied' in overview) return json({}, { status: statusOf(overview) });
  event.locals.isPrivate = overview.settings.visibility === 'private';
  const member = overview.members.find(({ id }) => id === person);
  const find = event.url.searchParams.get('find');
  const page = find ? await roomsOf(event).people(room, authOf(event), { find }) : undefined;
  const facts: PersonFacts = {
    role: member?.role ?? 'guest',
    ...(member ? { since: member.since } : {}),
    ...(page && 'people' in page ? { here: page.people.some(({ id }) => id === person) } : {}),
  };
  return json(facts);
};
