const key = 'lull/times';
const most = 50;
const isTime = (pair: unknown): pair is [string, number] =>
  Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string' && Number.isSafeInteger(pair[1]);

/** When the newest words were said that this browser saw in its rooms, by their addresses. On a server nothing is known. */
export function knownTimes(): Map<string, number> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Map(Array.isArray(read) ? read.filter(isTime) : []);
  } catch {
    return new Map();
  }
}

/** Notes, as a room is left, when its newest words were said. */
export function noteAsLeft(room: string, newest: () => number | undefined): () => void {
  const note = () => noteTime(room, newest());
  addEventListener('pagehide', note);
  return () => {
    removeEventListener('pagehide', note);
    note();
  };
}

export function noteTime(room: string, at: number | undefined): void {
  const times = knownTimes();
  if (at === undefined || times.get(room) === at) return;
  times.delete(room);
  try {
    localStorage.setItem(key, JSON.stringify([...[...times].slice(-(most - 1)), [room, at]]));
  } catch {
    // Then no time is shown.
  }
}
