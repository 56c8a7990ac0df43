import type { Env } from '../env.ts';

/** The keys of this deployment: the first signs, and what any of them signed is ours. */
export type Keys = readonly [current: string, ...former: string[]];

/** While a key is rotated there are two, so that nobody is signed out by it. */
export function keysOf({ GUEST_KEY, GUEST_KEY_BEFORE }: Pick<Env, 'GUEST_KEY' | 'GUEST_KEY_BEFORE'>): Keys {
  return GUEST_KEY_BEFORE ? [GUEST_KEY, GUEST_KEY_BEFORE] : [GUEST_KEY];
}
