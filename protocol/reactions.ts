import { limits } from './limits.ts';
import { type Message, type Person, type PersonId, type Reaction, type Seq, versionOf } from './message.ts';

/** That somebody reacts to a message with an emoji, or no longer does. */
export type Toggle<By = Person> = { by: By; emoji: string; on: boolean };

/** A reaction, as `Reaction`, with those who are named in a shape of one's own. */
export type ReactionOf<By> = Omit<Reaction, 'by'> & { by: By[] };

/**
 * The reactions of a message after a toggle that changes something: only the room knows whether one does, since who reacts need
 * not be named. Rooms and clients compute it alike.
 * @param you is named, however many are named before
 */
export function toggled<By extends { id: PersonId }>(
  reactions: readonly ReactionOf<By>[],
  { by: person, emoji, on }: Toggle<By>,
  you?: PersonId,
): ReactionOf<By>[] {
  const isMeant = (one: ReactionOf<By>) => isSameEmoji(one.emoji, emoji);
  if (on && !reactions.some(isMeant)) return [...reactions, { emoji, n: 1, by: [person] }];
  return reactions.flatMap((one) => {
    if (!isMeant(one)) return one;
    const others = one.by.filter(({ id }) => id !== person.id);
    if (!on) return one.n > 1 ? { ...one, n: one.n - 1, by: others } : [];
    // By how many there are, and not by how many are named: that differs with who looks.
    const isNamed = one.n < limits.reactorsNamed || person.id === you;
    return { ...one, n: one.n + 1, by: isNamed ? [...others, person] : others };
  });
}

/** The message after a toggle that took that place; as it is, when it has seen that one already. */
export function reactedBy(message: Message, toggle: Toggle & { seq: Seq }, you?: PersonId): Message {
  if (toggle.seq <= versionOf(message)) return message;
  const { role: _, ...by } = toggle.by;
  return withReactions(
    { ...message, changed: toggle.seq },
    toggled(message.reactions ?? [], { ...toggle, by }, you),
  );
}

/** A message without reactions has no list of them. */
export function withReactions({ reactions: _, ...message }: Message, reactions: Reaction[]): Message {
  return reactions.length === 0 ? message : { ...message, reactions };
}

/** The one with that emoji, however it is spelled. */
export const reactionWith = (
  reactions: readonly Reaction[] | undefined,
  emoji: string,
): Reaction | undefined => reactions?.find((one) => isSameEmoji(one.emoji, emoji));

/** Whether somebody is one of those who react so; to be asked of whoever looks, who is named wherever they are. */
export const isReactedBy = (reaction: Reaction | undefined, person: PersonId | undefined): boolean =>
  reaction?.by.some(({ id }) => id === person) ?? false;

/** Two spellings of one emoji, with and without the invisible mark that asks for its picture. */
export const isSameEmoji = (one: string, other: string): boolean => emojiKey(one) === emojiKey(other);

/** By which an emoji is known, however it was spelled. */
export const emojiKey = (emoji: string): string => emoji.replaceAll('\ufe0f', '');
