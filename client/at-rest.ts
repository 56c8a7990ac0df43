import type { Unsent } from './outbox-store.ts';

/** As a store keeps it: whether it is under way is known only to the tab that sends it. */
export type AtRest = Exclude<Unsent, { is: 'sending' }>;

export function atRest(unsent: Unsent): AtRest {
  return unsent.is === 'sending' ? { ...unsent, is: 'queued' } : unsent;
}
