/** How a room's address reads as a title: saturday-bench → Saturday bench. */
export function roomTitle(name: string): string {
  const spaced = name.replaceAll('-', ' ');
  const [first = ''] = spaced;
  return first.toUpperCase() + spaced.slice(first.length);
}

/** What a room is called: what its owner calls it, or how its address reads. */
export function titleOf(room: string, { title }: { title: string }): string {
  return title || roomTitle(room);
}
