import type { Message, Person, PersonId, Thread } from '../../protocol/message.ts';
import type { ReactionOf } from '../../protocol/reactions.ts';
import { mentionedInSource } from '../../protocol/text/mentions.ts';

/** Somebody who is present in the room, as they are heard. Whoever only listens, or has left, is not. */
export type FindPresent = (id: PersonId) => Person | undefined;

/** A reaction as it is stored: with those who are named by their ids. */
export type StoredReaction = ReactionOf<{ id: PersonId }>;
/** A thread as it is stored, in the same way. */
export type StoredThread = Omit<Thread, 'by'> & { by: { id: PersonId }[] };
export type StoredMessage = Omit<Message, 'mentions' | 'reactions' | 'thread'> & {
  reactions?: StoredReaction[];
  thread?: StoredThread;
};

/**
 * These messages with the people whom their texts mention, who react to them, and who spoke in their threads: those whom the room knows, and those who are
 * present. An id of nobody, or of somebody in another room, is of none of these.
 *
 * @param known brings those of these people whom the room knows, under the names of today. It is asked once, if at all
 */
export function withPeople(
  messages: readonly StoredMessage[],
  known: (ids: readonly PersonId[]) => ReadonlyMap<PersonId, Person>,
  present: FindPresent,
): Message[] {
  const mentioned = messages.map(({ text }) => mentionedInSource(text).people);
  const reacting = messages.flatMap(({ reactions = [] }) =>
    reactions.flatMap(({ by }) => by.map(({ id }) => id)),
  );
  const answering = messages.flatMap(({ thread }) => (thread?.by ?? []).map(({ id }) => id));
  const ids = new Set([...mentioned.flat(), ...reacting, ...answering]);
  // Most messages: nobody is named in them.
  if (ids.size === 0) return [...messages] as Message[];
  const people = known([...ids]);
  const found = (wanted: readonly PersonId[]) =>
    wanted
      .flatMap((id) => people.get(id) ?? present(id) ?? [])
      .map(({ role: _, ...person }): Person => person);
  return messages.map(({ reactions, thread, ...message }, i) => {
    const mentions = found(mentioned[i] ?? []);
    const named = reactions?.map((one) => ({ ...one, by: found(one.by.map(({ id }) => id)) }));
    return {
      ...message,
      ...(mentions.length > 0 && { mentions }),
      ...(named && { reactions: named }),
      ...(thread && { thread: { ...thread, by: found(thread.by.map(({ id }) => id)) } }),
    };
  });
}
