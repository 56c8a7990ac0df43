import { personWords } from '$lib/words/en/person.ts';
import type { Person } from '$protocol/message.ts';

/** What a person is called: by their name, while they have one. */
export function nameOf(person: Called): string {
  return hasNone(person) ? personWords.someoneWhoLeft : person.name;
}

/** The same where a sentence begins with it. */
export function nameAtStart(person: Called): string {
  return hasNone(person) ? personWords.someoneWhoLeftAtStart : person.name;
}

type Called = Pick<Person, 'name' | 'left'>;
const hasNone = ({ name, left }: Called) => left || name === '';
