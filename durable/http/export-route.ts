import { identify } from '../auth/identity.ts';
import { rateLimited } from '../auth/rate-limit.ts';
import type { Env } from '../env.ts';
import { exportOf } from '../service/account-export.ts';
import { notDone } from './answers.ts';
import { foreign, refuseForeign } from './origin.ts';
import { authOf } from './request-auth.ts';
import { sentence } from './sentence.ts';

/** `GET /api/you/export`: everything that is kept about whoever is asking, as a file of JSON. */
export async function answerExportRequest(request: Request, env: Env): Promise<Response> {
  if (request.method !== 'GET') return sentence(405, 'Send a GET.', { allow: 'GET' });
  const refused = refuseForeign(request) ?? (isFromElsewhere(request) ? foreign() : undefined);
  if (refused) return refused;
  const auth = authOf(request);
  const known = await identify(env, auth);
  if (!known) return sentence(401, 'Nobody is signed in here.');
  const busy = await rateLimited(env, 'export', auth.address);
  if (busy) return notDone(busy, 'That is often. Wait a minute, then try again.');
  return new Response(streamOf(exportOf(env, known)), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="lull.json"',
    },
  });
}

// A link on another site brings the cookie along, and names no origin.
function isFromElsewhere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
}

/** Asks for the next piece when the one before has been taken, so that none of it piles up here. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
