import { isAtLeast, type Role } from '../../protocol/roles.ts';
import type { Denied } from '../../protocol/rooms.ts';
import { may } from './permissions.ts';
import type { Requester } from './requester.ts';
import type { RoomStore, Sanctioned } from './store.ts';

/**
 * Whether somebody may be in this room and read it, and as what. A private room tells whoever is no member nothing at
 * all, not even that they are banned.
 */
export function access(store: RoomStore, requester: Requester, nowMs: number): { role: Role } | Denied {
  const { person } = requester;
  const kept = store.settings.read();
  const role = person ? store.members.roleOf(person.id) : 'guest';
  if (!kept || !may(role, 'read', kept.settings)) return { denied: 'no-such-room' };
  const ban = banOn(store, requester, role, nowMs);
  if (!ban) return { role };
  const { until, why } = ban;
  return { denied: 'banned', ...(until === undefined ? {} : { until }), ...(why === '' ? {} : { why }) };
}

/**
 * What keeps somebody out who could come in otherwise. A ban of an address holds for guests alone: whoever shares one
 * with a troublemaker, and is somebody here, comes in.
 */
export function banOn(
  { sanctions }: RoomStore,
  { person, address, formerAddress }: Requester,
  role: Role,
  nowMs: number,
): Sanctioned | undefined {
  const own = person && sanctions.of(person.id, 'banned', nowMs);
  if (own || isAtLeast(role, 'member')) return own;
  const of = (hash: string | undefined) =>
    hash === undefined ? undefined : sanctions.banOfAddress(hash, nowMs);
  return of(address) ?? of(formerAddress);
}
