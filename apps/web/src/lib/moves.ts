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
  const pause = all.find((moves) => moves.after === after) ?? { came: [], left: [] };
  const others = all.filter((moves) => moves.after !== after);
  const { came, left } = pause;
  const without = (people: readonly Person[]) => people.filter(({ id }) => id !== person.id);
  const had = (people: readonly Person[]) => people.some(({ id }) => id === person.id);
  const [cameNow, leftNow] =
    t === 'arrived'
      ? [had(left) ? without(came) : [...without(came), person], without(left)]
      : [without(came), had(came) ? without(left) : [...without(left), person]];
  if (cameNow.length + leftNow.length === 0) return others;
  const moves = { after, came: cameNow, left: leftNow };
  return [...others, moves].toSorted((a, b) => a.after - b.after).slice(-mostKept);
}
