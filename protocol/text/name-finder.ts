import type { Person } from '../message.ts';

/** Whoever may be meant by a name. */
export type Named = Pick<Person, 'id' | 'name'>;

// Behind a name, where it is only the beginning of a word; a vowel sign of an Indian script is part of one, too.
const goesOn = /^[\p{L}\p{M}\p{N}_]/u;

/** Finds who is meant by the name behind an `@` in a text, however many people there are. */
export function nameFinder(people: readonly Named[]): (text: string, at: number) => Named | undefined {
  const named = people.filter(({ name }) => name !== '');
  const lengths = [...new Set(named.map(({ name }) => name.length))].sort((a, b) => b - a);
  const folds = [(text: string) => text, (text: string) => text.toLowerCase()].map((fold) => ({
    fold,
    // Of those who are called the same the first is set last.
    names: new Map(named.toReversed().map((one) => [fold(one.name), one])),
  }));
  return (text, at) => {
    for (const { fold, names } of folds) {
      for (const length of lengths) {
        const end = at + 1 + length;
        const found = names.get(fold(text.slice(at + 1, end)));
        if (found?.name.length === length && !goesOn.test(text.slice(end, end + 2))) return found;
      }
    }
    return undefined;
  };
}
