import { limits } from '$protocol/limits.ts';
import type { Person } from '$protocol/message.ts';

/** Finds somebody by their name, capitals aside, or by a mention as it is stored: `<@id>`. */
export type FindPerson = (name: string) => Person | undefined;

/** Among these people. Of two names that differ in capitals the one that is exact is meant. */
export function personAmong(people: readonly Person[]): FindPerson {
  return (name) => {
    const id = /^<@(.+)>$/.exec(name)?.[1];
    if (id !== undefined) return people.find((one) => one.id === id);
    const small = name.toLowerCase();
    return people.find((one) => one.name === name) ?? people.find((one) => one.name.toLowerCase() === small);
  };
}

/** Whoever is named first in what follows a command, by the longest name that fits, with its @ or without; and what comes then. */
export function personAtStart(
  text: string,
  personNamed: FindPerson,
): { person: Person; rest: string } | undefined {
  const mention = /^<@[\w-]{10,36}>/.exec(text)?.[0];
  const named = mention ?? text.replace(/^@/, '');
  const ends = mention ? [mention.length] : endsOfNames(named);
  const source = mention ? text : named;
  for (const end of ends) {
    const person = personNamed(source.slice(0, end));
    if (person) return { person, rest: source.slice(end).replace(/^[\s,:;]+/, '') };
  }
  return undefined;
}

/** Where a name may end, the longest first: a name has spaces, and nothing else of a word behind it. */
function endsOfNames(text: string): number[] {
  const most = limits.nameLetters * 2;
  const ends = [...text.slice(0, most + 1).matchAll(/(?<=\S)(?=[\s,:;.!]|$)/g)].map(({ index }) => index);
  return ends.filter((end) => end <= most).reverse();
}
