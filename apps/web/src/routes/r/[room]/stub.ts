import { nameAtStart, nameOf } from '$lib/person-name.ts';
import type { Line } from '$lib/transcript.ts';
import { words } from '$lib/words/words.ts';
import type { Person } from '$protocol/message.ts';

/** What stands in the place of words that are gone. */
export function stubOf({ removedBy }: Line, author: Person, you: Person | undefined): string {
  if (!removedBy) return words.message.deleted;
  const by = removedBy.id === you?.id ? words.room.you : nameAtStart(removedBy);
  return author.id === you?.id ? words.message.removedYours(by) : words.message.removed(by, nameOf(author));
}
