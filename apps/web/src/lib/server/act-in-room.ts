import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import { denialWords } from '$lib/words/en/denials.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { Action } from '$protocol/actions.ts';
import type { Acted } from '$protocol/rooms.ts';
import { denyRoom } from './deny.ts';
import { failWith } from './not-done.ts';
import { authOf, roomsOf } from './rooms.ts';

/** What stays in a form that could not be done: whose form it was, why not, and the reason that was typed. */
export type FailedAction = { of: Action['do']; wrong: string; why: string };

type RoomEvent = Pick<RequestEvent, 'platform' | 'cookies' | 'request' | 'locals'> & {
  params: { room: string };
};

/** Does this in the room; or says why not, in a sentence for the form it came from. */
export async function actInRoom(
  event: RoomEvent,
  action: Action,
): Promise<Acted | ActionFailure<FailedAction>> {
  const acted = await roomsOf(event).act(event.params.room, authOf(event), action);
  if ('done' in acted) return acted;
  const kept = { of: action.do, why: 'why' in action ? (action.why ?? '') : '' };
  if ('refused' in acted) return failWith(event, acted, { ...kept, wrong: refusalWords[acted.refused] });
  if (acted.denied === 'no-such-room' || acted.denied === 'banned') denyRoom(acted, event.params.room, event);
  return failWith(event, acted, { ...kept, wrong: denialWords[acted.denied] });
}

export function isDone(acted: Acted | ActionFailure<FailedAction>): acted is Acted {
  return 'done' in acted;
}

/** A reason as it was typed, in one line; nothing where none was given. */
export function whyIn(field: (name: string) => string | undefined): { why?: string } {
  const why = (field('why') ?? '').replace(/\s+/g, ' ').trim();
  return why === '' ? {} : { why };
}
