import { fail, redirect } from '@sveltejs/kit';
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
    const form = await event.request.formData();
    const typedRoom = String(form.get('room') ?? '');
    const room = roomNameFrom(typedRoom);
    const name = form.get('name');
    const wrong: { name?: string; room?: string } = {};
    if (room === undefined) wrong.room = words.badRoomName;
    if (name !== null) {
      const introduction = await roomsOf(event).introduce(tokenOf(event.cookies), String(name));
      if ('refused' in introduction) wrong.name = words.nameRefusals[introduction.refused];
      else keepToken(event.cookies, event.url, introduction);
    }
    if (room === undefined || wrong.name)
      return fail(422, { wrong, name: String(name ?? ''), room: typedRoom });
    redirect(303, `/r/${encodeURIComponent(room)}`);
  },
};
