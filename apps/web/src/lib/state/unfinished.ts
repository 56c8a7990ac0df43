import { createContext } from 'svelte';
import type { RoomBeginning, RoomState } from './room.svelte.ts';

/**
 * Rooms that were left while something in them was unsent. A browser without storage for us, or without space,
 * keeps it nowhere else; so it outlives at least a look into another room, or being asked for one's name again.
 */
export class Unfinished {
  readonly #rooms = new Map<string, RoomState>();

  /** The room as it was left, if something waits in it, for whoever sits here now. */
  find({ room, you, paged }: RoomBeginning): RoomState | undefined {
    if (!you || paged) return undefined;
    const left = this.#rooms.get(room);
    if (left && left.you?.id !== you.id) left.become(you);
    return left;
  }

  /** To be called in an effect: for as long as something waits in the room, it can be found again. */
  keep(name: string, room: RoomState): void {
    // A page that only reads knows nothing of what another one has.
    if (!room.follows) return;
    if (room.unsent.length > 0) this.#rooms.set(name, room);
    else this.#rooms.delete(name);
  }

  /** Whether closing the tab would lose words of a room other than this one. */
  isAtRiskBeside(name: string): boolean {
    return [...this.#rooms].some(([other, room]) => other !== name && room.isAtRisk);
  }
}

export const [unfinished, keepUnfinished] = createContext<Unfinished>();
