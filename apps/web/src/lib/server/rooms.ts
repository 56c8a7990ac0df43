import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { error } from '@sveltejs/kit';
import { errorWords } from '$lib/words/en/errors.ts';
import type { Person } from '$protocol/message.ts';
import { type Caller, sessionCookie } from '$protocol/rooms.ts';
import { keepCookie } from './lasting-cookie.ts';

/**
 * The one place in the pages that knows the platform they run on. Everything that decides is behind this
 * service binding.
 */
export function roomsOf({ platform }: Pick<RequestEvent, 'platform'>): App.Platform['env']['ROOMS'] {
  if (!platform) error(503, errorWords.fault);
  return platform.env.ROOMS;
}

/** Where the request came from, as far as the network knows; undefined on a local machine. */
export function networkTimeZone({
  platform,
  url,
}: Pick<RequestEvent, 'platform' | 'url'>): string | undefined {
  // On one's own machine the runtime makes a place up.
  return url.hostname === 'localhost' || url.hostname === '127.0.0.1' ? undefined : platform?.cf?.timezone;
}

/** Who is asking, as far as this side can tell: it passes on what the request brought. */
export function callerOf({ cookies, request }: Pick<RequestEvent, 'cookies' | 'request'>): Caller {
  return {
    token: cookies.get(sessionCookie),
    address: request.headers.get('cf-connecting-ip') ?? undefined,
  };
}

/** Who is at this page, whose cookie is renewed on the way when it is due. */
export async function youIn(event: RequestEvent): Promise<Person | undefined> {
  const known = await roomsOf(event).whoIs(callerOf(event));
  if (known?.token) keepToken(event.cookies, event.url, known.token);
  return known?.person;
}

export function keepToken(cookies: Cookies, url: URL, token: string): void {
  keepCookie(cookies, url, sessionCookie, token);
}

export function dropToken(cookies: Cookies): void {
  cookies.delete(sessionCookie, { path: '/' });
}
