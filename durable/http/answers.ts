import { retryAfterOf, statusOf } from '../../protocol/http-status.ts';
import { type Refusal, refusalSentences } from '../../protocol/refusals.ts';
import type { Denied } from '../../protocol/rooms.ts';

const denialSentences: Record<Denied['denied'], string> = {
  'bad-room-name': 'A room’s name has letters, digits and single hyphens, at most 64.',
  'no-name': 'Give a name first: there was no valid session cookie.',
  'broken-form': 'That is nothing that can be asked here.',
  'no-such-room': 'There is no such room.',
  'room-taken': 'That address is taken. Choose another.',
  banned: 'This room is closed to you.',
  'no-such-invite': refusalSentences['no-such-invite'],
  busy: 'Too much came from your address. Wait a minute.',
};

/**
 * What a room or the Worker answered, over HTTP: the answer itself with 200 (or `status`); a refusal or a denial with the
 * status that means it, a sentence that says what is the matter, and Retry-After where waiting helps.
 */
export function answerWith(answer: object | Refusal | Denied, status = 200): Response {
  return 'denied' in answer || 'refused' in answer ? notDone(answer) : Response.json(answer, { status });
}

/** @param sentence in place of the one that all routes have for this */
export function notDone(answer: Refusal | Denied, sentence?: string): Response {
  const retryAfter = retryAfterOf(answer);
  const headers: HeadersInit = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return Response.json(bodyOf(answer, sentence), { status: statusOf(answer), headers });
}

function bodyOf(answer: Refusal | Denied, instead?: string): object {
  if ('refused' in answer) {
    const { refused: reason, ...more } = answer;
    return { reason, sentence: instead ?? refusalSentences[reason], ...more };
  }
  const { denied, until, why } = answer;
  const sentence = instead ?? denialSentences[denied];
  return { sentence, ...(until === undefined ? {} : { until }), ...(why ? { why } : {}) };
}
