import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { error } from '@sveltejs/kit';
import { words } from '$lib/words/words.ts';
import { guestCookie, type Introduction } from '$protocol/rooms.ts';
import { keepCookie } from './lasting-cookie.ts';

/**
 * The one place in the pages that knows the platform they run on. Everything that decides is behind this
 * service binding.
 */
export function roomsOf({ platform }: Pick<RequestEvent, 'platform'>): App.Platform['env']['ROOMS'] {
  if (!platform) error(503, words.fault);
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

export function tokenOf(cookies: Cookies): string | undefined {
  return cookies.get(guestCookie);
}

export function keepToken(cookies: Cookies, url: URL, { token }: Introduction): void {
  keepCookie(cookies, url, guestCookie, token);
}
