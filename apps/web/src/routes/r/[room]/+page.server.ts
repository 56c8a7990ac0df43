import { error, redirect } from '@sveltejs/kit';
import { nanoid } from 'nanoid';
import { roomPath } from '$lib/room-path.ts';
import { denyRoom } from '$lib/server/deny.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { keepOutOfCaches } from '$lib/server/headers.ts';
import { roomsBeside } from '$lib/server/known-rooms.ts';
import { errorWith, failWith } from '$lib/server/not-done.ts';
import { callerOf, keepToken, roomsOf, youIn } from '$lib/server/rooms.ts';
import { words } from '$lib/words/words.ts';
import type { Refusal } from '$protocol/refusals.ts';
import type { Denied } from '$protocol/rooms.ts';
import { isRoomName, roomNameFrom, tidyText } from '$protocol/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const room = params.room;
  if (!isRoomName(room)) toTheRoomMeant(room);
  const before = seqIn(url.searchParams.get('before'));
  const rooms = roomsOf(event);
  const [you, glance] = await Promise.all([youIn(event), rooms.glance(room, callerOf(event), before)]);
  if ('denied' in glance) denyRoom(glance, room, event);
  if ('refused' in glance) errorWith(event, glance, words.refusals[glance.refused]);
  keepOutOfCaches(event, glance.settings);
  return {
    room,
    you,
    ...glance,
    paged: before !== undefined,
    reader: locals.reader,
    now: Date.now(),
    knownRooms: await roomsBeside(event, you, room),
    // A form sent twice carries the same id twice, and is said once.
    draft: { id: nanoid(), after: glance.stretch.upTo },
  };
};

export const actions: Actions = {
  introduce: async (event) => {
    const name = (await fieldsOf(event.request))('name') ?? '';
    const introduction = await roomsOf(event).introduce(callerOf(event), name);
    if ('refused' in introduction)
      return failWith(event, introduction, { name, wrong: words.nameRefusals[introduction.refused] });
    if ('denied' in introduction)
      return failWith(event, introduction, { name, wrong: words.denials[introduction.denied] });
    keepToken(event.cookies, event.url, introduction.token);
    redirect(303, event.url.pathname);
  },

  say: async (event) => {
    const field = await fieldsOf(event.request);
    const text = field('text') ?? '';
    const after = field('after');
    // The Worker refuses what is no seq; an empty field must not pass for the first.
    const draft = { id: field('id') ?? '', after: after ? Number(after) : Number.NaN };
    const verdict = await post(event, { ...draft, text });
    if ('denied' in verdict && isShut(verdict)) denyRoom(verdict, event.params.room, event);
    if ('denied' in verdict) return failWith(event, verdict, { text, wrong: words.denials[verdict.denied] });
    if ('refused' in verdict) return failWith(event, verdict, { text, wrong: sentenceFor(verdict) });
    redirect(303, event.url.pathname);
  },
};

const isShut = ({ denied }: Denied) => denied === 'no-such-room' || denied === 'banned';

function sentenceFor({ refused, retryAfterMs }: Refusal): string {
  if (retryAfterMs === undefined) return words.refusals[refused];
  return words.composer.wait(Math.ceil(retryAfterMs / 1_000));
}

type RoomEvent = Parameters<PageServerLoad>[0];

/** A form that was gone back to and filled anew still carries the id of what it said before. */
async function post(
  event: Pick<RoomEvent, 'platform' | 'params' | 'cookies' | 'request'>,
  say: { id: string; text: string; after: number },
) {
  const rooms = roomsOf(event);
  const caller = callerOf(event);
  const verdict = await rooms.post(event.params.room, caller, say);
  if (!('message' in verdict) || !verdict.again) return verdict;
  const tidied = tidyText(say.text);
  const saidBefore = 'text' in tidied && tidied.text === verdict.message.text;
  return saidBefore ? verdict : rooms.post(event.params.room, caller, { ...say, id: nanoid() });
}

/**
 * /r/Saturday Bench and /r/Café in any encoding mean one room, also at the end of a sentence or in brackets, whose signs
 * many programs take into a link. Any other spelling gets a sentence.
 */
function toTheRoomMeant(address: string): never {
  const typed = address.replace(/[\s\p{P}]+$/u, '');
  const meant = roomNameFrom(typed);
  const spelled = typed.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s/g, '-');
  if (meant === undefined || meant !== spelled) noRoom(address);
  redirect(308, roomPath(meant));
}

function noRoom(name: string): never {
  error(404, { message: words.noSuchRoom(name), hint: words.badRoomName });
}

function seqIn(parameter: string | null): number | undefined {
  if (parameter === null) return undefined;
  if (!/^\d{1,15}$/.test(parameter)) error(404, words.refusals['no-such-page']);
  return Number(parameter);
}
