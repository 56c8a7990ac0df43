import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/message.ts';
import { peoplePage } from './people-page.ts';

const people = (size: number): Person[] =>
  Array.from({ length: size }, (_, n) => ({
    id: `person-${String(n).padStart(10, '0')}`,
    // Three of each name.
    name: `Name ${String(Math.floor(n / 3)).padStart(4, '0')}`,
    kind: 'guest',
  }));

describe('R9 looking up who is here', () => {
  test.each([0, 1, limits.pagePeople, limits.pagePeople + 1, 1_000])(
    'page after page, %d people come once each, in order',
    (size) => {
      const all = people(size);
      const found: Person[] = [];
      let after: string | undefined;
      for (let pages = 0; pages <= 10; pages += 1) {
        const page = peoplePage(all.toReversed(), after === undefined ? {} : { after });
        expect(page.here).toBe(size);
        expect(page.people.length).toBeLessThanOrEqual(limits.pagePeople);
        found.push(...page.people);
        after = page.more;
        if (after === undefined) break;
      }
      expect(found).toEqual(all);
    },
  );

  test('nobody is found by an empty name who is not here, and whoever left in between is left out', () => {
    const all = people(300);
    const { more = '' } = peoplePage(all, {});
    expect(peoplePage(all.slice(150), { after: more }).people[0]).toEqual(all[150]);
  });
});
