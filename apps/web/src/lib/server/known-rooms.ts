import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { limits } from '$protocol/limits.ts';
import type { Visit } from '$protocol/rooms.ts';
import { isRoomName } from '$protocol/words.ts';
import { keepCookie } from './lasting-cookie.ts';

// The rooms this browser has been in, latest first, so that the way back needs no script and no account.
const cookie = 'lull_rooms';
const most = limits.roomsKnown;
// A browser drops a cookie of more than 4,096 bytes altogether, and a room's name may take nine for a letter.
const mostBytes = 3_500;

type Visitor = Pick<Visit, 'you' | 'rooms'>;

export function knownRooms(cookies: Cookies): string[] {
  return (cookies.get(cookie) ?? '').split('.').filter(isRoomName).slice(0, most);
}

/** The rooms that somebody knows, latest first: a guest this browser's, whoever keeps their name those of all devices. */
export function roomsKnownTo({ cookies }: RequestEvent, { you, rooms }: Visitor): string[] {
  return you?.kind === 'guest' ? knownRooms(cookies) : rooms;
}

/** The same for the page of a room, which this browser remembers from now on. */
export function roomsBeside({ cookies, url }: RequestEvent, { you, rooms }: Visitor, room: string): string[] {
  return you?.kind === 'guest' ? rememberRoom(cookies, url, room) : rooms;
}

/** Somebody is done with a room. */
export function forgetRoom({ cookies, url }: RequestEvent, room: string): void {
  const known = knownRooms(cookies);
  if (known.includes(room)) keepCookie(cookies, url, cookie, known.filter((one) => one !== room).join('.'));
}

/** Whoever signs out leaves no list of rooms behind for whoever sits here next. */
export function forgetKnownRooms(cookies: Cookies): void {
  cookies.delete(cookie, { path: '/' });
}

/** Puts a room at the head of the list, and returns the list. */
function rememberRoom(cookies: Cookies, url: URL, room: string): string[] {
  const before = knownRooms(cookies);
  const rooms = fitting([room, ...before.filter((other) => other !== room)].slice(0, most));
  if (before[0] !== room) keepCookie(cookies, url, cookie, rooms.join('.'));
  return rooms;
}

function fitting(rooms: string[]): string[] {
  return encodeURIComponent(rooms.join('.')).length <= mostBytes ? rooms : fitting(rooms.slice(0, -1));
}
