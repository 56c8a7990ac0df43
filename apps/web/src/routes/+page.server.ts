import { fail, redirect } from '@sveltejs/kit';
import { roomPath } from '$lib/room-path.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { knownRooms } from '$lib/server/known-rooms.ts';
import { keepToken, roomsOf, tokenOf } from '$lib/server/rooms.ts';
import { words } from '$lib/words/words.ts';
import { roomNameFrom } from '$protocol/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const you = await roomsOf(event).whoIs(tokenOf(event.cookies));
  return { you, known: you ? knownRooms(event.cookies) : [], renaming: event.url.searchParams.has('name') };
};

export const actions: Actions = {
  default: async (event) => {
    const field = await fieldsOf(event.request);
    const [name, typedRoom = ''] = [field('name'), field('room')];
    const token = tokenOf(event.cookies);
    const introduction = name === undefined ? undefined : await roomsOf(event).introduce(token, name);
    const room = roomNameFrom(typedRoom);
    // Someone known here may also only go by another name, and choose a room later.
    const onlyRenames = typedRoom.trim() === '' && name !== undefined && token !== undefined;
    const wrong: { name?: string; room?: string } = {};
    if (introduction && 'refused' in introduction) wrong.name = words.nameRefusals[introduction.refused];
    if (room === undefined && !onlyRenames) wrong.room = words.badRoomName;
    if (wrong.name || wrong.room) return fail(422, { wrong, name: name ?? '', room: typedRoom });
    if (introduction && 'token' in introduction) keepToken(event.cookies, event.url, introduction);
    redirect(303, room === undefined ? '/' : roomPath(room));
  },
};
