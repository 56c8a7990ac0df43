import type { PersonId, Seq } from '$protocol/message.ts';
import { noteRecent, recentPairs } from './recent-pairs.ts';

const key = 'lull/read';
const isPlace = (value: unknown): value is Seq => Number.isSafeInteger(value) && (value as number) >= 0;

/** How far somebody has read a room in this browser: all there is to know of a guest who has said nothing there. */
export const readPlaceIn = (room: string, you: PersonId): Seq | undefined =>
  recentPairs(key, isPlace).get(`${you} ${room}`);

export function noteReadPlace(room: string, you: PersonId, upTo: Seq): void {
  if (upTo > 0) noteRecent(key, recentPairs(key, isPlace), `${you} ${room}`, upTo);
}
