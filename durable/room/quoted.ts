import type { Message, Seq } from '../../protocol/message.ts';
import { beginningOf } from '../../protocol/text/beginning.ts';
import { mentionedInSource } from '../../protocol/text/mentions.ts';

/**
 * What these messages reply to, or in whose thread they stand, and is not among them, each once, oldest first.
 *
 * @param known what comes beside them
 * @param at finds a message by its place
 */
export function quotedBy(
  messages: readonly Message[],
  known: readonly Seq[],
  at: (seq: Seq) => Message | undefined,
): Message[] {
  const present = new Set([...known, ...messages.map(({ seq }) => seq)]);
  const seqs = messages.flatMap(({ reply, inThread }) =>
    [reply, inThread].filter((seq) => seq !== undefined),
  );
  const missing = [...new Set(seqs)].filter((seq) => !present.has(seq)).sort((one, other) => one - other);
  return missing.flatMap((seq) => {
    const message = at(seq);
    return message ? [quoteOf(message)] : [];
  });
}

function quoteOf({ reactions: _, reply: __, thread: ___, mentions = [], ...message }: Message): Message {
  const text = beginningOf(message.text);
  const { people } = mentionedInSource(text);
  const mentioned = mentions.filter(({ id }) => people.includes(id));
  return { ...message, text, ...(mentioned.length > 0 && { mentions: mentioned }) };
}
