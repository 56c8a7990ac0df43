import type { RoomReadState } from '$protocol/read-state.ts';

/** What the order of rooms goes by. */
export type RoomsKnown = {
  /** The room that is open, which stands before others without a place. */
  current?: string | undefined;
  placeOf(room: string): number | undefined;
  /** Undefined where nothing waits. */
  unreadIn(room: string): Pick<RoomReadState, 'meant'> | undefined;
  isAwake(room: string): boolean;
  /** What is new in it does not move it. */
  isMuted(room: string): boolean;
  /** When somebody spoke there last, in milliseconds since 1970, as far as it is known. */
  lastAt(room: string): number | undefined;
};

/**
 * Rooms in the order in which they stand beside the one that is open: those that were put in an order, in that; then the one that is open, those in which something is meant for whoever looks, those in
 * which something is unread, those that are awake; among equals where somebody spoke last; and else as they came.
 */
export function inOrder(rooms: readonly string[], known: RoomsKnown): string[] {
  const rankOf = (room: string) => {
    const unread = known.unreadIn(room);
    return (
      (room === known.current ? 8 : 0) +
      (unread ? 2 : 0) +
      (unread?.meant ? 2 : 0) +
      (known.isAwake(room) && !known.isMuted(room) ? 1 : 0)
    );
  };
  const placeOf = (room: string) => known.placeOf(room) ?? Number.MAX_SAFE_INTEGER;
  const lastAt = (room: string) => (known.isMuted(room) ? 0 : (known.lastAt(room) ?? 0));
  return rooms.toSorted(
    (one, other) =>
      placeOf(one) - placeOf(other) || rankOf(other) - rankOf(one) || lastAt(other) - lastAt(one),
  );
}

/**
 * The order that rooms have once one of them was put somewhere else: all that stand above it stay where they are seen, and so do those
 * that had a place.
 *
 * @param rooms as they stand
 * @param placed how many of them, from the first, have a place
 * @param to where it stands from now on, from 0
 */
export function orderWith(rooms: readonly string[], placed: number, room: string, to: number): string[] {
  const from = rooms.indexOf(room);
  const moved = rooms.toSpliced(from, 1).toSpliced(to, 0, room);
  return moved.slice(0, Math.max(to + 1, from < placed ? placed : placed + 1));
}
