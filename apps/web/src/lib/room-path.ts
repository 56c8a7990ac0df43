/** Where a room's page is. Its socket is below that. */
export function roomPath(room: string): string {
  return `/r/${encodeURIComponent(room)}`;
}
