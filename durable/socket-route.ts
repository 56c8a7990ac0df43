import { type CloseCode, closeCodes, retryAfterReason } from '../protocol/close-codes.ts';
import type { Person } from '../protocol/message.ts';
import { isRoomName } from '../protocol/words.ts';
import { guestOf, tokenIn } from './guest.ts';
import { log } from './log.ts';
import { isForeign } from './origin.ts';
import { personHeader } from './room-object.ts';
import type { Env } from './worker.ts';

/**
 * `GET /r/<room>/socket`: hands the upgrade to the room's object, once everything that can be refused
 * without waking it has been.
 *
 * Someone without a valid guest cookie gets a socket that closes at once with `noName`, because a browser
 * tells its page nothing of a refused handshake: a status could not be told from a lost line.
 */
export async function answerSocketRequest(request: Request, segment: string, env: Env): Promise<Response> {
  const room = decode(segment);
  if (room === undefined || !isRoomName(room)) {
    return new Response('A room’s name has letters, digits and single hyphens, at most 64.', { status: 404 });
  }
  if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
    return new Response('This address takes WebSockets only.', {
      status: 426,
      headers: { upgrade: 'websocket' },
    });
  }
  if (isForeign(request)) return new Response('Another site may not talk here for you.', { status: 403 });
  const token = tokenIn(request.headers.get('cookie'));
  const person = token === undefined ? undefined : await guestOf(env.GUEST_KEY, token);
  if (!person) return closedSocket(closeCodes.noName);
  try {
    return await env.ROOM.getByName(room).fetch(asPerson(request, person));
  } catch (fault) {
    // The runtime marks what must not be tried again at once.
    if (!isOverload(fault)) throw fault;
    log('room-overloaded', { room: env.ROOM.idFromName(room).toString() });
    return closedSocket(closeCodes.overloaded, retryAfterReason(retryAfterSeconds));
  }
}

const retryAfterSeconds = 10;

function isOverload(fault: unknown): boolean {
  return fault instanceof Error && 'overloaded' in fault && fault.overloaded === true;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

// The room gets the verified person instead of the cookie. A header the client set itself is overwritten.
function asPerson(request: Request, person: Person): Request {
  const headers = new Headers(request.headers);
  headers.delete('cookie');
  headers.set(personHeader, encodeURIComponent(JSON.stringify(person)));
  return new Request(request, { headers });
}

function closedSocket({ code, sentence }: CloseCode, reason: string = sentence): Response {
  const { 0: theirs, 1: ours } = new WebSocketPair();
  ours.accept();
  ours.close(code, reason);
  return new Response(null, { status: 101, webSocket: theirs });
}
