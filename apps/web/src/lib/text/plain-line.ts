import { nameOf } from '$lib/person-name.ts';
import { textWords } from '$lib/words/en/text.ts';
import type { Message } from '$protocol/message.ts';
import { parseText } from '$protocol/text/parse-text.ts';
import { plainText } from '$protocol/text/plain-text.ts';

/** A message as one line of words, without markup, with the names it came with; what a spoiler hides stays hidden. */
export function plainLine({ text, mentions = [] }: Pick<Message, 'text' | 'mentions'>): string {
  const nameOfId = (id: string) => {
    const mentioned = mentions.find((person) => person.id === id);
    return mentioned && nameOf(mentioned);
  };
  return plainText(parseText(text), { nameOf: nameOfId, spoiler: textWords.spoiler }).replace(/\s+/g, ' ');
}
