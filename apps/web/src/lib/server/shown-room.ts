import { isAwakeAt } from '$lib/awake.ts';
import { agoOf } from '$lib/dates.ts';
import type { Reader } from '$lib/reader.ts';
import { roomTitle } from '$lib/room-title.ts';
import { lobbyDataWords } from '$lib/words/en/lobby-data.ts';
import { textWords } from '$lib/words/en/text.ts';
import type { Person } from '$protocol/message.ts';
import { hiddenWords, type LastWords, type ListedRoom } from '$protocol/rooms.ts';
import { roomNameFrom } from '$protocol/words.ts';

/** A room as a row of the lobby, made on the server so that its page need not know how. */
export type ShownRoom = {
  room: string;
  title: string;
  topic: string;
  /** Where it says more than the title. */
  address?: string;
  isAwake: boolean;
  /** How many are there, or how long ago it was awake. */
  when: string;
  /** Nobody, in a room that sleeps. */
  talking: Person[];
  /** By whom somebody is told that they talk, of whom only the faces are seen. */
  talk: string;
  words?: LastWords;
};

export function shownRoom(listed: ListedRoom, now: number, reader: Reader): ShownRoom {
  const { room, title, topic, talking = [], words } = listed;
  const isAwake = isAwakeAt(listed.at, now);
  return {
    room,
    title: title || roomTitle(room),
    topic,
    ...(title && roomNameFrom(title) !== room ? { address: room } : {}),
    isAwake,
    when: whenOf(listed, isAwake, now, reader),
    talking: isAwake ? talking : [],
    talk: isAwake && talking.length > 0 ? lobbyDataWords.talking(talking.map(({ name }) => name)) : '',
    ...shownWords(words),
  };
}

/** What was said last, as it is read; nothing where nothing of it can be. */
export function shownWords(words: LastWords | undefined): { words?: LastWords } {
  if (!words || words.text === '') return {};
  return { words: { ...words, text: words.text.replaceAll(hiddenWords, textWords.spoiler) } };
}

/** Awake rooms first, those in which something was said last before others. */
export function byLastWord(one: ListedRoom, other: ListedRoom): number {
  return (other.at ?? 0) - (one.at ?? 0);
}

function whenOf({ at, here }: ListedRoom, isAwake: boolean, now: number, reader: Reader): string {
  if (isAwake) return here ? lobbyDataWords.here(here) : lobbyDataWords.awake;
  return at === undefined ? lobbyDataWords.new : agoOf(at, now, reader);
}
