import { type ActionFailure, error, fail, type RequestEvent } from '@sveltejs/kit';
import { retryAfterOf, statusOf } from '$protocol/http-status.ts';
import type { Refusal } from '$protocol/refusals.ts';
import type { Denied } from '$protocol/rooms.ts';

type NotDone = Refusal | Denied;

/** What a form is answered with that could not be done: what it needs to say so, under the status that means it. */
export function failWith<T extends Record<string, unknown>>(
  event: Pick<RequestEvent, 'setHeaders'>,
  answer: NotDone,
  data: T,
): ActionFailure<T> {
  return fail(told(event, answer), data);
}

/** The page of an error in place of one that cannot be shown. */
export function errorWith(
  event: Pick<RequestEvent, 'setHeaders'>,
  answer: NotDone,
  body: string | App.Error,
): never {
  return error(told(event, answer), typeof body === 'string' ? { message: body } : body);
}

function told({ setHeaders }: Pick<RequestEvent, 'setHeaders'>, answer: NotDone): number {
  const retryAfter = retryAfterOf(answer);
  if (retryAfter !== undefined) setHeaders({ 'retry-after': retryAfter });
  return statusOf(answer);
}
