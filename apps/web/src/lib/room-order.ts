import type { RoomReadState } from '$protocol/read-state.ts';

/**
 * Rooms in the order in which they stand beside the one that is open: those in which something is meant for whoever looks, those in
 * which something is unread, those that are awake; and among equals as they came.
 *
 * @param unreadIn undefined where nothing waits
 */
export function inOrder(
  rooms: readonly string[],
  unreadIn: (room: string) => Pick<RoomReadState, 'meant'> | undefined,
  isAwake: (room: string) => boolean,
): string[] {
  const rankOf = (room: string) => {
    const unread = unreadIn(room);
    return (unread ? 2 : 0) + (unread?.meant ? 2 : 0) + (isAwake(room) ? 1 : 0);
  };
  return rooms.toSorted((one, other) => rankOf(other) - rankOf(one));
}
