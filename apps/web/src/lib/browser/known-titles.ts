import { noteRecent, recentPairs } from './recent-pairs.ts';

const key = 'lull/titles';
const isTitle = (value: unknown): value is string => typeof value === 'string';

/** What the rooms that this browser was in were called last, by their addresses. */
export const knownTitles = (): Map<string, string> => recentPairs(key, isTitle);

/** An empty title: the room goes by its address. */
export const noteTitle = (room: string, title: string): void =>
  noteRecent(key, knownTitles(), room, title === '' ? undefined : title);
