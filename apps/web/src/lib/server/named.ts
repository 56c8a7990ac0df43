import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Person } from '$protocol/message.ts';

/** Said in the address of the page to which somebody is sent who has just given a name. */
export const namedParameter = 'named';

/**
 * Whether somebody gave a name on the page before, and comes without it: their browser keeps no cookie. Whoever has it is
 * sent on to the plain address.
 */
export function cookieWasRefused({ url }: Pick<RequestEvent, 'url'>, you: Person | undefined): boolean {
  if (!url.searchParams.has(namedParameter)) return false;
  if (you) redirect(303, url.pathname);
  return true;
}
