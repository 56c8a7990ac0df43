import type { Reason, Refusal } from './refusals.ts';
import type { Denied } from './rooms.ts';

const ofDenials: Record<Denied['denied'], number> = {
  'bad-room-name': 404,
  'no-name': 401,
  'broken-form': 400,
  'no-such-room': 404,
  'room-taken': 409,
  banned: 403,
  'no-such-invite': 404,
  busy: 429,
};

// Of the other reasons the request is understood, and cannot be done as it stands: 422.
const ofRefusals: Partial<Record<Reason, number>> = {
  'no-such-page': 404,
  'not-allowed': 403,
  'too-fast': 429,
  slow: 429,
};

/** With which HTTP status something is answered that was not done. */
export function statusOf(answer: Refusal | Denied): number {
  return 'denied' in answer ? ofDenials[answer.denied] : (ofRefusals[answer.refused] ?? 422);
}

/** The value of Retry-After, in whole seconds; undefined when waiting would not help. */
export function retryAfterOf(answer: Refusal | Denied): string | undefined {
  if ('denied' in answer) return answer.denied === 'busy' ? `${answer.retryAfterS ?? 60}` : undefined;
  return answer.retryAfterMs === undefined ? undefined : `${Math.ceil(answer.retryAfterMs / 1_000)}`;
}
