import type { Message, Seq } from '../../protocol/message.ts';
import { beginningOf } from '../../protocol/text/beginning.ts';
import { mentionedInSource } from '../../protocol/text/mentions.ts';

/**
 * What these messages reply to and is not among them, each once, oldest first.
 *
 * @param at finds a message by its place
 */
export function quotedBy(messages: readonly Message[], at: (seq: Seq) => Message | undefined): Message[] {
  const present = new Set(messages.map(({ seq }) => seq));
  const seqs = messages.flatMap(({ reply }) => (reply === undefined ? [] : [reply]));
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
