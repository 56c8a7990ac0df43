import { knownTimes } from '$lib/browser/known-times.ts';
import { agoOf } from '$lib/dates.ts';
import type { Reader } from '$lib/reader.ts';

/** When the newest words were said that this browser saw in a room. */
export type RoomSeen = { at: number; ago: string };

export function roomsSeen(now: number, reader: Reader): Map<string, RoomSeen> {
  const seen = ([room, at]: [string, number]): [string, RoomSeen] => [
    room,
    { at, ago: agoOf(at, now, reader) },
  ];
  return new Map([...knownTimes()].map(seen));
}
