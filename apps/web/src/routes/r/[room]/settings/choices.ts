import { settingsWords } from '$lib/words/en/settings.ts';
import { spanOf } from '$lib/words/en/span.ts';
import { type Answer, inOrder } from '../in-order.ts';

export const visibilities = inOrder(settingsWords.visibilities, ['listed', 'unlisted', 'private']);
/** For what there is a least role that may do it, and which that can be. */
export const whoMay = [
  { name: 'posting', answers: inOrder(settingsWords.postings, ['guest', 'member', 'moderator']) },
  { name: 'inviting', answers: inOrder(settingsWords.invitings, ['member', 'moderator', 'owner']) },
  { name: 'pinning', answers: inOrder(settingsWords.pinnings, ['member', 'moderator']) },
] as const;

const slowSteps = ['0', '10', '30', '60', '600'];

/** Slow mode, with what is set now among them, whoever set it. */
export function slowModes(now: number): Answer[] {
  const order = slowSteps.includes(`${now}`) ? slowSteps : [...slowSteps, `${now}`];
  return inOrder({ ...settingsWords.slows, ...(order === slowSteps ? {} : { [now]: spanOf(now) }) }, order);
}
