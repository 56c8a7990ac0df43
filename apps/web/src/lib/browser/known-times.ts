import { noteRecent, recentPairs } from './recent-pairs.ts';

const key = 'lull/times';
const isTime = (value: unknown): value is number => Number.isSafeInteger(value);

/** When the newest words were said that this browser saw in its rooms, by their addresses. */
export const knownTimes = (): Map<string, number> => recentPairs(key, isTime);

/** Notes, as a room is left, when its newest words were said. */
export function noteAsLeft(room: string, newest: () => number | undefined): () => void {
  const note = () => noteTime(room, newest());
  addEventListener('pagehide', note);
  return () => {
    removeEventListener('pagehide', note);
    note();
  };
}

export function noteTime(room: string, at: number | undefined): void {
  if (at !== undefined) noteRecent(key, knownTimes(), room, at);
}
