import { actInRoom, isDone, whyIn } from '$lib/server/act-in-room.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { overviewFor } from '$lib/server/overview.ts';
import type { Action } from '$protocol/actions.ts';
import type { Person } from '$protocol/message.ts';
import type { Overview } from '$protocol/rooms.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { doneText } from './done-text.ts';

export const load: PageServerLoad = async (event) => {
  const page = await overviewFor(event);
  const { overview } = page;
  const id = event.params.person;
  const member = overview.members.find((one) => one.id === id);
  return {
    ...page,
    person: member ?? findGuest(overview, id),
    member,
    sanctions: (overview.sanctions ?? []).filter(({ person }) => person.id === id),
    // Asked twice: the second question is this page again.
    handsOver: event.url.searchParams.has('hand-over'),
  };
};

function findGuest({ guests, sanctions }: Overview, id: string): Person | undefined {
  return [...(guests ?? []), ...(sanctions ?? []).map(({ person }) => person)].find((one) => one.id === id);
}

type Field = (name: string) => string | undefined;

/** Done to the person whose page it is; answers with what was done, for the page to say. */
const done = (actionFrom: (field: Field, whom: string) => Action) => async (event: RequestEvent) => {
  const field = await fieldsOf(event.request);
  const action = actionFrom(field, event.params.person);
  const acted = await actInRoom(event, action);
  return isDone(acted) ? { told: doneText(action, acted, field('name') ?? '') } : acted;
};

const secondsIn = (field: Field) => Number(field('for') ?? 0);

export const actions: Actions = {
  mute: done((field, whom) => ({ do: 'mute', whom, forS: secondsIn(field), ...whyIn(field) })),
  unmute: done((_, whom) => ({ do: 'unmute', whom })),
  kick: done((field, whom) => ({ do: 'kick', whom, ...whyIn(field) })),
  ban: done((field, whom) => ({
    do: 'ban',
    whom,
    ...(secondsIn(field) === 0 ? {} : { forS: secondsIn(field) }),
    ...(field('address') === undefined ? {} : { address: true }),
    ...whyIn(field),
  })),
  unban: done((_, whom) => ({ do: 'unban', whom })),
  // The Worker refuses what is no role.
  role: done((field, whom) => ({
    do: 'role',
    whom,
    role: field('role') as 'guest' | 'member' | 'moderator',
  })),
  transfer: done((_, whom) => ({ do: 'transfer', whom })),
};
