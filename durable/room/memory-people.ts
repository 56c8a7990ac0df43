import type { Person } from '../../protocol/message.ts';
import { skeletonOf } from './names.ts';
import type { People } from './store.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The people of a room, for tests of the rules, and the reference that the SQL is held against. */
export function memoryPeople(): People {
  const people = new Map<string, { person: Person; seen: number | undefined }>();
  const note = ({ role: _, ...person }: Person, at?: number) => {
    const seen = people.get(person.id)?.seen;
    const isNews = at !== undefined && (seen === undefined || at - seen >= dayMs);
    people.set(person.id, { person, seen: isNews ? at : seen });
  };
  return {
    known: (id) => people.get(id)?.person,
    note,
    meet(person, at) {
      const known = people.get(person.id);
      if (known) note(person, known.seen === undefined ? undefined : at);
    },
    keepersOf: (skeleton, since) =>
      [...people.values()]
        .filter(
          ({ person, seen }) =>
            person.name !== '' && skeletonOf(person.name) === skeleton && seen !== undefined,
        )
        .filter(({ person, seen }) => person.kind !== 'guest' || (seen ?? 0) > since)
        .map(({ person }) => person.id),
    latest: (limit) =>
      [...people.values()]
        .filter(({ seen }) => seen !== undefined)
        .sort((a, b) => (b.seen ?? 0) - (a.seen ?? 0))
        .slice(0, limit)
        .map(({ person }) => person),
    seenAt: (id) => people.get(id)?.seen,
    forget(id) {
      const known = people.get(id);
      if (!known) return;
      const { face: _, ...person } = known.person;
      people.set(id, { person: { ...person, name: '', left: true }, seen: undefined });
    },
  };
}
