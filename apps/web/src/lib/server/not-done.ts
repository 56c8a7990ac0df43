import { type ActionFailure, error, fail, type RequestEvent } from '@sveltejs/kit';
import { retryAfterOf, statusOf } from '$protocol/http-status.ts';
import type { Refusal } from '$protocol/refusals.ts';
import type { Denied } from '$protocol/rooms.ts';

type NotDone = Refusal | Denied;

/** What a form is answered with that could not be done: what it needs to say so, under the status that means it. */
export function failWith<T extends Record<string, unknown>>(
  event: Pick<RequestEvent, 'locals'>,
  answer: NotDone,
  data: T,
): ActionFailure<T> {
  return fail(told(event, answer), data);
}

/** The page of an error in place of one that cannot be shown. */
export function errorWith(
  event: Pick<RequestEvent, 'locals'>,
  answer: NotDone,
  body: string | App.Error,
): never {
  return error(told(event, answer), typeof body === 'string' ? { message: body } : body);
}

// Both a form and the page around it may have to wait, and a header that is set twice would be a fault.
function told({ locals }: Pick<RequestEvent, 'locals'>, answer: NotDone): number {
  const retryAfter = retryAfterOf(answer);
  if (retryAfter !== undefined) locals.retryAfter = retryAfter;
  return statusOf(answer);
}
