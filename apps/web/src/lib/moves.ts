import type { Person, Seq } from '$protocol/message.ts';

/** Who came and who went after the message at a place in the room's order and before the next, while this page was open. */
export type Moves = { after: Seq; came: readonly Person[]; left: readonly Person[] };

/** Of more people than this nobody follows who comes and goes. */
export const crowd = 20;
/** How many of them are kept: one for each pause between words. */
const mostKept = 50;

/**
 * All moves with one more, those between the same two messages as one. Whoever comes back is as if they had not gone, and whoever
 * goes again as if they had not come.
 */
export function withMove(
  all: readonly Moves[],
  { t, person }: { t: 'arrived' | 'left'; person: Person },
  after: Seq,
): readonly Moves[] {
  const last = all.at(-1);
  const isSamePause = last?.after === after;
  const others = isSamePause ? all.slice(0, -1) : all;
  const { came, left } = last && isSamePause ? last : { came: [], left: [] };
  const without = (people: readonly Person[]) => people.filter(({ id }) => id !== person.id);
  const had = (people: readonly Person[]) => people.some(({ id }) => id === person.id);
  const [cameNow, leftNow] =
    t === 'arrived'
      ? [had(left) ? without(came) : [...without(came), person], without(left)]
      : [without(came), had(came) ? without(left) : [...without(left), person]];
  if (cameNow.length + leftNow.length === 0) return others;
  return [...others, { after, came: cameNow, left: leftNow }].slice(-mostKept);
}
