import { sentence } from './sentence.ts';

/**
 * 403 for a request that a page of another site caused. Browsers name the origin on every handshake and
 * every POST and let nobody forge it; a client that is no browser may leave it out, and carries no cookies
 * of anybody else.
 */
export function refuseForeign(request: Request): Response | undefined {
  const origin = request.headers.get('origin');
  const isForeign = origin !== null && origin !== new URL(request.url).origin;
  return isForeign ? foreign() : undefined;
}

export const foreign = () => sentence(403, 'Another site may not do this for you.');
