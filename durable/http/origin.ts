/**
 * True for a request that a page of another site caused. Browsers name the origin on every handshake and
 * every POST and let nobody forge it; a client that is no browser may leave it out, and carries no cookies
 * of anybody else.
 */
export function isForeign(request: Request): boolean {
  const origin = request.headers.get('origin');
  return origin !== null && origin !== new URL(request.url).origin;
}
