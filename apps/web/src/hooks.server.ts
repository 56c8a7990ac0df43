import type { Handle, HandleServerError } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { hiddenCookie, hiddenFrom, roomsWidthCookie, roomsWidthFrom } from '$lib/panels.ts';
import {
  densityCookie,
  densityFrom,
  localeFrom,
  themeCookie,
  themeFrom,
  timeZoneCookie,
  timeZoneFrom,
} from '$lib/reader.ts';
import { secure } from '$lib/server/headers.ts';
import { networkTimeZone, roomsOf } from '$lib/server/rooms.ts';
import { answerWords } from '$lib/words/en/answers.ts';
import { errorWords } from '$lib/words/en/errors.ts';

// Before anything else touches it: an upgrade that is wrapped, or gets a header afterwards, fails.
const forward: Handle = ({ event, resolve }) => {
  const { pathname } = event.url;
  const isWorkers = pathname.startsWith('/api/') || /^\/r\/[^/]+\/(?:socket|action|accept)$/.test(pathname);
  return isWorkers ? roomsOf(event).fetch(event.request) : resolve(event);
};

const withHeaders: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const { headers } = response;
  const { isPrivate, retryAfter } = event.locals;
  // A room's page is made for one person at one moment. Not no-store, which would keep it out of the back-forward cache.
  if (isPrivate) headers.set('cache-control', 'no-store');
  else if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
  if (retryAfter !== undefined) headers.set('retry-after', retryAfter);
  if (headers.get('content-type') === 'text/html') headers.set('content-type', 'text/html; charset=utf-8');
  secure(headers, event.url);
  return response;
};

// SvelteKit would refuse the same before any hook, and so without the headers that every answer has.
const refuseForeign: Handle = ({ event, resolve }) => {
  const { method, headers } = event.request;
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(method) || headers.get('origin') === event.url.origin;
  return isSafe ? resolve(event) : new Response(answerWords.foreignForm, { status: 403 });
};

// People read addresses to each other, phones begin them with a capital, and some programs end them with a slash.
const straighten: Handle = ({ event, resolve }) => {
  const { pathname, search } = event.url;
  const straight = pathname.replace(/^\/R\//, '/r/').replace(/(?<=[^/])\/+$/, '');
  if (straight === pathname || event.isDataRequest) return resolve(event);
  return new Response(null, { status: 308, headers: { location: `${straight}${search}` } });
};

const render: Handle = ({ event, resolve }) => {
  const { cookies, request } = event;
  const reader = {
    locale: localeFrom(request.headers.get('accept-language')),
    timeZone: timeZoneFrom(cookies.get(timeZoneCookie), networkTimeZone(event)),
    theme: themeFrom(cookies.get(themeCookie)),
    density: densityFrom(cookies.get(densityCookie)),
  };
  event.locals.reader = reader;
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%lull.lang%', answerWords.lang)
        .replace('%lull.dir%', answerWords.dir)
        .replace('%lull.theme%', reader.theme)
        .replace('%lull.density%', reader.density)
        .replace('%lull.hidden%', hiddenFrom(cookies.get(hiddenCookie)))
        .replace('%lull.rooms-width%', `${roomsWidthFrom(cookies.get(roomsWidthCookie))}`),
    // Only the letters most pages need: the browser fetches the other alphabets when it meets one.
    preload: ({ type, path }) => type === 'js' || type === 'css' || /latin-wght/.test(path),
  });
};

export const handle = sequence(forward, withHeaders, refuseForeign, straighten, render);

export const handleError: HandleServerError = ({ error, status }) => {
  // What somebody asked for that cannot be is no bug, and anybody could fill the log with it.
  if (status < 500) return { message: status === 404 ? errorWords.noSuchPage : answerWords.notUnderstood };
  console.error(
    JSON.stringify({ event: 'page-fault', fault: error instanceof Error ? error.stack : String(error) }),
  );
  return { message: errorWords.fault };
};
