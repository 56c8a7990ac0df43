import { nameAtStart, nameOf } from '$lib/person-name.ts';
import type { TranscriptLine } from '$lib/transcript.ts';
import { messageWords } from '$lib/words/en/message.ts';
import { roomWords } from '$lib/words/en/room.ts';
import type { Person } from '$protocol/message.ts';

/** What stands in the place of words that are gone. */
export function stubOf({ removedBy }: TranscriptLine, author: Person, you: Person | undefined): string {
  if (!removedBy) return messageWords.deleted;
  const by = removedBy.id === you?.id ? roomWords.you : nameAtStart(removedBy);
  return author.id === you?.id ? messageWords.removedYours(by) : messageWords.removed(by, nameOf(author));
}
