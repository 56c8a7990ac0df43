import type { PersonId } from '$protocol/message.ts';

const key = 'forgetting';

/** To be called as somebody asks for the last time to be forgotten. Whether they were, the next page is told. */
export function noteForgetting(person: PersonId): void {
  try {
    sessionStorage.setItem(key, person);
  } catch {
    // A browser that stores nothing has nothing to forget.
  }
}

/**
 * To be called by the page that says somebody was forgotten: what this browser still kept of them goes too, what they
 * had begun to write and what was not sent yet. Only after they asked for it here, never for a link to that page.
 */
export async function forgetIfNoted(): Promise<void> {
  try {
    const person = sessionStorage.getItem(key);
    if (person === null) return;
    sessionStorage.clear();
    localStorage.clear();
    const { Database } = await import('./database.ts');
    await new Database().write(async (transaction) => {
      let row = await transaction.objectStore('outbox').openCursor();
      for (; row; row = await row.continue()) if (row.value['by'] === person) await row.delete();
    });
  } catch {
    // Nothing is stored here, or nothing of it can be reached.
  }
}
