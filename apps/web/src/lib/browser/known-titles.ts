import * as v from 'valibot';

const key = 'lull/titles';
const most = 50;
const Titles = v.array(v.tuple([v.string(), v.string()]));

/** What the rooms that this browser was in were called last, by their addresses. On a server nothing is known. */
export function knownTitles(): Map<string, string> {
  try {
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Titles), localStorage.getItem(key));
    return new Map(read.success ? read.output : []);
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
