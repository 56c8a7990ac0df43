import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/message.ts';
import type { PeoplePage, PeopleQuery } from '../../protocol/rooms.ts';

/** A page of those who are present, in the order of their names; with `find`, of those whose names have these letters. */
export function peoplePage(present: readonly Person[], { find = '', after = '' }: PeopleQuery): PeoplePage {
  const letters = folded(find.trim());
  const sorted = present
    .filter(({ name }) => folded(name).includes(letters))
    .map((person) => ({ person, key: keyOf(person) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const from = sorted.filter(({ key }) => key > after);
  const page = from.slice(0, limits.pagePeople);
  const last = page.at(-1);
  return {
    here: present.length,
    people: page.map(({ person }) => person),
    ...(last && from.length > page.length ? { more: last.key } : {}),
  };
}

/** Two of one name come in the order of their ids. */
function keyOf({ name, id }: Person): string {
  return `${folded(name)}\n${id}`;
}

// In any case, with accents or without.
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
