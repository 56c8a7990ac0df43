import type { Person, PersonId } from '../message.ts';
import { parseText } from './parse-text.ts';
import type { Block, Inline, Text } from './text.ts';

/** Whom a message mentions, each once, in the order of their mentions; and whether it calls everybody who is here. */
export type Mentioned = { people: PersonId[]; here: boolean };

export function mentionedIn(text: Text): Mentioned {
  const people = new Set<PersonId>();
  let here = false;
  for (const one of inlineOf(text.blocks)) {
    if (one.t === 'mention') people.add(one.id);
    if (one.t === 'here') here = true;
  }
  return { people: [...people], here };
}

/** The same of a text as it is stored. Most mention nobody, and need not be parsed to know. */
export function mentionedInSource(source: string): Mentioned {
  return source.includes('<@') ? mentionedIn(parseText(source)) : { people: [], here: false };
}

/** Every node of the words in these blocks. */
export function* inlineOf(blocks: readonly Block[]): Generator<Inline> {
  for (const block of blocks) {
    if (block.t === 'paragraph') yield* deep(block.children);
    else if (block.t === 'quote') yield* inlineOf(block.children);
    else if (block.t === 'list') for (const item of block.items) yield* inlineOf(item);
    else if (block.t === 'table') for (const row of block.rows) for (const cell of row) yield* deep(cell);
  }
}

function* deep(children: readonly Inline[]): Generator<Inline> {
  for (const one of children) {
    yield one;
    if ('children' in one) yield* deep(one.children);
  }
}

/** Whoever may be meant by a name. */
export type Named = Pick<Person, 'id' | 'name'>;

/** More than a message may mention: so many places are looked at, and what is behind them stays as it was typed. */
const mostPlaces = 60;

/**
 * What is typed, with each `@name` that is the name of one of these people as the mention that is stored. Of two names the longer
 * one is meant, and of two that differ in capitals the one that is exact. In code it stays what it is.
 *
 * @param here whether `@here` calls everybody
 */
export function withMentions(typed: string, people: readonly Named[], here = false): string {
  const named = [
    ...people.filter(({ name }) => name !== ''),
    ...(here ? [{ id: 'here', name: 'here' }] : []),
  ];
  named.sort((a, b) => b.name.length - a.name.length);
  return replaceEach(typed, /(?<![\p{L}\p{N}_@</])@(?=\S)/gu, (at) => {
    const rest = typed.slice(at + 1);
    const begins = ({ name }: Named, fold = (text: string) => text) =>
      fold(rest.slice(0, name.length)) === fold(name) && !/^[\p{L}\p{N}_]/u.test(rest.slice(name.length));
    const meant =
      named.find((one) => begins(one)) ?? named.find((one) => begins(one, (text) => text.toLowerCase()));
    return meant && { length: meant.name.length + 1, by: `<@${meant.id}>` };
  });
}

/** What is stored as one edits it: each mention of these people by their name. `withMentions` makes it what it was. */
export function withNames(stored: string, people: readonly Named[]): string {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  names.set('here', 'here');
  return replaceEach(stored, /<@(?:here|[\w-]{10,36})>/g, (at) => {
    const length = stored.indexOf('>', at) + 1 - at;
    const name = names.get(stored.slice(at + 2, at + length - 1));
    return name ? { length, by: `@${name}` } : undefined;
  });
}

/**
 * Replaces what is found where the parser takes one of both for a mention, and leaves it where it takes neither for one: in code,
 * behind a backslash, in an address.
 */
function replaceEach(
  source: string,
  pattern: RegExp,
  replacementAt: (at: number) => { length: number; by: string } | undefined,
): string {
  let done = source;
  let shift = 0;
  let mentions = countOf(source);
  for (const { index } of [...source.matchAll(pattern)].slice(0, mostPlaces)) {
    const found = replacementAt(index);
    if (!found) continue;
    const tried = done.slice(0, index + shift) + found.by + done.slice(index + shift + found.length);
    const count = countOf(tried);
    if (count === mentions) continue;
    mentions = count;
    done = tried;
    shift += found.by.length - found.length;
  }
  return done;
}

function countOf(source: string): number {
  if (!source.includes('<@')) return 0;
  let count = 0;
  for (const { t } of inlineOf(parseText(source).blocks)) if (t === 'mention' || t === 'here') count += 1;
  return count;
}
