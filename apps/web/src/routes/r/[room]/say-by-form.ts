import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import { nanoid } from 'nanoid';
import type { SayWhere } from '$client/chat.ts';
import { denyRoom } from '$lib/server/deny.ts';
import { failWith } from '$lib/server/not-done.ts';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { isStoredAs } from '$lib/server/stored-as.ts';
import { composerWords } from '$lib/words/en/composer.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { Refusal } from '$protocol/refusals.ts';
import type { Denied, Verdict } from '$protocol/rooms.ts';
import { saidWithoutScript } from './composer/without-script.ts';

/** What goes back into the form: what was typed, and why it was not said. */
/** `of`: where: in the room, on a message's page, in a thread. */
export type FailedSaying = { of: 'say' | 'reply' | 'answer'; text: string; wrong: string; also?: true };

export type RoomEvent = Pick<RequestEvent, 'platform' | 'cookies' | 'request' | 'locals'> & {
  params: { room: string };
};

/** Says what was typed into a form; undefined once it is said. */
export async function sayByForm(
  event: RoomEvent,
  field: (name: string) => string | undefined,
  where: SayWhere = {},
): Promise<ActionFailure<FailedSaying> | undefined> {
  const text = field('text') ?? '';
  const of: FailedSaying['of'] = where.inThread ? 'answer' : where.reply ? 'reply' : 'say';
  const said = saidWithoutScript(text);
  const kept = { of, text, ...(where.also && { also: where.also }) };
  if ('wrong' in said) return fail(422, { ...kept, wrong: said.wrong });
  const after = field('after');
  // The Worker refuses what is no seq; an empty field must not pass for the first.
  const draft = { id: field('id') ?? '', after: after ? Number(after) : Number.NaN };
  const verdict = await post(event, { ...draft, ...said, ...where });
  return failureOf(event, verdict, kept);
}

/** What a form is answered with whose act the room did not take; undefined where it did. A room that is shut shows its own page. */
export function failureOf(
  event: RoomEvent,
  verdict: Verdict | Refusal | Denied,
  form: Omit<FailedSaying, 'wrong'>,
): ActionFailure<FailedSaying> | undefined {
  if ('denied' in verdict) {
    const { denied } = verdict;
    if (denied === 'no-such-room' || denied === 'banned') denyRoom(verdict, event.params.room, event);
    return failWith(event, verdict, { ...form, wrong: denialWords[denied] });
  }
  if ('refused' in verdict) return failWith(event, verdict, { ...form, wrong: sentenceFor(verdict) });
  return undefined;
}

function sentenceFor({ refused, retryAfterMs }: Refusal): string {
  if (retryAfterMs === undefined) return refusalWords[refused];
  return composerWords.wait(Math.ceil(retryAfterMs / 1_000));
}

/** A form that was gone back to and filled anew still carries the id of what it said before. */
async function post(event: RoomEvent, say: { id: string; text: string; after: number } & SayWhere) {
  const rooms = roomsOf(event);
  const auth = authOf(event);
  const verdict = await rooms.post(event.params.room, auth, say);
  if (!('message' in verdict) || !verdict.again) return verdict;
  return isStoredAs(say.text, verdict.message)
    ? verdict
    : rooms.post(event.params.room, auth, { ...say, id: nanoid() });
}
