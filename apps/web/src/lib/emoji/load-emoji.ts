import { onDemand } from '$lib/browser/on-demand.ts';
import { EmojiList } from './emoji-list.ts';

/**
 * The emoji that there are, fetched once. Rejects where they cannot be had; whoever asks next asks for them again.
 * For the first `:` and the first press of the picker: it is heavy.
 */
export const loadEmoji: () => Promise<EmojiList> = onDemand(
  async () => new EmojiList((await import('virtual:emoji-data')).default),
);
