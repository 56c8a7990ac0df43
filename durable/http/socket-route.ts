import { type CloseCode, closeCodes, retryAfterReason } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import type { RequestAuth } from '../../protocol/rooms.ts';
import { isRoomName } from '../../protocol/words.ts';
import { guestIn, identifyArriving, leaveOut, requesterOf } from '../auth/identity.ts';
import { rateLimited } from '../auth/rate-limit.ts';
import type { Env } from '../env.ts';
import { log } from '../log.ts';
import type { Requester } from '../room/requester.ts';
import { closeHeader, requesterHeader, verifyHeader } from '../rpc.ts';
import { measured } from '../service/status.ts';
import { notDone } from './answers.ts';
import { refuseForeign } from './origin.ts';
import { authOf } from './request-auth.ts';
import { sentence } from './sentence.ts';

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
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const auth = authOf(request);
  const busy = await rateLimited(env, 'connect', auth.address);
  if (busy)
    return closedSocket(closeCodes.overloaded, retryAfterReason(busy.retryAfterS ?? retryAfterSeconds));
  try {
    return await enterRoom(request, room, env, auth);
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

async function enterRoom(request: Request, room: string, env: Env, auth: RequestAuth): Promise<Response> {
  const { address } = auth;
  const listens: Requester = new URL(request.url).searchParams.has('listen') ? { listens: true } : {};
  // A guest is believed by their token, unless the room knows them: see decision 20.
  const guest = await guestIn(env, auth);
  if (guest) {
    const requester = await requesterOf(env, room, guest, address);
    const answer = await asked(request, room, env, {
      ...requester,
      ...listens,
      unnoted: true,
      unverified: true,
    });
    if (answer !== 'verify') return answer instanceof Response ? answer : closed(answer);
  }
  const known = await identifyArriving(env, auth, room);
  if (!known && !listens.listens) return closedSocket(closeCodes.noName);
  const requester = await requesterOf(env, room, known, address);
  const unnoted: Requester = known?.arrival.noted === false ? { unnoted: true } : {};
  const answer = await asked(request, room, env, { ...requester, ...listens, ...unnoted });
  if (answer instanceof Response) return answer;
  if (known) await leaveOut(env, known, room);
  if (answer === 'verify') throw new Error('A room asked twice who that is.');
  return closed(answer);
}

/** The room's socket; or with which code it is to be closed, or that the room has to know more. */
async function asked(
  request: Request,
  room: string,
  env: Env,
  requester: Requester,
): Promise<Response | CloseCode | 'verify'> {
  const answer = await measured(env, room, () => env.ROOM.getByName(room).fetch(as(request, requester)));
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
  if (!known) throw new Error(`A room refused a socket with the code ${header}.`);
  return known;
}

function isOverload(fault: unknown): boolean {
  return fault instanceof Error && 'overloaded' in fault && fault.overloaded === true;
}

// The room is told who asks, and of the request nothing but what makes an upgrade of it.
function as(request: Request, requester: Requester): Request {
  const isOfUpgrades = (name: string) => /^(upgrade|connection|sec-websocket-.*)$/.test(name);
  const headers = new Headers([...request.headers].filter(([name]) => isOfUpgrades(name)));
  headers.set(requesterHeader, encodeURIComponent(JSON.stringify(requester)));
  return new Request(request, { headers });
}

function closedSocket({ code }: CloseCode, reason = closeSentences[code]): Response {
  const { 0: theirs, 1: ours } = new WebSocketPair();
  ours.accept();
  ours.close(code, reason);
  return new Response(null, { status: 101, webSocket: theirs });
}
