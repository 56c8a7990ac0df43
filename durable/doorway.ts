import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import { limits } from '../protocol/limits.ts';
import type { Role } from '../protocol/roles.ts';
import type { Denied } from '../protocol/rooms.ts';
import type { Knock } from './calls.ts';
import type { House } from './room/house.ts';
import type { Sockets } from './sockets.ts';

/** The header in which the Worker, having checked the cookie, says who is knocking. */
export const knockHeader = 'x-lull-knock';

/**
 * The header in which a room that lets nobody in says with which code their socket is to be closed: a browser learns
 * nothing from a refused handshake, so the Worker opens one for that.
 */
export const closeHeader = 'x-lull-close';

/** As what somebody may have a socket here, or the code with which it is closed. */
export function knocking(
  house: House | undefined,
  sockets: Sockets,
  knock: Knock,
  nowMs: number,
): { role: Role } | CloseCode {
  if (!knock.person && !knock.listens) return closeCodes.noName;
  const door = house?.door(knock) ?? { denied: 'no-such-room' };
  if ('denied' in door) return codeOf(door);
  if (knock.listens) return sockets.mayListen(knock) ? door : closeCodes.overloaded;
  if (!knock.person) return closeCodes.noName;
  if (house?.troubleWithName(knock.person, presentIn(sockets, nowMs))) return closeCodes.nameTaken;
  return sockets.of(knock.person.id).length < limits.socketsOfOne ? door : closeCodes.tooManySockets;
}

export function codeOf({ denied }: Denied): CloseCode {
  return denied === 'banned' ? closeCodes.banned : closeCodes.noRoom;
}

/** The names that are in use, also by those who have not said hello yet. */
export function presentIn(sockets: Sockets, nowMs: number): { id: string; skeleton: string }[] {
  return sockets.open(nowMs).map(({ person, skeleton }) => ({ id: person.id, skeleton }));
}
