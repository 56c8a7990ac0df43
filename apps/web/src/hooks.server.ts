import type { Handle } from '@sveltejs/kit';

export const handle: Handle = ({ event, resolve }) => {
  const { pathname } = event.url;
  if (pathname.startsWith('/api/') || /^\/r\/[^/]+\/socket$/.test(pathname)) {
    return (event.platform as any).env.ROOMS.fetch(event.request);
  }
  return resolve(event);
};
