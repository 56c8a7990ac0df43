import type { Action } from '../../protocol/actions.ts';
import type { Seq } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type {
  Acted,
  Denied,
  Done,
  Founding,
  Opened,
  PageAnchor,
  RequestAuth,
  Verdict,
  Visit,
} from '../../protocol/rooms.ts';
import type { Say } from '../../protocol/up.ts';
import { isRoomName } from '../../protocol/words.ts';
import { enter, identify, identifyVisitor, type KnownRequester, requesterOf } from '../auth/identity.ts';
import { rateLimited } from '../auth/rate-limit.ts';
import type { Env } from '../env.ts';
import { logFault } from '../log.ts';
import type { Requester } from '../room/requester.ts';
import { personStub, type RoomCalls, roomStub } from '../rpc.ts';
import { measured } from './status.ts';

type Ask<T> = (object: RoomCalls, requester: Requester, known: KnownRequester | undefined) => Promise<T>;

/** Whatever a room has to decide. It is told who is asking, and nothing else about the request. */
export async function askRoom<T>(
  env: Env,
  room: string,
  auth: RequestAuth,
  ask: Ask<T>,
): Promise<T | Denied> {
  if (!isRoomName(room)) return { denied: 'bad-room-name' };
  return askRoomAs(env, room, await identify(env, auth), auth, ask);
}

async function askRoomAs<T>(
  env: Env,
  room: string,
  known: KnownRequester | undefined,
  auth: RequestAuth,
  ask: Ask<T>,
): Promise<T> {
  const requester = await requesterOf(env, room, known, auth.address);
  return measured(env, room, () => ask(roomStub(env, room), requester, known));
}

/**
 * The same for what leaves a trace in a room: whoever did it has been there, so that they can have it told to them,
 * or forgotten.
 */
export function enterByAsking<T extends object>(
  env: Env,
  room: string,
  auth: RequestAuth,
  ask: Ask<T>,
): Promise<T | Denied> {
  return askRoom(env, room, auth, async (object, requester, known) => {
    const answer = await ask(object, requester, known);
    // Nothing stays open here, so it does not matter that the session may have ended meanwhile. A room that was there
    // already was only looked at.
    const isDone = !('denied' in answer) && !('refused' in answer);
    const isTrace = !('opened' in answer) || answer.opened === 'made';
    if (known && isDone && isTrace) await enter(env, known, room);
    return answer;
  });
}

/** All that the page of a room needs to know, for one question to the room and one to whoever is asking. */
export async function visitRoom(
  env: Env,
  room: string,
  auth: RequestAuth,
  { before, anchor }: { before?: Seq | undefined; anchor?: PageAnchor | undefined },
): Promise<Visit> {
  if (!isRoomName(room)) return { rooms: [], glance: { denied: 'bad-room-name' } };
  const known = await identifyVisitor(env, auth, room);
  const glance = await askRoomAs(env, room, known, auth, (object, requester) =>
    object.glance(requester, before, anchor),
  );
  if (!known) return { rooms: [], glance };
  const { rooms, states } = known.visitor;
  return { you: known.person, rooms, states, glance, ...(known.fresh ? { token: known.fresh } : {}) };
}

/** Makes a room, or finds that it is there. Counted by address, since an address that is taken tells something. */
export async function openRoom(
  env: Env,
  room: string,
  auth: RequestAuth,
  founding: Founding,
): Promise<Opened | Refusal | Denied> {
  const busy = await rateLimited(env, 'create', auth.address);
  return (
    busy ?? enterByAsking(env, room, auth, (object, requester) => object.open(room, requester, founding))
  );
}

/** A message from a form. Whoever writes one has read what stands above the field. */
export async function postInRoom(
  env: Env,
  room: string,
  auth: RequestAuth,
  say: Omit<Say, 't'>,
): Promise<Verdict | Refusal | Denied> {
  let known: KnownRequester | undefined;
  const verdict = await enterByAsking(env, room, auth, (object, requester, asking) => {
    known = asking;
    return object.receive(requester, say);
  });
  if (known && 'is' in verdict && verdict.is === 'said') {
    const { person, session } = known;
    const mark = { upTo: verdict.message.seq, unread: 0 };
    const noting = personStub(env, person.id).noteRead(session, room, mark);
    // It was said all the same.
    await noting.catch((fault) => logFault('unread-fault', fault));
  }
  return verdict;
}

export function actInRoom(
  env: Env,
  room: string,
  auth: RequestAuth,
  action: Action,
): Promise<Acted | Refusal | Denied> {
  return enterByAsking(env, room, auth, (object, requester) => object.act(requester, action));
}

/** Becomes a member by an invite. Counted by address, so that guessing is slow; every failure answers alike. */
export async function acceptInvite(
  env: Env,
  room: string,
  auth: RequestAuth,
  token: string,
): Promise<Done | Refusal | Denied> {
  const busy = await rateLimited(env, 'invite', auth.address);
  if (busy) return busy;
  const accepted = await enterByAsking(env, room, auth, (object, requester) =>
    object.accept(requester, token),
  );
  return 'denied' in accepted ? asNoInvite(accepted) : accepted;
}

/** Which failure it is would tell that the room exists. */
export function asNoInvite(denied: Denied): Denied {
  return denied.denied === 'no-name' ? denied : { denied: 'no-such-invite' };
}
