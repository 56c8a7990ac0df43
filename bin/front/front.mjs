// The Worker that stands before the others where there is no edge: it says who asked, as the edge would, compresses, and lets
// a server end when it has answered what it was asked.
import { askerOf, networksFrom, withoutPort } from './client-address.mjs';

/** Headers that only the edge may set. Whoever sends them from elsewhere makes them up. */
const ofTheEdge = /^(?:cf-|mf-|x-forwarded-|x-real-ip$|forwarded$)/;
const compressible = /^(?:text\/|application\/(?:javascript|json|manifest\+json|xml)|image\/svg\+xml)/;

/** How long a server that is asked to end waits for what it was asked before. */
const drainMs = 3_000;
/** How long until whoever is turned away meanwhile may try again, in seconds. */
const retryAfterS = 2;
/** The header by which whoever started this asks it to drain. */
const drainHeader = 'x-lull-drain';

/**
 * @typedef {{
 *   TARGET: { fetch(request: Request): Promise<Response> },
 *   TRUSTED_PROXIES: string[],
 *   DRAIN_TOKEN: string,
 * }} FrontEnv
 * @typedef {Request & { cf?: { clientIp?: string } }} Arriving
 */

/** @type {import('./client-address.mjs').Network[] | undefined} */
let trusted;
let inFlight = 0;
let isDraining = false;

export default {
  /**
   * @param {Arriving} request
   * @param {FrontEnv} env
   */
  async fetch(request, env) {
    if (request.headers.get(drainHeader) === env.DRAIN_TOKEN) return drain();
    if (isDraining) {
      return new Response('Lull is being started anew. Try again in a moment.', {
        status: 503,
        headers: { 'retry-after': `${retryAfterS}` },
      });
    }
    if (!URL.canParse(request.url)) {
      return new Response('That is no address of a page: the Host header cannot be read.', { status: 400 });
    }
    inFlight += 1;
    try {
      return untilSent(compressed(await env.TARGET.fetch(asAsked(request, env)), request));
    } catch (fault) {
      inFlight -= 1;
      throw fault;
    }
  },
};

/**
 * The answer, which is in flight until all of it was taken. A WebSocket has no body, and is in flight no longer.
 * @param {Response} answer
 */
function untilSent(answer) {
  const done = () => {
    inFlight -= 1;
  };
  if (!answer.body) {
    done();
    return answer;
  }
  const { readable, writable } = new TransformStream();
  answer.body.pipeTo(writable).then(done, done);
  return new Response(readable, answer);
}

/** Turns away whoever comes from now on, and answers once all others have their answer, or have waited long enough. */
async function drain() {
  isDraining = true;
  for (const end = Date.now() + drainMs; inFlight > 0 && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return new Response();
}

/**
 * The request as the edge would pass it on.
 * @param {Arriving} request
 * @param {FrontEnv} env
 */
function asAsked(request, env) {
  trusted ??= networksFrom(env.TRUSTED_PROXIES);
  const { clientIp } = request.cf ?? {};
  const peer = clientIp === undefined ? undefined : withoutPort(clientIp);
  const { address, isSecure } = askerOf(peer, request.headers, trusted);
  const url = new URL(request.url);
  url.protocol = isSecure ? 'https:' : 'http:';
  const passed = new Request(url, request);
  for (const name of [...passed.headers.keys()]) {
    if (ofTheEdge.test(name)) passed.headers.delete(name);
  }
  if (address !== undefined) passed.headers.set('cf-connecting-ip', address);
  return passed;
}

/**
 * @param {Response} response
 * @param {Request} request
 */
function compressed(response, request) {
  const { headers, body } = response;
  const isFit = compressible.test(headers.get('content-type') ?? '') && !headers.has('content-encoding');
  if (!isFit || !body) return response;
  const smaller = new Response(body, response);
  smaller.headers.append('vary', 'accept-encoding');
  // The runtime compresses what says that it is.
  if (takesGzip(request)) smaller.headers.set('content-encoding', 'gzip');
  return smaller;
}

/** @param {Request} request */
function takesGzip(request) {
  const accepted = (request.headers.get('accept-encoding') ?? '').split(',').map((each) => each.trim());
  return accepted.some((each) => /^gzip(?:\s*;\s*q=(?!0(?:\.0*)?$)[\d.]+)?$/i.test(each));
}
