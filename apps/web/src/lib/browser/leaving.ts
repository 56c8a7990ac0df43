import type { PersonId } from '$protocol/message.ts';

const key = 'leaving';

/** To be called as somebody signs out here, or asks for the last time to be forgotten. The next page is told. */
export function noteLeaving(person: PersonId): void {
  try {
    sessionStorage.setItem(key, person);
  } catch {
    // A browser that stores nothing has nothing to forget.
  }
}

/**
 * To be called by every page that is loaded, with who sits here now: when somebody has left, what this browser still
 * kept of them goes too, what they had begun to write and what was not sent yet. Only after they left here, never for a
 * link to the page that says so.
 */
export async function clearIfLeft(now: PersonId | undefined): Promise<void> {
  try {
    const person = sessionStorage.getItem(key);
    if (person === null) return;
    sessionStorage.removeItem(key);
    if (person === now) return;
    for (const storage of [sessionStorage, localStorage]) clear(storage, person);
    const { Database } = await import('./database.ts');
    await new Database().write(async (transaction) => {
      let row = await transaction.objectStore('outbox').openCursor();
      for (; row; row = await row.continue()) if (row.value['by'] === person) await row.delete();
    });
  } catch {
    // Nothing is stored here, or nothing of it can be reached.
  }
}

// All but what others, who keep their names with passkeys, have begun to write here: see drafts.ts.
function clear(storage: Storage, person: PersonId): void {
  for (const item of Object.keys(storage)) {
    const [, owner] = /^(?:draft|edit)\/[^/]+\/([^/]+)$/.exec(item) ?? [];
    if (owner === undefined || owner === person) storage.removeItem(item);
  }
}
