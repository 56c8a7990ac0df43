import type { Cookies } from '@sveltejs/kit';
import { sessionCookieSeconds } from '$protocol/rooms.ts';

/** Keeps a value for as long as browsers allow, out of reach of scripts and of other sites. */
export function keepCookie(cookies: Cookies, url: URL, name: string, value: string): void {
  cookies.set(name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: sessionCookieSeconds,
  });
}

/** The same for a preference that the page's own script may change as well. */
export function keepPlainCookie(cookies: Cookies, url: URL, name: string, value: string): void {
  cookies.set(name, value, {
    path: '/',
    httpOnly: false,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: sessionCookieSeconds,
  });
}
