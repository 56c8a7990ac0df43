import type { ActId } from '../protocol/message.ts';
import type { Unsent } from './outbox-store.ts';

/**
 * What is unsent by the word of the store, with what only this tab knows: how far each act has come, and those
 * in `here`, which the store does not have, or not yet. What was done after another act stays after it.
 */
export function mergeUnsent(
  stored: readonly Unsent[],
  known: readonly Unsent[],
  here: ReadonlySet<ActId>,
): Unsent[] {
  const knownById = new Map(known.map((one) => [one.id, one]));
  const merged = stored.map((one) => furthest(one, knownById.get(one.id)));
  const storedIds = new Set(stored.map(({ id }) => id));
  const onlyHere = known.filter(({ id }) => here.has(id) && !storedIds.has(id));
  if (onlyHere.length === 0) return merged;
  const places = new Map(known.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: Unsent) => places.get(id) ?? Number.POSITIVE_INFINITY;
  for (const one of onlyHere) {
    const after = merged.findIndex((other) => storedIds.has(other.id) && placeOf(other) > placeOf(one));
    const known = after !== -1 && placeOf(merged[after] as Unsent) < Number.POSITIVE_INFINITY;
    merged.splice(known ? after : merged.length, 0, one);
  }
  return merged;
}

// Where the store failed to note it, this tab knows more: a stamp is given once, and a failure is final.
function furthest(stored: Unsent, known: Unsent | undefined): Unsent {
  if (!known || stored.is === 'failed') return stored;
  const { after = known.after, ...rest } = stored;
  const state = known.is === 'failed' ? { is: known.is, reason: known.reason } : { is: known.is };
  return { ...rest, ...(after === undefined ? {} : { after }), ...state };
}
