import unhomoglyph from 'unhomoglyph';
import { limits } from '../../protocol/limits.ts';
import type { Person, PersonId } from '../../protocol/message.ts';
import type { Standing } from '../../protocol/rooms.ts';
import type { People } from './store.ts';

/**
 * Names with the same skeleton are taken for each other: after the Unicode Consortium's table of confusable letters
 * (UTS 39), in either case. Cyrillic н looks like nothing Latin and its capital like H, Latin ɑ like a and its capital
 * like nothing: so letters are compared as capitals first, then as small ones. That makes one of I, l, 1 and i, which
 * have a dot of their own or none, whether or not one more is written on them.
 */
export function skeletonOf(name: string): string {
  const letters = name.normalize('NFKC').toUpperCase().normalize('NFD').replaceAll(unseen, '');
  const small = unhomoglyph(letters).toLowerCase().normalize('NFD');
  const same = unhomoglyph(small).toLowerCase().normalize('NFD').replaceAll(unseen, '');
  return same.replaceAll(dotOnADot, '$1');
}

/** Raised whenever `skeletonOf` makes something else of any name: rooms keep skeletons, and compare names anew then. */
export const skeletonVersion = 1;

/** A name that would be taken for somebody in charge, or for everybody. */
export function isReserved(name: string): boolean {
  return reserved.has(skeletonOf(name));
}

/** The names of those who are connected, be they present or about to be. */
export interface NamesInUse {
  isInUse(skeleton: string, exceptBy: PersonId): boolean;
}

/**
 * Why this person cannot go by their name in a room. A name is kept for whoever is there, and for whoever has used it
 * there: for somebody with a passkey always, for a guest until 30 days after they were last seen. Two who were called
 * alike before that was a rule both keep their name.
 */
export function troubleWithName(
  { id, name }: Person,
  people: People,
  inUse: NamesInUse,
  nowMs: number,
): Standing['name'] {
  if (isReserved(name)) return 'reserved';
  const skeleton = skeletonOf(name);
  const keepers = people.keepersOf(skeleton, nowMs - guestKeepsMs);
  if (keepers.includes(id)) return undefined;
  return keepers.length > 0 || inUse.isInUse(skeleton, id) ? 'name-taken' : undefined;
}

/** What to say of a name that somebody else has: whether it is theirs for good, and which one like it nobody has. */
export function takenName(
  person: Person,
  people: People,
  inUse: NamesInUse,
  nowMs: number,
): NonNullable<Standing['taken']> {
  const keepers = people.keepersOf(skeletonOf(person.name), nowMs - guestKeepsMs);
  const kept = keepers.some((id) => people.known(id)?.kind === 'claimed');
  const letters = [...person.name];
  const numbered = Array.from({ length: mostOffered }, (_, i) => {
    const end = ` ${i + 2}`;
    return `${letters.slice(0, limits.nameLetters - end.length).join('')}${end}`;
  });
  const offer = numbered.find((name) => !troubleWithName({ ...person, name }, people, inUse, nowMs));
  return { kept, ...(offer === undefined ? {} : { offer }) };
}

const mostOffered = 20;
const guestKeepsMs = 30 * 24 * 60 * 60 * 1000;
// Blanks, and what has no shape of its own.
const unseen = /[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;
// Of i and j and their kin, which Unicode calls soft-dotted, a dot above shows nothing.
const dotOnADot = /([ijlɉɨʝᶖᶤᶨ]\p{M}*?)\u0307+/gu;
const reserved = new Set(
  [
    'admin',
    'administrator',
    'moderator',
    'moderators',
    'mod',
    'owner',
    'system',
    'server',
    'support',
    'staff',
    'lull',
    'everyone',
    'everybody',
    'here',
    'someone who left',
  ].map(skeletonOf),
);
