import { limits } from '../../protocol/limits.ts';
import type { Message, Seq } from '../../protocol/message.ts';
import { mentionedInSource } from '../../protocol/text/mentions.ts';

/**
 * What these messages reply to and is not among them, each once, oldest first.
 *
 * @param at finds a message by its place
 */
export function quotedBy(messages: readonly Message[], at: (seq: Seq) => Message | undefined): Message[] {
  const present = new Set(messages.map(({ seq }) => seq));
  const seqs = messages.flatMap(({ reply, deleted }) => (reply === undefined || deleted ? [] : [reply]));
  const missing = [...new Set(seqs)].filter((seq) => !present.has(seq)).sort((one, other) => one - other);
  return missing.flatMap((seq) => {
    const message = at(seq);
    return message ? [quoteOf(message)] : [];
  });
}

function quoteOf({ reactions: _, reply: __, mentions = [], ...message }: Message): Message {
  const text = beginningOf(message.text);
  const { people } = mentionedInSource(text);
  const mentioned = mentions.filter(({ id }) => people.includes(id));
  return { ...message, text, ...(mentioned.length > 0 && { mentions: mentioned }) };
}

/** Half a spoiler would hide nothing. */
function beginningOf(text: string): string {
  const letters = [...text.slice(0, limits.quotedLetters * 2 + 1)];
  if (letters.length <= limits.quotedLetters) return text;
  const cut = letters.slice(0, limits.quotedLetters).join('');
  const spoiler = cut.indexOf('||');
  return spoiler === -1 ? cut : cut.slice(0, spoiler);
}
