import type { Message } from '$protocol/message.ts';
import { mentionedInSource, withMentions } from '$protocol/text/mentions.ts';
import { tidyText } from '$protocol/words.ts';

/** Whether the room made this message of what was typed, with a mention in place of each name. */
export function isStoredAs(
  typed: string,
  { text, mentions = [] }: Pick<Message, 'text' | 'mentions'>,
): boolean {
  const tidied = tidyText(typed);
  if ('refused' in tidied) return false;
  return tidied.text === text || withMentions(tidied.text, mentions, mentionedInSource(text).here) === text;
}
