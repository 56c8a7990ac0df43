import type { PersonId } from '../../protocol/message.ts';
import { isAtLeast, type Role } from '../../protocol/roles.ts';
import type { Denied } from '../../protocol/rooms.ts';
import { may } from './permissions.ts';
import type { Books, Sanctioned } from './store.ts';

/** Who is there, as far as a door looks. */
export type Comer = { person?: { id: PersonId } | undefined; address?: string | undefined };

/**
 * Whether somebody may be in this room and read it, and as what. A private room tells whoever is no member nothing at
 * all, not even that they are banned.
 */
export function door(books: Books, { person, address }: Comer, nowMs: number): { role: Role } | Denied {
  const kept = books.settings.read();
  const role = person ? books.members.roleOf(person.id) : 'guest';
  if (!kept || !may(role, 'read', kept.settings)) return { denied: 'no-such-room' };
  const ban = banOn(books, { person, address }, role, nowMs);
  if (!ban) return { role };
  const { until, why } = ban;
  return { denied: 'banned', ...(until === undefined ? {} : { until }), ...(why === '' ? {} : { why }) };
}

/**
 * What keeps somebody out who could come in otherwise. A ban of an address holds for guests alone: whoever shares one
 * with a troublemaker, and is somebody here, comes in.
 */
export function banOn(
  { sanctions }: Books,
  { person, address }: Comer,
  role: Role,
  nowMs: number,
): Sanctioned | undefined {
  const own = person && sanctions.of(person.id, 'banned', nowMs);
  if (own || address === undefined || isAtLeast(role, 'member')) return own;
  return sanctions.banOfAddress(address, nowMs);
}
