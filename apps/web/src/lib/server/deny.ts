import type { RequestEvent } from '@sveltejs/kit';
import { dateOf, dayOf, timeOf } from '$lib/dates.ts';
import type { Reader } from '$lib/reader.ts';
import { words } from '$lib/words/words.ts';
import { type Denied, sessionCookie } from '$protocol/rooms.ts';
import { errorWith } from './not-done.ts';

/**
 * Answers with the page that says why a room does not open to whoever is asking, and what they can do. All that the page
 * needs is in the error: with data of its own it could not be shown to whoever has no line.
 */
export function denyRoom(
  answer: Denied,
  room: string,
  event: Pick<RequestEvent, 'cookies' | 'locals'>,
): never {
  const { denied, until, why } = answer;
  const message = words.denials[denied];
  switch (denied) {
    case 'banned':
      return errorWith(event, answer, {
        message,
        closed: {
          ...(until === undefined ? {} : { opens: openingOf(until, event.locals.reader) }),
          ...(why ? { why } : {}),
        },
      });
    // What is somebody else's answers like what is nobody's.
    case 'no-such-room':
    case 'room-taken':
      return errorWith(
        event,
        { denied: 'no-such-room' },
        {
          message: words.noSuchRoom(room),
          hint: words.noSuchRoomHint,
          noRoom: room,
          hasSession: event.cookies.get(sessionCookie) !== undefined,
        },
      );
    case 'bad-room-name':
      return errorWith(event, answer, { message: words.noSuchRoom(room), hint: message });
    default:
      return errorWith(event, answer, message);
  }
}

function openingOf(until: number, reader: Reader): string {
  const now = Date.now();
  return dayOf(until, reader) === dayOf(now, reader)
    ? words.you.closedUntilTime(timeOf(until, reader))
    : words.you.closedUntil(dateOf(until, now, reader));
}
