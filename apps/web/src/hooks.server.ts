import type { Handle, HandleServerError } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { localeFrom, themeCookie, themeFrom, timeZoneCookie, timeZoneFrom } from '$lib/reader.ts';
import { secure } from '$lib/server/headers.ts';
import { networkTimeZone, roomsOf } from '$lib/server/rooms.ts';
import { words } from '$lib/words/words.ts';

// Before anything else touches it: an upgrade that is wrapped, or gets a header afterwards, fails.
const forward: Handle = ({ event, resolve }) => {
  const { pathname } = event.url;
  const isWorkers = pathname.startsWith('/api/') || /^\/r\/[^/]+\/(?:socket|action)$/.test(pathname);
  return isWorkers ? roomsOf(event).fetch(event.request) : resolve(event);
};

const render: Handle = async ({ event, resolve }) => {
  const { cookies, request } = event;
  const reader = {
    locale: localeFrom(request.headers.get('accept-language')),
    timeZone: timeZoneFrom(cookies.get(timeZoneCookie), networkTimeZone(event)),
    theme: themeFrom(cookies.get(themeCookie)),
  };
  event.locals.reader = reader;
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%lull.lang%', words.lang)
        .replace('%lull.dir%', words.dir)
        .replace('%lull.theme%', reader.theme),
    // Only the letters most pages need: the browser fetches the other alphabets when it meets one.
    preload: ({ type, path }) => type === 'js' || type === 'css' || /latin-wght/.test(path),
  });
  // A room's page is made for one person at one moment. Not no-store, which would keep it from the way back.
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache');
  secure(response.headers, event.url);
  return response;
};

export const handle = sequence(forward, render);

export const handleError: HandleServerError = ({ error, status }) => {
  if (status === 404) return { message: words.noSuchPage };
  console.error(
    JSON.stringify({ event: 'page-fault', fault: error instanceof Error ? error.stack : String(error) }),
  );
  return { message: words.fault };
};
