/** How a room's address reads as a title: saturday-bench → Saturday bench. */
export function roomTitle(name: string): string {
  const spaced = name.replaceAll('-', ' ');
  const [first = ''] = spaced;
  return first.toUpperCase() + spaced.slice(first.length);
}
