import type { PersonId, Seq } from '$protocol/message.ts';
import { noteRecent, recentPairs } from './recent-pairs.ts';

const key = 'lull/read';
/** A place, and when it was noted, in milliseconds since 1970. */
const isPlace = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{1,15} \d{1,15}$/.test(value);

/**
 * How far somebody has read a room in this browser: all there is to know of a guest who has said nothing there. Of others their Person
 * object knows better, unless it was noted within the last `withinMs`, and is on its way there.
 */
export function readPlaceIn(
  room: string,
  you: PersonId,
  withinMs = Number.POSITIVE_INFINITY,
): Seq | undefined {
  const [upTo, at] = (recentPairs(key, isPlace).get(`${you} ${room}`) ?? '').split(' ').map(Number);
  return upTo !== undefined && at !== undefined && Date.now() - at <= withinMs ? upTo : undefined;
}

export function noteReadPlace(room: string, you: PersonId, upTo: Seq): void {
  if (upTo > 0) noteRecent(key, recentPairs(key, isPlace), `${you} ${room}`, `${upTo} ${Date.now()}`);
}
