const key = 'lull/titles';
const most = 50;
// By hand: the lobby loads nothing else that could check it, and a library would be a twentieth of its script.
const isTitle = (pair: unknown): pair is [string, string] =>
  Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string');

/** What the rooms that this browser was in were called last, by their addresses. On a server nothing is known. */
export function knownTitles(): Map<string, string> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Map(Array.isArray(read) ? read.filter(isTitle) : []);
  } catch {
    return new Map();
  }
}

/** An empty title: the room goes by its address. */
export function noteTitle(room: string, title: string): void {
  const titles = knownTitles();
  if ((titles.get(room) ?? '') === title) return;
  titles.delete(room);
  const others = [...titles].slice(-(most - 1));
  try {
    localStorage.setItem(key, JSON.stringify(title === '' ? others : [...others, [room, title]]));
  } catch {
    // Then the address is shown.
  }
}
