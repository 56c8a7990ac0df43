import { type CloseCode, closeCodes, retryAfterReason } from '../../protocol/close-codes.ts';
import { isRoomName } from '../../protocol/words.ts';
import { addressIn } from '../auth/address.ts';
import { guestIn, identifyAtDoor, leaveOut } from '../auth/identity.ts';
import { isTooMuch } from '../auth/rate-limit.ts';
import { type Knock, knockOf } from '../auth/requester.ts';
import { tokenIn } from '../auth/session.ts';
import type { Env } from '../env.ts';
import { log } from '../log.ts';
import { closeHeader, knockHeader, verifyHeader } from '../rpc.ts';
import { notDone } from './answers.ts';
import { sentence } from './json-post.ts';
import { isForeign } from './origin.ts';

/**
 * `GET /r/<room>/socket`: hands the upgrade to the room's object, once everything that can be refused
 * without waking it has been.
 *
 * With `?listen` it is for somebody who only reads along, and is nobody in the room: without a name, or with one that is
 * somebody else's there.
 *
 * Anybody else without a valid session cookie gets a socket that closes at once with `noName`, because a browser tells
 * its page nothing of a refused handshake: a status could not be told from a lost line.
 */
export async function answerSocketRequest(request: Request, room: string, env: Env): Promise<Response> {
  if (!isRoomName(room)) return notDone({ denied: 'bad-room-name' });
  if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
    return sentence(426, 'This address takes WebSockets only.', { upgrade: 'websocket' });
  }
  if (isForeign(request)) return sentence(403, 'Another site may not talk here for you.');
  const address = addressIn(request);
  const busy = await isTooMuch(env, 'connect', address);
  if (busy)
    return closedSocket(closeCodes.overloaded, retryAfterReason(busy.retryAfterS ?? retryAfterSeconds));
  try {
    return await enterRoom(request, room, env, address);
  } catch (fault) {
    // The runtime marks what must not be tried again at once.
    if (!isOverload(fault)) throw fault;
    log('room-overloaded', { room: env.ROOM.idFromName(room).toString() });
    return closedSocket(closeCodes.overloaded, retryAfterReason(retryAfterSeconds));
  }
}

const retryAfterSeconds = 10;
/** Whoever only reads along asks less often: each try wakes the room. */
const listenersRetryAfterSeconds = 60;

async function enterRoom(
  request: Request,
  room: string,
  env: Env,
  address: string | undefined,
): Promise<Response> {
  const auth = { token: tokenIn(request.headers.get('cookie')), address };
  const listens: Knock = new URL(request.url).searchParams.has('listen') ? { listens: true } : {};
  // A guest is believed by their token, unless the room knows them: see decision 20.
  const guest = await guestIn(env, auth);
  if (guest) {
    const knock = await knockOf(env, room, guest, address);
    const answer = await asked(request, room, env, { ...knock, ...listens, unnoted: true, unverified: true });
    if (answer !== 'verify') return answer instanceof Response ? answer : closed(answer);
  }
  const known = await identifyAtDoor(env, auth, room);
  if (!known && !listens.listens) return closedSocket(closeCodes.noName);
  const knock = await knockOf(env, room, known, address);
  const unnoted: Knock = known?.arrival.noted === false ? { unnoted: true } : {};
  const answer = await asked(request, room, env, { ...knock, ...listens, ...unnoted });
  if (answer instanceof Response) return answer;
  if (known) await leaveOut(env, known, room);
  if (answer === 'verify') throw new Error('A room asked twice who is knocking.');
  return closed(answer);
}

/** The room's socket; or with which code it is to be closed, or that the room has to know more. */
async function asked(
  request: Request,
  room: string,
  env: Env,
  knock: Knock,
): Promise<Response | CloseCode | 'verify'> {
  const answer = await env.ROOM.getByName(room).fetch(as(request, knock));
  if (answer.headers.has(verifyHeader)) return 'verify';
  const code = answer.headers.get(closeHeader);
  return code === null ? answer : codeIn(code);
}

function closed(code: CloseCode): Response {
  return code === closeCodes.overloaded
    ? closedSocket(code, retryAfterReason(listenersRetryAfterSeconds))
    : closedSocket(code);
}

function codeIn(header: string): CloseCode {
  const known = Object.values(closeCodes).find(({ code }) => code === Number(header));
  if (!known) throw new Error(`A room closed the door with the code ${header}.`);
  return known;
}

function isOverload(fault: unknown): boolean {
  return fault instanceof Error && 'overloaded' in fault && fault.overloaded === true;
}

// The room gets the verified person instead of the cookie. A header the client set itself is overwritten.
function as(request: Request, knock: Knock): Request {
  const headers = new Headers(request.headers);
  headers.delete('cookie');
  headers.set(knockHeader, encodeURIComponent(JSON.stringify(knock)));
  return new Request(request, { headers });
}

function closedSocket({ code, sentence }: CloseCode, reason: string = sentence): Response {
  const { 0: theirs, 1: ours } = new WebSocketPair();
  ours.accept();
  ours.close(code, reason);
  return new Response(null, { status: 101, webSocket: theirs });
}
