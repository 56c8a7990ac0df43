import { error, type RequestEvent } from '@sveltejs/kit';
import { dateOf, dayOf, timeOf } from '$lib/dates.ts';
import type { Reader } from '$lib/reader.ts';
import { words } from '$lib/words/words.ts';
import { type Denied, sessionCookie } from '$protocol/rooms.ts';

/**
 * Answers with the page that says why a room does not open to whoever is asking, and what they can do. All that the page
 * needs is in the error: with data of its own it could not be shown to whoever has no line.
 */
export function denyRoom(
  { denied, until, why }: Denied,
  room: string,
  { cookies, locals }: Pick<RequestEvent, 'cookies' | 'locals'>,
): never {
  const message = words.denials[denied];
  switch (denied) {
    case 'banned':
      return error(403, {
        message,
        closed: {
          ...(until === undefined ? {} : { opens: openingOf(until, locals.reader) }),
          ...(why ? { why } : {}),
        },
      });
    // What is somebody else's answers like what is nobody's.
    case 'no-such-room':
    case 'room-taken':
      return error(404, {
        message: words.noSuchRoom(room),
        hint: words.noSuchRoomHint,
        noRoom: room,
        hasSession: cookies.get(sessionCookie) !== undefined,
      });
    case 'bad-room-name':
      return error(404, { message: words.noSuchRoom(room), hint: message });
    case 'no-such-invite':
      return error(404, message);
    case 'busy':
      return error(429, message);
    case 'no-name':
    case 'broken-form':
      return error(403, message);
  }
}

function openingOf(until: number, reader: Reader): string {
  const now = Date.now();
  return dayOf(until, reader) === dayOf(now, reader)
    ? words.you.closedUntilTime(timeOf(until, reader))
    : words.you.closedUntil(dateOf(until, now, reader));
}
