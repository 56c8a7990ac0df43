import type { Cookies } from '@sveltejs/kit';
import { cookieAttributes } from '$protocol/cookie-attributes.ts';
import { sessionCookieSeconds } from '$protocol/rooms.ts';

/** Keeps a value for as long as browsers allow, out of reach of scripts and of other sites. */
export function keepCookie(cookies: Cookies, url: URL, name: string, value: string): void {
  cookies.set(name, value, cookieAttributes(url, sessionCookieSeconds));
}

/** The same for a preference that the page's own script may change as well. */
export function keepPlainCookie(cookies: Cookies, url: URL, name: string, value: string): void {
  cookies.set(name, value, cookieAttributes(url, sessionCookieSeconds, false));
}
