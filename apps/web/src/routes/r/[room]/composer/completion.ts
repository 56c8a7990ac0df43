import type { Person, PersonId } from '$protocol/message.ts';
import { isInCode } from './as-read.ts';

/** What stands before the caret and may be completed: from `from` up to the caret. `letters`: of a name, without what begins it. */
export type Asked = { of: 'person' | 'emoji' | 'command'; from: number; letters: string };

/** Something to take. `insert` comes in the place of what is asked; `isTyped`: that is what stands there already. */
export type Completion = {
  key: string;
  insert: string;
  label: string;
  /** What may follow it. */
  hint?: string;
  detail?: string;
  person?: Person;
  emoji?: string;
  /** In place of a face. */
  sign?: string;
  isTyped: boolean;
};

export const mostCompletions = 8;
const mostOfName = 64;

/** What is asked for by what stands before the caret, in a text; undefined where nothing is. */
export function askedAt(text: string, at: number): Asked | undefined {
  const before = text.slice(0, at);
  const command = /^\/([\p{L}?]*)$/u.exec(before);
  if (command) return { of: 'command', from: 0, letters: command[1] as string };
  const line = before.slice(before.lastIndexOf('\n') + 1).slice(-mostOfName - 1);
  // A face like :D is no question.
  const emoji = /(?:^|[\s(])(:([\p{L}\d_+-]{2,}))$/u.exec(line);
  if (emoji) return { of: 'emoji', from: at - (emoji[1] as string).length, letters: emoji[2] as string };
  const person = /(?<![\p{L}\p{N}_@])@([^@]*)$/u.exec(line);
  if (!person || /^\s/.test(person[1] as string)) return undefined;
  return { of: 'person', from: at - person[0].length, letters: person[1] as string };
}

/** Whether what is written at a place stands in code, or in a span of it that is still to be ended. */
export function isCodeWritten(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return (line.match(/(?<!\\)`+/g)?.length ?? 0) % 2 === 1 || isInCode(text, at);
}

/** A shortcode that has just been ended by its colon. */
export function shortcodeAt(text: string, at: number): { from: number; name: string } | undefined {
  const [typed, name] =
    /(?<![\p{L}\p{N}:]):([\p{L}\d_+-]{2,}):$/u.exec(text.slice(Math.max(0, at - 66), at)) ?? [];
  return typed && name ? { from: at - typed.length, name } : undefined;
}

/**
 * Whose name, or a word of whose name, begins with these letters: those first whose name does, oneself last.
 * @param here what `@here` means, for whoever may call everybody
 */
export function peopleFor(
  letters: string,
  people: readonly Person[],
  you: PersonId | undefined,
  here: string | undefined,
): Completion[] {
  const small = letters.toLowerCase();
  const begins = ({ name }: Person) => name.toLowerCase().startsWith(small);
  const hasWord = ({ name }: Person) => name.toLowerCase().includes(` ${small}`);
  const rank = (person: Person) => (person.id === you ? 2 : begins(person) ? 0 : 1);
  const named = new Set(['']);
  const found = people
    .filter((person) => begins(person) || (small !== '' && hasWord(person)))
    // Of two who are called the same the first is meant.
    .filter(({ name }) => !named.has(name) && named.add(name))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostCompletions)
    .map((person) => ({
      key: person.id,
      insert: `@${person.name}`,
      label: person.name,
      person,
      isTyped: person.name.toLowerCase() === small,
    }));
  const isHere = here !== undefined && 'here'.startsWith(small);
  return isHere
    ? [
        ...found,
        { key: 'here', insert: '@here', label: '@here', sign: '@', detail: here, isTyped: small === 'here' },
      ]
    : found;
}
