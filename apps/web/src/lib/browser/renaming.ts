import type { Person } from '$protocol/message.ts';

type Known = Pick<Person, 'id' | 'name' | 'kind' | 'face'>;

const key = 'lull/renamed';

/**
 * Tells the other tabs as whom this person is known now: by another name or face, or a guest no more. A tab that knows them so already
 * does nothing about it.
 */
export function tellRenaming({ id, name, kind, face }: Person): void {
  const known: Known = { id, name, kind, ...(face === undefined ? {} : { face }) };
  try {
    localStorage.setItem(key, JSON.stringify(known));
    localStorage.removeItem(key);
  } catch {
    // A browser that stores nothing has tabs that know nothing of each other.
  }
}

/** Calls back when another tab has told that; returns how to stop. Not by a channel: see `watchLeaving`. */
export function watchRenaming(heard: (person: Known) => void): () => void {
  const off = new AbortController();
  const read = ({ key: changed, newValue }: StorageEvent) => {
    const person = changed === key && newValue !== null ? knownIn(newValue) : undefined;
    if (person) heard(person);
  };
  addEventListener('storage', read, off);
  return () => off.abort();
}

// Another build may say something else.
function knownIn(value: string): Known | undefined {
  try {
    const { id, name, kind, face } = JSON.parse(value) ?? {};
    const isKnown = typeof id === 'string' && typeof name === 'string' && typeof kind === 'string';
    return isKnown ? ({ id, name, kind, ...(typeof face === 'string' ? { face } : {}) } as Known) : undefined;
  } catch {
    return undefined;
  }
}
