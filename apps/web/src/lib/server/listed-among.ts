import type { RequestEvent } from '@sveltejs/kit';
import type { KnownListed } from '$protocol/rooms.ts';
import { roomsOf } from './rooms.ts';
import { shownWords } from './shown-room.ts';

/** What the lobby knows of these rooms, as it is read; nothing where it does not answer. */
export async function listedAmong(event: RequestEvent, rooms: string[]): Promise<KnownListed[]> {
  const listed = await roomsOf(event)
    .listedAmong(rooms)
    .catch(() => []);
  return listed.map(({ words, ...one }) => ({ ...one, ...shownWords(words) }));
}
