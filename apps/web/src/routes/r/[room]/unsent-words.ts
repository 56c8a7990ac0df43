import type { Unsent } from '$client/outbox-store.ts';
import { readDraft } from '$lib/browser/drafts.ts';
import { withNames } from '$protocol/text/mentions.ts';
import type { Named } from '$protocol/text/name-finder.ts';

/** Words of one's own that the room has not got, as they were typed: what was to be sent, and what was being written. */
export function unsentWords(
  drafts: readonly string[],
  unsent: readonly Unsent[],
  people: readonly Named[],
): string[] {
  const waiting = unsent.flatMap((act) => ('text' in act ? [withNames(act.text, people)] : []));
  return [...waiting, ...drafts.map(readDraft)].filter((text) => text.trim() !== '');
}
