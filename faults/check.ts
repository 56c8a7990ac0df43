import { isInList, type Message, type MessageRef, type Seq } from '../protocol/message.ts';
import { checkMentions } from './check-mentions.ts';
import { checkPins } from './check-pins.ts';
import { checkReactions, isReaction, mayHaveDoneNothing } from './check-reactions.ts';
import { checkReplies } from './check-replies.ts';
import { checkThreads } from './check-threads.ts';
import type { NotedAct, RunHistory, State, StoredPlace } from './history.ts';

/** What did not hold, each in a sentence. None, if the room kept its promises. */
export function check(history: RunHistory): string[] {
  return [
    ...everySentActIsThereOnce(history),
    ...nothingIsThereThatNobodyDid(history),
    ...failuresHaveTheirReason(history),
    ...everyPageKeepsItsOrder(history),
    ...thePlacesHaveNeitherHoleNorRepeat(history),
    ...theFreshLoadIsWhatWasDone(history),
    ...everyViewIsTheFreshLoad(history),
    ...whatWasToldWasSo(history),
    ...checkMentions(history),
    ...checkReactions(history),
    ...checkReplies(history),
    ...checkPins(history),
    ...checkThreads(history),
  ];
}

function everySentActIsThereOnce(history: RunHistory): string[] {
  const { acts, places, mayBeLost } = history;
  const timesStored = tally(places.map(keyOf));
  const textsOfMessages = textsEver(acts, places);
  return acts.flatMap((act) => {
    const times = timesStored.get(keyOf(act)) ?? 0;
    if (times > 1) return [`${nameOf(act)} is in the room ${times} times.`];
    if (act.outcome.is === 'pending') return [`${nameOf(act)} is still unsent although all is quiet.`];
    if (act.outcome.is === 'failed' && times > 0)
      return [`${nameOf(act)} was refused, and yet is in the room.`];
    if (act.outcome.is !== 'sent' || times === 1 || mayBeLost.has(act.id)) return [];
    if (act.t === 'react') {
      return mayHaveDoneNothing(act, history)
        ? []
        : [`${nameOf(act)} was reported sent, and is not in the room.`];
    }
    // An edit to the words that stand there already, or a second deletion, takes no place.
    const changedNothing = act.t !== 'say' && textsOfMessages.get(act.message.seq)?.has(textAfter(act));
    return changedNothing ? [] : [`${nameOf(act)} was reported sent, and is not in the room.`];
  });
}

function nothingIsThereThatNobodyDid({ acts, places, fresh }: RunHistory): string[] {
  const done = new Set(acts.map(keyOf));
  const strangers = places.filter((place) => !done.has(keyOf(place)));
  const said = new Set(acts.flatMap((act) => (act.t === 'say' ? [keyOf(act)] : [])));
  return [
    ...strangers.map(({ seq, id }) => `StoredPlace ${seq} holds ${id}, which nobody did.`),
    ...fresh
      .filter(({ id, by }) => !said.has(keyOf({ id, by: by.id })))
      .map(({ seq, id }) => `Message ${seq} (${id}) was said by nobody.`),
  ];
}

// Only two things can be wrong with what these people do: they change what they have deleted, perhaps on another
// page, whose deletion may get there first; or what is not there any more since the room was restored.
function failuresHaveTheirReason({ acts, places, mayBeLost }: RunHistory): string[] {
  const there = new Set(places.map(({ id }) => id));
  return acts.flatMap((act, i) => {
    if (act.outcome.is !== 'failed') return [];
    const { reason } = act.outcome;
    const isElsewhere = (ref: MessageRef | undefined) => ref && places[ref.seq - 1]?.id !== ref.id;
    const isLost =
      act.t === 'say'
        ? // Of somebody else's message it is not known whether they heard of it. Said again, it stands elsewhere.
          isElsewhere(act.reply) || isElsewhere(act.inThread)
        : mayBeLost.has(act.message.id) && !there.has(act.message.id);
    if (reason === 'no-such-message' && isLost) return [];
    const of = act.t === 'edit' ? act.message : act.t === 'say' ? act.inThread : undefined;
    const isDeleted = acts.some(
      (other, j) => other.t === 'delete' && other.message.id === of?.id && (j < i || other.page !== act.page),
    );
    return reason === 'deleted' && isDeleted
      ? []
      : [`${nameOf(act)} was refused as “${reason}” without a reason.`];
  });
}

function everyPageKeepsItsOrder({ acts, places }: RunHistory): string[] {
  const seqs = new Map(places.map((place) => [keyOf(place), place.seq]));
  const newest = new Map<string, { act: NotedAct; seq: Seq }>();
  return acts.flatMap((act) => {
    const seq = seqs.get(keyOf(act));
    // A page of the version before leaves reactions to another.
    const line = `${act.page} ${isReaction(act)}`;
    const before = newest.get(line);
    if (seq === undefined) return [];
    if (!before || before.seq < seq) newest.set(line, { act, seq });
    if (!before || before.seq < seq) return [];
    return [
      `${nameOf(act)} stands at ${seq}, before ${nameOf(before.act)} at ${before.seq}, which was done earlier${act.isSentTwice ? ', and was sent twice' : ''}.`,
    ];
  });
}

function thePlacesHaveNeitherHoleNorRepeat({ places }: RunHistory): string[] {
  return places.flatMap(({ seq, id }, i) => {
    const expected = (places[i - 1]?.seq ?? 0) + 1;
    if (seq === expected) return [];
    return [
      seq < expected
        ? `StoredPlace ${seq} was given out twice, to ${id} too.`
        : `Nothing stands at ${expected}.`,
    ];
  });
}

