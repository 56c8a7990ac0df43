import type { Cookies } from '@sveltejs/kit';
import { isRoomName } from '$protocol/words.ts';
import { keepCookie } from './lasting-cookie.ts';

// The rooms this browser has been in, latest first, so that the way back needs no script and no account.
const cookie = 'lull_rooms';
const most = 12;
// A browser drops a cookie of more than 4,096 bytes altogether, and a room's name may take nine for a letter.
const mostBytes = 3_500;

export function knownRooms(cookies: Cookies): string[] {
  return (cookies.get(cookie) ?? '').split('.').filter(isRoomName).slice(0, most);
}

/** Puts a room at the head of the list, and returns the list. */
export function rememberRoom(cookies: Cookies, url: URL, room: string): string[] {
  const before = knownRooms(cookies);
  const rooms = fitting([room, ...before.filter((other) => other !== room)].slice(0, most));
  if (before[0] !== room) keepCookie(cookies, url, cookie, rooms.join('.'));
  return rooms;
}

function fitting(rooms: string[]): string[] {
  return encodeURIComponent(rooms.join('.')).length <= mostBytes ? rooms : fitting(rooms.slice(0, -1));
}
