import { fail, redirect } from '@sveltejs/kit';
import { nanoid } from 'nanoid';
import { denyRoom } from '$lib/server/deny.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { namedParameter } from '$lib/server/named.ts';
import { failWith } from '$lib/server/not-done.ts';
import { authOf, keepToken, roomsOf } from '$lib/server/rooms.ts';
import { isStoredAs } from '$lib/server/stored-as.ts';
import { composerWords } from '$lib/words/en/composer.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { nameRefusal, refusalWords } from '$lib/words/en/refusals.ts';
import type { Refusal } from '$protocol/refusals.ts';
import type { Denied } from '$protocol/rooms.ts';
import type { Actions, RequestEvent } from './$types';
import { saidWithoutScript } from './composer/without-script.ts';

export const actions: Actions = {
  introduce: async (event) => {
    const name = (await fieldsOf(event.request))('name') ?? '';
    const introduction = await roomsOf(event).introduce(authOf(event), name);
    if ('refused' in introduction)
      return failWith(event, introduction, {
        of: 'introduce',
        name,
        wrong: nameRefusal(introduction.refused),
      } as const);
    if ('denied' in introduction)
      return failWith(event, introduction, {
        of: 'introduce',
        name,
        wrong: denialWords[introduction.denied],
      } as const);
    keepToken(event.cookies, event.url, introduction.token);
    redirect(303, `${event.url.pathname}?${namedParameter}`);
  },

  say: async (event) => {
    const field = await fieldsOf(event.request);
    const text = field('text') ?? '';
    const said = saidWithoutScript(text);
    if ('wrong' in said) return fail(422, { of: 'say', text, wrong: said.wrong } as const);
    const after = field('after');
    // The Worker refuses what is no seq; an empty field must not pass for the first.
    const draft = { id: field('id') ?? '', after: after ? Number(after) : Number.NaN };
    const verdict = await post(event, { ...draft, ...said });
    if ('denied' in verdict && isShut(verdict)) denyRoom(verdict, event.params.room, event);
    if ('denied' in verdict)
      return failWith(event, verdict, { of: 'say', text, wrong: denialWords[verdict.denied] } as const);
    if ('refused' in verdict)
      return failWith(event, verdict, { of: 'say', text, wrong: sentenceFor(verdict) } as const);
    redirect(303, event.url.pathname);
  },

  // Each reaction under a message is a button of one form: which message it is, whether to react, and with what.
  react: async (event) => {
    const field = await fieldsOf(event.request);
    const [, seq, id, on, emoji = ''] =
      /^(\d{1,15}) ([\w-]{10,36}) ([01]) (.*)$/su.exec(field('reaction') ?? '') ?? [];
    const verdict = await roomsOf(event).react(event.params.room, authOf(event), {
      message: { seq: Number(seq), id: id ?? '' },
      emoji,
      on: on === '1',
    });
    if ('denied' in verdict && isShut(verdict)) denyRoom(verdict, event.params.room, event);
    if ('denied' in verdict)
      return failWith(event, verdict, { of: 'say', text: '', wrong: denialWords[verdict.denied] } as const);
    if ('refused' in verdict)
      return failWith(event, verdict, { of: 'say', text: '', wrong: sentenceFor(verdict) } as const);
    redirect(303, event.url.pathname);
  },
};

const isShut = ({ denied }: Denied) => denied === 'no-such-room' || denied === 'banned';

function sentenceFor({ refused, retryAfterMs }: Refusal): string {
  if (retryAfterMs === undefined) return refusalWords[refused];
  return composerWords.wait(Math.ceil(retryAfterMs / 1_000));
}

/** A form that was gone back to and filled anew still carries the id of what it said before. */
async function post(
  event: Pick<RequestEvent, 'platform' | 'params' | 'cookies' | 'request'>,
  say: { id: string; text: string; after: number },
) {
  const rooms = roomsOf(event);
  const auth = authOf(event);
  const verdict = await rooms.post(event.params.room, auth, say);
  if (!('message' in verdict) || !verdict.again) return verdict;
  return isStoredAs(say.text, verdict.message)
    ? verdict
    : rooms.post(event.params.room, auth, { ...say, id: nanoid() });
}
