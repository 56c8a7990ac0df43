import type { Message, Person, PersonId } from '../../protocol/message.ts';
import { mentionedInSource } from '../../protocol/text/mentions.ts';

/** Somebody who is present in the room, as they are heard. Whoever only listens, or has left, is not. */
export type FindPresent = (id: PersonId) => Person | undefined;

/**
 * These messages with the people whom their texts mention: those whom the room knows, and those who are present. An id of
 * nobody, or of somebody in another room, is of none of these.
 *
 * @param known brings those of these people whom the room knows, under the names of today. It is asked once, if at all
 */
export function withMentioned(
  messages: readonly Message[],
  known: (ids: readonly PersonId[]) => ReadonlyMap<PersonId, Person>,
  present: FindPresent,
): Message[] {
  const mentioned = messages.map(({ text }) => mentionedInSource(text).people);
  const ids = new Set(mentioned.flat());
  if (ids.size === 0) return [...messages];
  const people = known([...ids]);
  const shown = ({ role: _, ...person }: Person): Person => person;
  return messages.map((message, i) => {
    const found = (mentioned[i] ?? []).flatMap((id) => people.get(id) ?? present(id) ?? []).map(shown);
    return found.length === 0 ? message : { ...message, mentions: found };
  });
}
