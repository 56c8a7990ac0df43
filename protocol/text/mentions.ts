import type { PersonId } from '../message.ts';
import { type Named, nameFinder } from './name-finder.ts';
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

/** More than a message may mention: so many names are looked at, and what is behind them stays as it was typed. */
const mostNames = 60;

// Not within a word, to which a vowel sign of an Indian script belongs as any letter does.
const placeOfName = /(?<![\p{L}\p{M}\p{N}_@</])@(?=\S)/gu;

/**
 * What is typed, with each `@name` that is the name of one of these people as the mention that is stored. Of two names the longer
 * one is meant, of two that differ in capitals the one that is exact, and of two that are the same the first. In code it stays
 * what it is.
 *
 * @param here whether `@here` calls everybody
 */
export function withMentions(typed: string, people: readonly Named[], here = false): string {
  if (!typed.includes('@')) return typed;
  const nameAt = nameFinder(here ? [...people, everybody] : people);
  return replaceEach(typed, placeOfName, (at) => {
    const meant = nameAt(typed, at);
    return meant && { length: meant.name.length + 1, by: `<@${meant.id}>` };
  });
}

/**
 * What is stored as one edits it: each mention of these people by their name, where that name means them there. Others stay as they
 * are stored, so that `withMentions` makes all of it what it was.
 *
 * @param here whether `@here` calls everybody for whoever edits
 */
export function withNames(stored: string, people: readonly Named[], here = true): string {
  if (!stored.includes('<@')) return stored;
  const named = here ? [...people, everybody] : people;
  const nameAt = nameFinder(named);
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const isMeant = (id: string) => (tried: string, at: number) => {
    const place = new RegExp(placeOfName, 'uy');
    place.lastIndex = at;
    return place.test(tried) && nameAt(tried, at)?.id === id;
  };
  const typed = replaceEach(stored, /<@(?:here|[\w-]{10,36})>/g, (at) => {
    const length = stored.indexOf('>', at) + 1 - at;
    const id = stored.slice(at + 2, at + length - 1);
    const name = names.get(id);
    return name ? { length, by: `@${name}`, isRight: isMeant(id) } : undefined;
  });
  // A name with markup in it may make code of what stands between it and the next.
  return withMentions(typed, people, here) === withMentions(stored, people, here) ? typed : stored;
}

const everybody: Named = { id: 'here', name: 'here' };

/** `isRight`: whether a text in which it stands is as it was meant. */
type Replacement = { length: number; by: string; isRight?: (tried: string, at: number) => boolean };

/**
 * Replaces what is found where the parser takes one of both for a mention, and leaves it where it takes neither for one: in code,
 * behind a backslash, in an address.
 */
function replaceEach(
  source: string,
  pattern: RegExp,
  replacementAt: (at: number) => Replacement | undefined,
): string {
  let done = source;
  let shift = 0;
  let mentions = countOf(source);
  let tries = 0;
  for (const { index } of source.matchAll(pattern)) {
    const found = replacementAt(index);
    if (!found) continue;
    tries += 1;
    if (tries > mostNames) break;
    const at = index + shift;
    const tried = done.slice(0, at) + found.by + done.slice(at + found.length);
    if (found.isRight && !found.isRight(tried, at)) continue;
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
