import type { Person } from '$protocol/message.ts';
import { isAtLeast, type Role } from '$protocol/roles.ts';

/**
 * Who decides in a room first, then everybody else from A to Z; whoever is away after those who are not. Without Intl: a page's first use of it takes a tenth of a
 * second on a slow phone, and a server and a browser must come to the same order.
 */
export function inRosterOrder(people: readonly Person[], roleOf: (person: Person) => Role): Person[] {
  const keyed = people.map((person) => ({
    person,
    rank: rankOf(roleOf(person)),
    name: foldedName(person.name),
  }));
  const awayOf = ({ person }: { person: Person }) => Number(person.away ?? false);
  keyed.sort(
    (a, b) =>
      awayOf(a) - awayOf(b) ||
      a.rank - b.rank ||
      compare(a.name, b.name) ||
      compare(a.person.id, b.person.id),
  );
  return keyed.map(({ person }) => person);
}

/** Those in whose name these letters stand, whatever their case and accents. */
export function namedLike(people: readonly Person[], letters: string): readonly Person[] {
  const sought = foldedName(letters.trim());
  return sought === '' ? people : people.filter(({ name }) => foldedName(name).includes(sought));
}

function rankOf(role: Role): number {
  if (isAtLeast(role, 'owner')) return 0;
  return isAtLeast(role, 'moderator') ? 1 : 2;
}

const foldedName = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const compare = (a: string, b: string) => Number(a > b) - Number(a < b);
