import type { PersonId } from '$protocol/message.ts';

const key = 'leaving';
/** By which one tab tells the others. */
const leftKey = 'lull/left';

/** To be called as somebody signs out here, or asks for the last time to be forgotten. The next page is told. */
export function noteLeaving(person: PersonId): void {
  try {
    sessionStorage.setItem(key, person);
  } catch {
    // A browser that stores nothing has nothing to forget.
  }
}

/**
 * To be called by every page that knows who sits here now, or that nobody does: when somebody has left, what this browser
 * still kept of them goes too, what they had begun to write and what was not sent yet. Only after they left here, never
 * for a link to the page that says so.
 */
export async function clearIfLeft(now: PersonId | undefined): Promise<void> {
  try {
    const person = sessionStorage.getItem(key);
    if (person === null) return;
    if (person === now) return sessionStorage.removeItem(key);
    for (const storage of [sessionStorage, localStorage]) clear(storage, person);
    localStorage.setItem(leftKey, person);
    localStorage.removeItem(leftKey);
    const { Database } = await import('./database.ts');
    await new Database().write(async (transaction) => {
      let row = await transaction.objectStore('outbox').openCursor();
      for (; row; row = await row.continue()) if (row.value['by'] === person) await row.delete();
    });
    // Last: a page that was left in the midst of this leaves it to the next one.
    sessionStorage.removeItem(key);
  } catch {
    // Nothing is stored here, or nothing of it can be reached.
  }
}

/**
 * Calls back when this person has left in another tab; returns how to stop. Not by a channel: a page with an open one may
 * not be kept by its browser.
 */
export function watchLeaving(person: PersonId, left: () => void): () => void {
  const off = new AbortController();
  addEventListener('storage', ({ key, newValue }) => key === leftKey && newValue === person && left(), off);
  return () => off.abort();
}

// All but what others, who keep their names with passkeys, have begun to write here: see drafts.ts.
function clear(storage: Storage, person: PersonId): void {
  for (const item of Object.keys(storage)) {
    const [, owner] = /^(?:draft|edit)\/.+\/([^/]+)$/.exec(item) ?? [];
    if (item !== key && (owner === undefined || owner === person)) storage.removeItem(item);
  }
}
