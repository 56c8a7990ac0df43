import { personPath } from '$lib/room-path.ts';
import type { PersonId } from '$protocol/message.ts';
import type { Role } from '$protocol/roles.ts';

/** What a room knows of somebody. `since`: when they got their role. `here`: as far as that was asked. */
export type PersonFacts = { role: Role; since?: number; here?: boolean };

/** Undefined where it cannot be had. @param find their name, where it is to be looked up whether they are here */
export async function fetchFacts(
  room: string,
  id: PersonId,
  find: string | undefined,
): Promise<PersonFacts | undefined> {
  const query = find === undefined ? '' : `?find=${encodeURIComponent(find)}`;
  try {
    const response = await fetch(`${personPath(room, id)}/card${query}`);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
