const most = 50;

/** What this browser noted last of its rooms, by their addresses; nothing on a server, and nothing of what somebody else wrote there. */
export function recentPairs<T>(key: string, isValue: (value: unknown) => value is T): Map<string, T> {
  const isPair = (pair: unknown): pair is [string, T] =>
    Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string' && isValue(pair[1]);
  try {
    const read: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Map(Array.isArray(read) ? read.filter(isPair) : []);
  } catch {
    return new Map();
  }
}

/** Keeps a value as the latest; without one, forgets it. What a browser does not take is not kept. */
export function noteRecent<T>(key: string, pairs: Map<string, T>, room: string, value: T | undefined): void {
  if (pairs.get(room) === value) return;
  pairs.delete(room);
  const all = value === undefined ? [...pairs] : [...pairs, [room, value]];
  try {
    localStorage.setItem(key, JSON.stringify(all.slice(-most)));
  } catch {
    // Storage is full, or not for this page.
  }
}
