import { cookieAttributes } from '../../protocol/cookie-attributes.ts';
import { sessionCookie, sessionCookieSeconds } from '../../protocol/rooms.ts';
import { challengeCookie, challengeSeconds } from '../auth/challenge.ts';

/** A cookie that no script and no other site gets hold of; `seconds` of 0 deletes it. */
export function cookieFor(url: URL, name: string, value: string, seconds: number): string {
  const { path, maxAge, secure } = cookieAttributes(url, seconds);
  return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export function cookieForSession(url: URL, token: string): string {
  return cookieFor(url, sessionCookie, token, sessionCookieSeconds);
}

export function cookieForChallenge(url: URL, token: string): string {
  return cookieFor(url, challengeCookie, token, challengeSeconds);
}

export function withoutChallenge(url: URL): string {
  return cookieFor(url, challengeCookie, '', 0);
}
