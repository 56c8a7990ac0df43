import type { RequestEvent } from '@sveltejs/kit';
import { dateOf, dayOf, timeOf } from '$lib/dates.ts';
import type { Reader } from '$lib/reader.ts';
import { answerWords } from '$lib/words/en/answers.ts';
import { denialWords } from '$lib/words/en/denials.ts';
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
  const message = denialWords[denied];
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
          message: answerWords.noSuchRoom(room),
          hint: answerWords.noSuchRoomHint,
          noRoom: room,
          hasSession: event.cookies.get(sessionCookie) !== undefined,
        },
      );
    case 'bad-room-name':
      return errorWith(event, answer, { message: answerWords.noSuchRoom(room), hint: message });
    default:
      return errorWith(event, answer, message);
  }
}

function openingOf(until: number, reader: Reader): string {
  const now = Date.now();
  return dayOf(until, reader) === dayOf(now, reader)
    ? answerWords.closedUntilTime(timeOf(until, reader))
    : answerWords.closedUntil(dateOf(until, now, reader));
}
