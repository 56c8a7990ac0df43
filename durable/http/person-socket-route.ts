import { closeCodes } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import { identify } from '../auth/identity.ts';
import { rateLimited } from '../auth/rate-limit.ts';
import type { Env } from '../env.ts';
import { sessionHeader } from '../rpc.ts';
import { refuseForeign } from './origin.ts';
import { authOf } from './request-auth.ts';
import { sentence } from './sentence.ts';

/**
 * `GET /api/you/socket`: tells a page what is unread in its person's rooms, and each change of that. Nothing is said over it but pings.
 * Without a session the socket closes at once with `noName`, as a room's does.
 */
export async function answerPersonSocketRequest(request: Request, env: Env): Promise<Response> {
  if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
    return sentence(426, 'This address takes WebSockets only.', { upgrade: 'websocket' });
  }
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const auth = authOf(request);
  const busy = await rateLimited(env, 'connect', auth.address);
  const known = busy ? undefined : await identify(env, auth);
  if (!known) return closedSocket(busy ? closeCodes.overloaded.code : closeCodes.noName.code);
  const headers = new Headers({ upgrade: 'websocket', [sessionHeader]: JSON.stringify(known.session) });
  return env.PERSON.getByName(known.person.id).fetch(new Request(request.url, { headers }));
}

function closedSocket(code: keyof typeof closeSentences): Response {
  const { 0: theirs, 1: ours } = new WebSocketPair();
  ours.accept();
  ours.close(code, closeSentences[code]);
  return new Response(null, { status: 101, webSocket: theirs });
}
