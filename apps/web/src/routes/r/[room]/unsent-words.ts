import type { Unsent } from '$client/outbox-store.ts';
import { readDraft } from '$lib/browser/drafts.ts';

/** Words of one's own that the room has not got: what was to be sent, and what was being written. */
export function unsentWords(drafts: string, unsent: readonly Unsent[]): string[] {
  const waiting = unsent.flatMap((act) => (act.t === 'delete' ? [] : [act.text]));
  return [...waiting, readDraft(drafts)].filter((text) => text.trim() !== '');
}
