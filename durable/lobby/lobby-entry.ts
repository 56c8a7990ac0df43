import type { Message, Person } from '../../protocol/message.ts';
import { hiddenWords, type LastWords, type ListedRoom } from '../../protocol/rooms.ts';
import { parseText } from '../../protocol/text/parse-text.ts';
import { plainText } from '../../protocol/text/plain-text.ts';
import type { Room } from '../room/room.ts';
import { firstLetters } from './first-letters.ts';

/** Whoever said something within so long before the last word is talking. */
const talkMs = 15 * 60 * 1000;
const latestMessages = 20;
const mostTalking = 3;
const mostNameBytes = 48;
const mostWords = 120;
const mostWordsBytes = 360;
/** In a mention, of somebody who had themselves forgotten. */
const nobody = '…';

/** What the lobby says of a room, and the message whose words it repeats. */
export type LobbyEntry = Omit<ListedRoom, 'room'> & { of?: Message };

/** @param here how many people are present */
export function lobbyEntryOf({ settings, history }: Room, here: number, withWords: boolean): LobbyEntry {
  const { title, topic } = settings;
  const latest = history.before(history.head() + 1, latestMessages).reverse();
  const last = latest[0];
  if (!last) return { title, topic, here };
  const entry = { title, topic, at: last.at, here, talking: talkingIn(latest, last.at) };
  return withWords && standsAsSaid(last) ? { ...entry, words: lastWordsOf(last), of: last } : entry;
}

/** Words that were changed or taken away are nothing to repeat elsewhere. */
export function standsAsSaid(message: Message | undefined): boolean {
  return message !== undefined && !message.deleted && message.editedAt === undefined && !message.by.left;
}

function talkingIn(latest: readonly Message[], at: number): Person[] {
  const talk = latest.filter((one) => !one.deleted && !one.by.left && at - one.at < talkMs);
  const people = new Map(talk.map(({ by }) => [by.id, by]));
  return [...people.values()].slice(0, mostTalking).map(({ id, name, kind, face }) => {
    return { id, name: firstLetters(name, mostNameBytes), kind, ...(face === undefined ? {} : { face }) };
  });
}

/** A message in one line, without markup, and with nothing shown that its author hid. */
export function lastWordsOf({ by, text, mentions = [] }: Message): LastWords {
  const names = new Map(mentions.map(({ id, name, left }) => [id, left ? nobody : name]));
  const read = parseText(text);
  const plain = plainText(read, { nameOf: (id) => names.get(id), spoiler: hiddenWords });
  const line = plain.replace(/\s+/g, ' ').trim();
  return {
    by: firstLetters(by.name, mostNameBytes),
    text: firstLetters(line, mostWordsBytes, mostWords),
    ...(read.isAction ? { acts: true as const } : {}),
  };
}
