import { roles } from '../../protocol/roles.ts';
import type { Member } from './store.ts';

/** The owner first; of equals, whoever has been it the longest. */
export function inOrderOfRank(one: Member, other: Member): number {
  return (
    roles.indexOf(other.role) - roles.indexOf(one.role) ||
    one.since - other.since ||
    (one.person.id < other.person.id ? -1 : 1)
  );
}
