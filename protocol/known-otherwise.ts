import type { Person } from './message.ts';

/** Whether somebody is known by another name, kind or face now. */
export function isKnownOtherwise(now: Known, before: Known): boolean {
  return now.name !== before.name || now.kind !== before.kind || now.face !== before.face;
}

type Known = Pick<Person, 'name' | 'kind' | 'face'>;