/** The last change of each message that is stored says how it stands. */
function theFreshLoadIsWhatWasDone({ acts, places, fresh }: RunHistory): string[] {
  const actOf = new Map(acts.map((act) => [keyOf(act), act]));
  const last = new Map<Seq, StoredPlace>();
  const lastOfAll = new Map<Seq, StoredPlace>();
  for (const place of places) {
    const act = actOf.get(keyOf(place));
    lastOfAll.set(place.of ?? place.seq, place);
    if (!act || !isReaction(act)) last.set(place.of ?? place.seq, place);
  }
  const wrong = fresh.flatMap((message) => {
    const place = last.get(message.seq);
    last.delete(message.seq);
    if (!place) return [`Message ${message.seq} is shown, and is not stored.`];
    const act = actOf.get(keyOf(place));
    const text = act ? textAfter(act) : undefined;
    const version = message.changed ?? message.seq;
    const latest = lastOfAll.get(message.seq)?.seq;
    if (version !== latest)
      return [`Message ${message.seq} is shown as of ${version}, and was last changed at ${latest}.`];
    const isRight =
      text === undefined ? message.deleted === true && message.text === '' : message.text === text;
    return isRight
      ? []
      : [`Message ${message.seq} reads ${quoted(message.text)} instead of ${quoted(text ?? '')}.`];
  });
  return [...wrong, ...[...last.keys()].map((seq) => `Message ${seq} is stored, and is not shown.`)];
}

function everyViewIsTheFreshLoad({ views, fresh }: RunHistory): string[] {
  const list = fresh.filter(isInList);
  // To a client of the version before what is said in a thread is a change of the message that it hangs on.
  const threads = new Set(list.flatMap(({ seq, thread }) => (thread ? [seq] : [])));
  const withoutThreads = ({ changed, ...message }: Message): Message =>
    threads.has(message.seq) || changed === undefined ? message : { ...message, changed };
  return views.flatMap(({ page, isOlder, messages }) => {
    const stateOf = (message: Message) => wholeOf(isOlder ? withoutThreads(message) : message);
    const right = list.map(stateOf);
    const shown = messages.map(stateOf);
    const at = right.findIndex((state, i) => state !== shown[i]);
    if (at === -1 && shown.length === right.length) return [];
    const first = at === -1 ? right.length : at;
    return [
      `${page} shows ${shown[first] ?? 'nothing'} where a fresh load shows ${right[first] ?? 'nothing'}.`,
    ];
  });
}

/** Whatever any page was ever told is there now, unless it has been changed since. */
function whatWasToldWasSo({ told, fresh, places, acts }: RunHistory): string[] {
  const actOf = new Map(acts.map((act) => [keyOf(act), act]));
  const now = new Map(fresh.map((message) => [message.seq, message]));
  const seen = new Map<string, string>();
  return told.flatMap((message) => {
    const version = message.changed ?? message.seq;
    const key = `${message.seq} as of ${version}`;
    const before = seen.get(key) ?? stateOf(message);
    seen.set(key, before);
    if (before !== stateOf(message))
      return [`Two pages were told of ${key} as ${before} and as ${stateOf(message)}.`];
    const end = now.get(message.seq);
    if (!end || end.id !== message.id)
      return [`A page was told of ${stateOf(message)}, which is not in the room.`];
    const place = places[version - 1];
    if (place && changedAt(place, places, actOf.get(keyOf(place))).includes(message.seq)) return [];
    return [`A page was told of a change of ${message.seq} at ${version}, where there is none.`];
  });
}

/** Which messages changed at a place by the word of any version: with a reply in a thread that comes or goes, what that hangs on. */
function changedAt(place: StoredPlace, places: readonly StoredPlace[], act: NotedAct | undefined): Seq[] {
  const message = place.of ?? place.seq;
  const root = places[message - 1]?.root;
  const counts = act?.t === 'say' || act?.t === 'delete';
  return root != null && counts ? [message, root] : [message];
}

/** The words of each message at any time, by its seq; undefined among them once it was deleted. */
function textsEver(
  acts: readonly NotedAct[],
  places: readonly StoredPlace[],
): Map<Seq, Set<string | undefined>> {
  const actOf = new Map(acts.map((act) => [keyOf(act), act]));
  const texts = new Map<Seq, Set<string | undefined>>();
  for (const place of places) {
    const act = actOf.get(keyOf(place));
    if (act && isReaction(act)) continue;
    const message = place.of ?? place.seq;
    texts.set(message, (texts.get(message) ?? new Set()).add(act && textAfter(act)));
  }
  return texts;
}

function textAfter(act: NotedAct): string | undefined {
  return 'text' in act ? act.text : undefined;
}

// Ids are unique for a person, not in a room.
function keyOf({ id, by }: { id: string; by: string }): string {
  return `${by}/${id}`;
}

function nameOf(act: NotedAct): string {
  const to = 'text' in act ? ` ${quoted(act.text)}` : act.t === 'react' ? ` ${act.emoji} ${act.on}` : '';
  const what = act.t === 'say' ? to.trim() : `of ${act.message.seq}${to}`;
  return `The ${act.t} ${what} by ${act.page} (${act.id})`;
}

function quoted(text: string): string {
  return text.length > 40 ? `“${text.slice(0, 40)}…”` : `“${text}”`;
}

function wholeOf({ seq, id, by, text, at, changed, editedAt, deleted }: Message): string {
  return JSON.stringify({ seq, id, by: by.id, text, at, changed, editedAt, deleted });
}

function stateOf({ seq, id, text, changed, deleted }: State): string {
  return JSON.stringify({ seq, id, text, changed, deleted });
}

function tally(keys: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return times;
}
