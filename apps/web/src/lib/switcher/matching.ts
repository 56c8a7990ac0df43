import { folded } from '$protocol/search/tokens.ts';

/** What can be chosen, by its words: what it is called, and whatever else it is found by. */
export type Choosable = { label: string; alias?: string };

/**
 * Those of these in which every word that was typed begins a word, or else is somewhere in it, the closest first; all of them, where
 * nothing was typed.
 */
export function matching<One extends Choosable>(all: readonly One[], typed: string): One[] {
  const sought = folded(typed).split(/\s+/).filter(Boolean);
  const ranked = all.map((one, place) => ({ one, place, rank: rankOf(one, sought) }));
  return ranked
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank || one.place - other.place)
    .map(({ one }) => one);
}

/** 0 for what is not meant. */
function rankOf({ label, alias = '' }: Choosable, sought: readonly string[]): number {
  const text = folded(`${label} ${alias}`);
  const words = text.split(/[^\p{L}\p{M}\p{N}]+/u);
  if (sought.every((part) => words.some((word) => word.startsWith(part))))
    return text.startsWith(sought[0] ?? '') ? 3 : 2;
  return sought.every((part) => text.includes(part)) ? 1 : 0;
}
