import { settingsWords } from '$lib/words/en/settings.ts';
import { spanOf } from '$lib/words/en/span.ts';
import { type Answer, inOrder } from '../in-order.ts';

export const visibilities = inOrder(settingsWords.visibilities, ['listed', 'unlisted', 'private']);
export const postings = inOrder(settingsWords.postings, ['guest', 'member', 'moderator']);
export const invitings = inOrder(settingsWords.invitings, ['member', 'moderator', 'owner']);
export const pinnings = inOrder(settingsWords.pinnings, ['member', 'moderator']);

const slowSteps = ['0', '10', '30', '60', '600'];

/** Slow mode, with what is set now among them, whoever set it. */
export function slowModes(now: number): Answer[] {
  const order = slowSteps.includes(`${now}`) ? slowSteps : [...slowSteps, `${now}`];
  return inOrder({ ...settingsWords.slows, ...(order === slowSteps ? {} : { [now]: spanOf(now) }) }, order);
}
