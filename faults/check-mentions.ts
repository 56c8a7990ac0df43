import type { PersonId, Seq } from '../protocol/message.ts';
import { mentionedInSource } from '../protocol/text/mentions.ts';
import type { RunHistory, State } from './history.ts';

/**
 * A message comes with exactly those whom its text mentions and the room knows, in that order, by a name that they ever had. Whom it
 * came to know later a page may lack, and a fresh load may not. Of whoever has never been there nobody knows anything.
 */
export function checkMentions({ acts, places, people, fresh, views, told }: RunHistory): string[] {
  const reactions = new Set(acts.flatMap((act) => (act.t === 'react' ? [`${act.by}/${act.id}`] : [])));
  const ofWords = places.filter(({ id, by }) => !reactions.has(`${by}/${id}`));
  // Reactions make a message no other words, and so look for nobody whom these mention.
  const versionOf = ({ seq, changed = seq }: State): Seq =>
    ofWords.findLast((place) => (place.of ?? place.seq) === seq && place.seq <= changed)?.seq ?? changed;
  const knownSince = new Map<PersonId, Seq>();
  for (const { by, seq } of places) if (!knownSince.has(by)) knownSince.set(by, seq);
  const isKnown = (id: PersonId, upTo: Seq) => {
    const since = knownSince.get(id);
    return since !== undefined && since <= upTo;
  };
  const wrong = (who: string, message: State, upTo: Seq) => {
    const shown = (message.mentions ?? []).map(({ id }) => id);
    const inText = mentionedInSource(message.text).people;
    const must = inText.filter((id) => isKnown(id, upTo));
    const may = inText.filter((id) => must.includes(id) || (id in people && shown.includes(id)));
    const strangers = (message.mentions ?? []).filter(({ id, name }) => !people[id]?.includes(name));
    const what = `message ${message.seq} as of ${versionOf(message)}`;
    return [
      ...(shown.join() === may.join()
        ? []
        : [`${who} has ${what} mention ${list(shown)} instead of ${list(may)}.`]),
      ...strangers.map(
        ({ id, name }) => `${who} has ${what} call ${id} “${name}”, as they were never called.`,
      ),
    ];
  };
  return [
    ...fresh.flatMap((message) => wrong('A fresh load', message, Number.POSITIVE_INFINITY)),
    ...told.flatMap((message) => wrong('The room', message, versionOf(message))),
    ...views.flatMap(({ page, isOlder, messages }) =>
      // A client of the version before does not know that messages mention anybody.
      isOlder ? [] : messages.flatMap((message) => wrong(page, message, versionOf(message))),
    ),
  ];
}

const list = (ids: readonly PersonId[]) => ids.join(', ') || 'nobody';
