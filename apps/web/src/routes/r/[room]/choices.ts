import { words } from '$lib/words/words.ts';

/** What the pages offer to choose from, with numbers in seconds or pieces; 0 stands for no end. */
type Answer = { value: string; text: string };

const inOrder = (texts: Record<string, string>, order: readonly string[]): Answer[] =>
  order.map((value) => ({ value, text: texts[value] ?? value }));

export const inviteLives = inOrder(words.invites.worksFor, ['86400', '604800', '0']);
export const inviteUses = inOrder(words.invites.usesFor, ['1', '0']);
export const muteTimes = inOrder(words.keeping.muteFor, ['600', '3600', '86400']);
export const banTimes = inOrder(words.keeping.banFor, ['86400', '604800', '0']);
export const visibilities = inOrder(words.settings.visibilities, ['listed', 'unlisted', 'private']);
export const postings = inOrder(words.settings.postings, ['guest', 'member', 'moderator']);
export const invitings = inOrder(words.settings.invitings, ['member', 'moderator', 'owner']);

const slowSteps = ['0', '10', '30', '60', '600'];

/** Slow mode, with what is set now among them, whoever set it. */
export function slowModes(now: number): Answer[] {
  const order = slowSteps.includes(`${now}`) ? slowSteps : [...slowSteps, `${now}`];
  return inOrder(
    { ...words.settings.slows, ...(order === slowSteps ? {} : { [now]: words.spanOf(now) }) },
    order,
  );
}
