import { error, redirect } from '@sveltejs/kit';
import { nanoid } from 'nanoid';
import { dayStart } from '$lib/day-start.ts';
import type { Reader } from '$lib/reader.ts';
import { roomPath, threadPath } from '$lib/room-path.ts';
import { denyRoom } from '$lib/server/deny.ts';
import { keepOutOfCaches } from '$lib/server/headers.ts';
import { roomsBeside } from '$lib/server/known-rooms.ts';
import { listedAmong } from '$lib/server/listed-among.ts';
import { cookieWasRefused } from '$lib/server/named.ts';
import { errorWith } from '$lib/server/not-done.ts';
import { authOf, renewToken, roomsOf } from '$lib/server/rooms.ts';
import { answerWords } from '$lib/words/en/answers.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { nameFieldWords } from '$lib/words/en/name-field.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { AnchoredPage, PageAnchor } from '$protocol/rooms.ts';
import { isRoomName, roomNameFrom } from '$protocol/words.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const { locals, params, url } = event;
  const room = params.room;
  if (!isRoomName(room)) toTheRoomMeant(room);
  const before = seqIn(url.searchParams.get('before'));
  const anchor = anchorIn(url, locals.reader);
  const visit = await roomsOf(event).visit(room, authOf(event), before, anchor);
  renewToken(event, visit);
  const { you, glance, states = [] } = visit;
  const read = states.find((one) => one.room === room);
  const cookieRefused = cookieWasRefused(event, you);
  // Whoever was asked in, and came without the name they gave.
  if ('denied' in glance && cookieRefused) error(403, { message: nameFieldWords.cookieRefused });
  if ('denied' in glance) denyRoom(glance, room, event);
  if ('refused' in glance) errorWith(event, glance, refusalWords[glance.refused]);
  keepOutOfCaches(event, glance.settings);
  const { anchored } = glance;
  if (anchored && 'inThread' in anchored) redirect(303, threadPath(room, anchored.inThread, anchored.at));
  const knownRooms = roomsBeside(event, visit, room);
  const now = Date.now();
  return {
    room,
    you,
    cookieRefused,
    ...glance,
    states,
    ...(read && { readUpTo: read.readUpTo, unread: read.unread }),
    paged: before !== undefined,
    /** What somebody wanted to come in at, and is not there. */
    missing: missingOf(anchored, anchor),
    reader: locals.reader,
    now,
    knownRooms,
    // Of the others only what the lobby knows: to ask them would wake them.
    knownListed: await listedAmong(event, knownRooms),
    // A form sent twice carries the same id twice, and is said once.
    draft: { id: nanoid(), after: glance.stretch.upTo },
  };
};

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
  error(404, { message: answerWords.noSuchRoom(name), hint: denialWords['bad-room-name'] });
}

function missingOf(
  anchored: AnchoredPage | undefined,
  anchor: PageAnchor | undefined,
): 'message' | 'day' | undefined {
  if (!anchor || !anchored || !('missing' in anchored)) return undefined;
  return 'at' in anchor ? 'message' : 'day';
}

/** A message, as a permalink has it, or a day, as it is chosen to go to. */
function anchorIn({ searchParams }: URL, { timeZone }: Reader): PageAnchor | undefined {
  const [at, on] = [searchParams.get('at'), searchParams.get('on')];
  if (at !== null) return { at: /^\d{1,15}$/.test(at) ? Number(at) : 0 };
  if (on === null) return undefined;
  // What is no day is after all that was said.
  return { since: dayStart(on, timeZone) ?? Number.MAX_SAFE_INTEGER };
}

function seqIn(parameter: string | null): number | undefined {
  if (parameter === null) return undefined;
  if (!/^\d{1,15}$/.test(parameter)) error(404, refusalWords['no-such-page']);
  return Number(parameter);
}
