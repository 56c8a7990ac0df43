import { createContext } from 'svelte';
import type { Unsent } from '$client/outbox.ts';

/**
 * What a person has begun in each room and not finished: words in the composer, words that the room has not
 * confirmed. Kept while they look elsewhere in this tab, or are asked for their name again.
 */
export class Unfinished {
  readonly drafts = new Map<string, string>();
  readonly unsent = new Map<string, readonly Unsent[]>();
}

export const [unfinished, keepUnfinished] = createContext<Unfinished>();
