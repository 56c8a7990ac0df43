import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { roomPath } from '$lib/room-path.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { roomsKnownTo } from '$lib/server/known-rooms.ts';
import { cookieWasRefused, namedParameter } from '$lib/server/named.ts';
import { errorWith, failWith } from '$lib/server/not-done.ts';
import { authOf, keepToken, roomsOf, visitorIn } from '$lib/server/rooms.ts';
import { byLastWord, shownRoom } from '$lib/server/shown-room.ts';
import { suggestedRoom } from '$lib/server/suggested-room.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { lobbyDataWords } from '$lib/words/en/lobby-data.ts';
import { nameRefusal, refusalWords } from '$lib/words/en/refusals.ts';
import { limits } from '$protocol/limits.ts';
import type { Refusal } from '$protocol/refusals.ts';
import type { Denied, Listing, Opened } from '$protocol/rooms.ts';
import { Visibility } from '$protocol/settings.ts';
import { roomNameFrom } from '$protocol/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const visitor = await visitorIn(event);
  const { you, states = [] } = visitor;
  const cookieRefused = cookieWasRefused(event, you);
  const find = (searchParams.get('find') ?? '').trim().slice(0, limits.titleLetters);
  const cursor = searchParams.get('cursor');
  const query = { ...(find ? { find } : {}), ...(cursor ? { cursor } : {}) };
  const listing = await roomsOf(event).listed(query, authOf(event));
  if ('denied' in listing) errorWith(event, listing, denialWords[listing.denied]);
  const [now, { reader }] = [Date.now(), event.locals];
  const rooms = listing.rooms.toSorted(byLastWord).map((listed) => shownRoom(listed, now, reader));
  return {
    you,
    states,
    cookieRefused,
    known: roomsKnownTo(event, visitor).map((room) => {
      const listed = rooms.find((one) => one.room === room);
      return { room, ...(listed ? { listed } : {}) };
    }),
    listing: { rooms, find, isFirst: !cursor, ...nextPageOf(listing, find) },
    renaming: searchParams.has('name'),
    suggestion: suggestedRoom(),
    miniature: lobbyDataWords.miniature,
    kept: lobbyDataWords.keptText,
    asked: searchParams.get('room')?.slice(0, limits.roomNameLetters * 2) ?? '',
  };
};

function nextPageOf({ cursor }: Listing, find: string): { nextPage?: string } {
  if (cursor === undefined) return {};
  return { nextPage: `/?${new URLSearchParams({ ...(find ? { find } : {}), cursor })}` };
}

export const actions: Actions = {
  default: async (event) => {
    const field = await fieldsOf(event.request);
    const [name, typedRoom = ''] = [field('name'), field('room')];
    const visibility = v.fallback(Visibility, 'unlisted');
    const given = {
      name: name ?? '',
      room: typedRoom,
      visibility: v.parse(visibility, field('visibility')),
    };
    const auth = authOf(event);
    const room = roomNameFrom(typedRoom);
    // Someone known here may also only go by another name, and choose a room later.
    const onlyRenames = typedRoom.trim() === '' && name !== undefined && auth.token !== undefined;
    // A name that was given holds, whatever becomes of the room: all rooms hear of it.
    const introduction = name === undefined ? undefined : await roomsOf(event).introduce(auth, name);
    if (introduction && 'token' in introduction) keepToken(event.cookies, event.url, introduction.token);
    const wrong: { name?: string; room?: string } = {};
    if (introduction && 'refused' in introduction) wrong.name = nameRefusal(introduction.refused);
    if (introduction && 'denied' in introduction) wrong.name = denialWords[introduction.denied];
    if (room === undefined && !onlyRenames) wrong.room = denialWords['bad-room-name'];
    if (introduction && !('token' in introduction)) return failWith(event, introduction, { ...given, wrong });
    if (wrong.name || wrong.room) return fail(422, { ...given, wrong });
    const token = introduction && 'token' in introduction ? introduction.token : auth.token;
    if (room === undefined) redirect(303, `/?${namedParameter}`);
    const opened = await roomsOf(event).open(room, { ...auth, token }, { visibility: given.visibility });
    const obstacle = obstacleIn(opened);
    // A name that was just given holds: it is not asked for again.
    if (obstacle) return failWith(event, obstacle.answer, { ...given, name: '', wrong: obstacle.wrong });
    redirect(303, introduction ? `${roomPath(room)}?${namedParameter}` : roomPath(room));
  },
};

/** What stands in the way, at its field. Why a room is closed to somebody its own page says better. */
function obstacleIn(
  opened: Opened | Refusal | Denied,
): { answer: Refusal | Denied; wrong: { name?: string; room?: string } } | undefined {
  if ('refused' in opened) return { answer: opened, wrong: { room: refusalWords[opened.refused] } };
  if (!('denied' in opened) || opened.denied === 'banned') return undefined;
  const sentence = denialWords[opened.denied];
  return { answer: opened, wrong: opened.denied === 'no-name' ? { name: sentence } : { room: sentence } };
}
