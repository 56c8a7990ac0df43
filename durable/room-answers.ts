import { type Refusal, refusalSentences } from '../protocol/refusals.ts';
import type { Denied } from '../protocol/rooms.ts';

const denials: Record<Denied['denied'], { status: number; sentence: string }> = {
  'bad-room-name': {
    status: 404,
    sentence: 'A room’s name has letters, digits and single hyphens, at most 64.',
  },
  'no-name': { status: 401, sentence: 'Give a name first: there was no valid session cookie.' },
  'broken-form': { status: 400, sentence: 'That is nothing that can be asked here.' },
  'no-such-room': { status: 404, sentence: 'There is no such room.' },
  'room-taken': { status: 409, sentence: 'That address is taken. Choose another.' },
  banned: { status: 403, sentence: 'This room is closed to you.' },
  'no-such-invite': { status: 404, sentence: refusalSentences['no-such-invite'] },
  busy: { status: 429, sentence: 'Too much came from your address. Wait a minute.' },
};

/**
 * What a room or the Worker answered, over HTTP: the answer itself with 200 (or `status`), a refusal with 422, a
 * denial with the status that means it. Each of the last two says in a sentence what is the matter. A refusal that
 * nothing but a role could mend is a 403.
 */
export function answerWith(answer: object | Refusal | Denied, status = 200): Response {
  if ('denied' in answer) return denied(answer);
  if ('refused' in answer) return refused(answer);
  return Response.json(answer, { status });
}

function denied({ denied: reason, until, why, retryAfterS = 60 }: Denied): Response {
  const { status, sentence } = denials[reason];
  if (reason === 'busy') {
    return Response.json({ sentence }, { status, headers: { 'retry-after': String(retryAfterS) } });
  }
  if (reason !== 'banned') return Response.json({ sentence }, { status });
  const more = { ...(until === undefined ? {} : { until }), ...(why ? { why } : {}) };
  return Response.json({ sentence, ...more }, { status });
}

function refused({ refused: reason, ...more }: Refusal): Response {
  const status = reason === 'not-allowed' ? 403 : 422;
  return Response.json({ reason, sentence: refusalSentences[reason], ...more }, { status });
}
