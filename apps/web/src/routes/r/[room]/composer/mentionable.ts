import { roomPath } from '$lib/room-path.ts';
import type { Person } from '$protocol/message.ts';

/** Members of a room, and those present whose name has these letters in it. Undefined where they cannot be had. */
export async function fetchMentionable(room: string, letters: string): Promise<Person[] | undefined> {
  try {
    const response = await fetch(`${roomPath(room)}/mentionable?find=${encodeURIComponent(letters)}`);
    if (!response.ok) return undefined;
    const { people }: { people: Person[] } = await response.json();
    return people;
  } catch {
    return undefined;
  }
}
