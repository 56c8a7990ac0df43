import type { Message, PersonId, Seq } from '../protocol/message.ts';
import { emojiKey } from '../protocol/reactions.ts';
import type { NotedAct, RunHistory } from './history.ts';

type Reacting = NotedAct & { t: 'react' };

export const isReaction = (act: NotedAct): act is Reacting => act.t === 'react';

/**
 * A message has exactly the reactions that its places leave, in the order of their first use; and each page shows the same. Of a
 * message that was deleted there are none.
 */
export function checkReactions({ acts, places, fresh, views }: RunHistory): string[] {
  const actOf = new Map(acts.filter(isReaction).map((act) => [keyOf(act), act]));
  const reacting = new Map<Seq, Map<string, Set<PersonId>>>();
  for (const { of, id, by } of places) {
    const act = actOf.get(keyOf({ id, by }));
    if (!act || of === null) continue;
    const ofMessage = reacting.get(of) ?? new Map<string, Set<PersonId>>();
    reacting.set(of, ofMessage);
    const people = ofMessage.get(emojiKey(act.emoji)) ?? new Set();
    if (act.on) ofMessage.set(emojiKey(act.emoji), people.add(by));
    else if (people.delete(by) && people.size === 0) ofMessage.delete(emojiKey(act.emoji));
  }
  const wrong = (who: string, message: Message) => {
    const left = message.deleted ? [] : [...(reacting.get(message.seq) ?? [])];
    const right = left.map(([emoji, people]) => `${emoji}${people.size}`).join(' ');
    const shown = (message.reactions ?? []).map(({ emoji, n }) => `${emojiKey(emoji)}${n}`).join(' ');
    const strangers = (message.reactions ?? []).flatMap(({ emoji, by }) => {
      const people = reacting.get(message.seq)?.get(emojiKey(emoji));
      return by
        .filter(({ id }) => !people?.has(id))
        .map(({ id }) => `${who} has ${id} react to ${message.seq}.`);
    });
    return shown === right
      ? strangers
      : [`${who} shows “${shown}” under message ${message.seq} instead of “${right}”.`];
  };
  return [
    ...fresh.flatMap((message) => wrong('A fresh load', message)),
    // A client of the version before knows of none.
    ...views.flatMap(({ page, isOlder, messages }) =>
      isOlder ? [] : messages.flatMap((message) => wrong(page, message)),
    ),
  ];
}

/** Whether what was reported sent can have taken no place: it was so already, or the message was not there any more. */
export function mayHaveDoneNothing(act: Reacting, { acts, places, fresh }: RunHistory): boolean {
  const message = fresh.find(({ seq }) => seq === act.message.seq);
  if (!act.on || !message || message.id !== act.message.id || message.deleted) return true;
  const stored = new Set(places.map(keyOf));
  return acts.some(
    (other) =>
      isReaction(other) &&
      other.on &&
      other.by === act.by &&
      other.message.id === act.message.id &&
      emojiKey(other.emoji) === emojiKey(act.emoji) &&
      stored.has(keyOf(other)),
  );
}

// Ids are unique for a person, not in a room.
const keyOf = ({ id, by }: { id: string; by: string }): string => `${by}/${id}`;
