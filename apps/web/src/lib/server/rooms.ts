import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { error } from '@sveltejs/kit';
import { errorWords } from '$lib/words/en/errors.ts';
import type { Person } from '$protocol/message.ts';
import { type Account, type RequestAuth, sessionCookie, type Visit } from '$protocol/rooms.ts';
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
export function authOf({ cookies, request }: Pick<RequestEvent, 'cookies' | 'request'>): RequestAuth {
  return {
    token: cookies.get(sessionCookie),
    address: request.headers.get('cf-connecting-ip') ?? undefined,
  };
}

/** Who is at this page, whose cookie is renewed on the way when it is due. */
export async function youIn(event: RequestEvent): Promise<Person | undefined> {
  return (await visitorIn(event)).you;
}

/** The same with the rooms that whoever keeps their name has been in, the latest first. */
export async function visitorIn(event: RequestEvent): Promise<Omit<Visit, 'glance' | 'token'>> {
  const known = await roomsOf(event).whoIs(authOf(event));
  if (!known) return { rooms: [], states: [] };
  renewToken(event, known);
  return { you: known.person, rooms: known.rooms, states: known.states };
}

/** What is kept about who is at this page; undefined for nobody. */
export async function accountIn(event: RequestEvent): Promise<Account | undefined> {
  const known = await roomsOf(event).ownAccount(authOf(event));
  if (known) renewToken(event, known);
  return known?.account;
}

/** Takes the token that came with an answer because the one in the cookie is old. */
export function renewToken({ cookies, url }: RequestEvent, { token }: { token?: string }): void {
  if (token !== undefined) keepToken(cookies, url, token);
}

export function keepToken(cookies: Cookies, url: URL, token: string): void {
  keepCookie(cookies, url, sessionCookie, token);
}

export function dropToken(cookies: Cookies): void {
  cookies.delete(sessionCookie, { path: '/' });
}
