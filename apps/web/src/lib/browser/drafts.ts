/** Four times what a message takes. Whoever pastes more will cut it before it is sent, and storage is small. */
const mostUnits = 16_000;

/**
 * What this tab last read or wrote, by room. It goes before what is stored, which all tabs share, and is all
 * there is where nothing can be stored.
 */
const drafts = new Map<string, string>();

/** What a person has begun to write in a room, or nothing. On a server it is always nothing. */
export function readDraft(room: string): string {
  const draft = drafts.get(room) ?? stored(room) ?? '';
  if (draft) drafts.set(room, draft);
  return draft;
}

export function keepDraft(room: string, text: string): void {
  const before = drafts.get(room);
  drafts.set(room, text);
  const kept = text !== '' && text.length <= mostUnits && store(room, text);
  // What another tab has begun since is not for this one to remove.
  if (!kept && before !== undefined && stored(room) === before) remove(room);
}

// Reading a storage that is forbidden throws, writing to one that is full as well.
function stored(room: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(room)) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(room: string, text: string): boolean {
  try {
    localStorage.setItem(keyOf(room), text);
    return true;
  } catch {
    return false;
  }
}

function remove(room: string): void {
  localStorage.removeItem(keyOf(room));
}

function keyOf(room: string): string {
  return `draft/${room}`;
}
