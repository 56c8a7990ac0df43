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

type Known = Pick<Person, 'name' | 'kind' | 'face'>;

/** Whether the same person goes by another name or face by now, or is a guest no more. */
export function isCalledOtherwise(now: Known, before: Known): boolean {
  return now.name !== before.name || now.kind !== before.kind || now.face !== before.face;
}
