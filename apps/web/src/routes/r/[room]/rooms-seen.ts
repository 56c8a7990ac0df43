import { knownTimes } from '$lib/browser/known-times.ts';
import { agoOf } from '$lib/dates.ts';
import type { Reader } from '$lib/reader.ts';
import { lightsOutMs } from './room-context.svelte.ts';

/** How it was in a room when this browser saw it last: when the newest words were said, and whether it is still awake for all we know. */
export type RoomSeen = { at: number; ago: string; isAwake: boolean };

export function roomsSeen(now: number, reader: Reader): Map<string, RoomSeen> {
  const seen = ([room, at]: [string, number]): [string, RoomSeen] => [
    room,
    { at, ago: agoOf(at, now, reader), isAwake: now - at < lightsOutMs },
  ];
  return new Map([...knownTimes()].map(seen));
}
