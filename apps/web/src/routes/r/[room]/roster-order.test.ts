import { describe, expect, test } from 'vitest';
import type { Person } from '$protocol/message.ts';
import { inRosterOrder, namedLike } from './roster-order.ts';

const person = (name: string, role?: Person['role']): Person => ({
  id: name,
  name,
  kind: 'guest',
  ...(role && { role }),
});
const names = (people: readonly Person[]) => people.map(({ name }) => name);
const roleOf = ({ role = 'guest' }: Person) => role;

describe('U78 the list of who is here', () => {
  test('has owners and moderators first, then everybody else from A to Z, whatever case and accents', () => {
    const people = [
      person('zoe'),
      person('Émile'),
      person('Max', 'moderator'),
      person('Eva', 'member'),
      person('anna'),
      person('Yan', 'owner'),
      person('Bo', 'moderator'),
      person('Оксана'),
    ];
    expect(names(inRosterOrder(people, roleOf))).toEqual([
      'Yan',
      'Bo',
      'Max',
      'anna',
      'Émile',
      'Eva',
      'zoe',
      'Оксана',
    ]);
  });

  test('is in the same order however people came', () => {
    const people = [person('Ana'), { ...person('Ana'), id: 'another' }, person('Bo')];
    const order = inRosterOrder(people, roleOf);
    expect(inRosterOrder(people.toReversed(), roleOf)).toEqual(order);
  });

  test('is searched by letters of a name', () => {
    const people = [person('Émile'), person('Eva'), person('Dmitri')];
    expect(names(namedLike(people, ' emi '))).toEqual(['Émile']);
    expect(names(namedLike(people, 'I'))).toEqual(['Émile', 'Dmitri']);
    expect(namedLike(people, '  ')).toBe(people);
    expect(namedLike(people, '.*')).toEqual([]);
  });
});
