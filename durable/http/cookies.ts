import { sessionCookie, sessionCookieSeconds } from '../../protocol/rooms.ts';
import { challengeCookie, challengeSeconds } from '../auth/challenge.ts';

/** A cookie that no script and no other site gets hold of; `seconds` of 0 deletes it. */
export function cookieFor(url: URL, name: string, value: string, seconds: number): string {
  const secure = url.protocol === 'https:' ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
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
