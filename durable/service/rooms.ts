import type { Action } from '../../protocol/actions.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Acted, Caller, Denied, Done, Founding, Opened } from '../../protocol/rooms.ts';
import { isRoomName } from '../../protocol/words.ts';
import { enter, type Identity, identify } from '../auth/identity.ts';
import { isTooMuch } from '../auth/rate-limit.ts';
import { knockOf } from '../auth/requester.ts';
import type { Env } from '../env.ts';
import { type Knock, type RoomCalls, roomStub } from '../rpc.ts';

type Ask<T> = (object: RoomCalls, knock: Knock, known: Identity | undefined) => Promise<T>;

/** Whatever a room has to decide. It is told who is asking, and nothing else about the request. */
export async function askRoom<T>(env: Env, room: string, caller: Caller, ask: Ask<T>): Promise<T | Denied> {
  if (!isRoomName(room)) return { denied: 'bad-room-name' };
  const known = await identify(env, caller);
  return ask(roomStub(env, room), await knockOf(env, room, known, caller.address), known);
}

/**
 * The same for what leaves a trace in a room: whoever did it has been there, so that they can have it told to them,
 * or forgotten.
 */
export function enterByAsking<T extends object>(
  env: Env,
  room: string,
  caller: Caller,
  ask: Ask<T>,
): Promise<T | Denied> {
  return askRoom(env, room, caller, async (object, knock, known) => {
    const answer = await ask(object, knock, known);
    // Nothing stays open here, so it does not matter that the session may have ended meanwhile. A room that was there
    // already was only looked at.
    const isDone = !('denied' in answer) && !('refused' in answer);
    const isTrace = !('opened' in answer) || answer.opened === 'made';
    if (known && isDone && isTrace) await enter(env, known, room);
    return answer;
  });
}

/** Makes a room, or finds that it is there. Counted by address, since an address that is taken tells something. */
export async function openRoom(
  env: Env,
  room: string,
  caller: Caller,
  founding: Founding,
): Promise<Opened | Refusal | Denied> {
  const busy = await isTooMuch(env, 'create', caller.address);
  return busy ?? enterByAsking(env, room, caller, (object, knock) => object.open(room, knock, founding));
}

export function actInRoom(
  env: Env,
  room: string,
  caller: Caller,
  action: Action,
): Promise<Acted | Refusal | Denied> {
  return enterByAsking(env, room, caller, (object, knock) => object.act(knock, action));
}

/** Becomes a member by an invite. Counted by address, so that guessing is slow; every failure answers alike. */
export async function acceptInvite(
  env: Env,
  room: string,
  caller: Caller,
  token: string,
): Promise<Done | Refusal | Denied> {
  const busy = await isTooMuch(env, 'invite', caller.address);
  if (busy) return busy;
  const accepted = await enterByAsking(env, room, caller, (object, knock) => object.accept(knock, token));
  return 'denied' in accepted ? asNoInvite(accepted) : accepted;
}

/** Which failure it is would tell that the room exists. */
export function asNoInvite(denied: Denied): Denied {
  return denied.denied === 'no-name' ? denied : { denied: 'no-such-invite' };
}
