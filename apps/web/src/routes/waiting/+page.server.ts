import { fail, redirect } from '@sveltejs/kit';
import { roomTitle } from '$lib/room-title.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { authOf, renewToken, roomsOf } from '$lib/server/rooms.ts';
import { plainLine } from '$lib/text/plain-line.ts';
import { isInList, type Message } from '$protocol/message.ts';
import type { Actions, PageServerLoad } from './$types';

const snippetLetters = 300;

/** What waits for whoever looks, over all their rooms: with a script and without one. */
export const load: PageServerLoad = async (event) => {
  event.depends('waiting');
  const waiting = await roomsOf(event).waiting(authOf(event));
  event.locals.isPrivate = true;
  const shown = { now: Date.now(), reader: event.locals.reader };
  if (!waiting) return { ...shown, waiting: undefined };
  renewToken(event, waiting);
  const { you, unread, titles } = waiting;
  const titleOf = (room: string) => titles[room] || roomTitle(room);
  return {
    ...shown,
    you,
    states: unread,
    waiting: {
      meant: waiting.meant.map(({ room, is, message }) => ({
        room,
        title: titleOf(room),
        is,
        seq: message.seq,
        by: message.by,
        at: message.at,
        text: lineOf(message),
        ...(!isInList(message) && { inThread: message.inThread }),
      })),
      unread: unread.map((one) => ({ ...one, title: titleOf(one.room) })),
    },
  };
};

function lineOf(message: Message): string {
  const letters = [...plainLine(message)];
  return letters.length > snippetLetters ? `${letters.slice(0, snippetLetters).join('')}…` : letters.join('');
}

export const actions: Actions = {
  done: async (event) => {
    const field = await fieldsOf(event.request);
    const done = await roomsOf(event).doneWith(authOf(event), field('room') ?? '', Number(field('seq')));
    return 'denied' in done ? fail(422, { wrong: true }) : redirect(303, '/waiting');
  },
  read: async (event) => {
    const room = (await fieldsOf(event.request))('room');
    const done = await roomsOf(event).readAll(authOf(event), room);
    return 'denied' in done ? fail(422, { wrong: true }) : redirect(303, '/waiting');
  },
};
