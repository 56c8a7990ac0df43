import { createContext } from 'svelte';
import type { Person } from '$protocol/message.ts';
import type { RoomBeginning, RoomState } from './room.svelte.ts';

const most = 4;

/**
 * The rooms that this tab was in last, as they were left: the words that were fetched, the place that was read. And for as
 * long as something in one is unsent that one, which a browser without storage for us, or without space, keeps nowhere else.
 */
export class KeptRooms {
  /** By their names, latest last. */
  readonly #rooms = new Map<string, RoomState>();

  /** The room as it was left, for whoever sits here now. */
  find(beginning: RoomBeginning): RoomState | undefined {
    const { room, you, paged, standing } = beginning;
    if (!you || paged) return undefined;
    const left = this.#rooms.get(room);
    if (!left) return undefined;
    const isSame = left.you?.id === you.id && standing.name === undefined && left.stopped === undefined;
    if (!isSame && left.unsent.length === 0) return undefined;
    if (left.you?.id !== you.id) left.become(you);
    left.renew(beginning);
    return left;
  }

  /**
   * The room as it was left, to be shown while the server is asked about it: if the same person was in it under a name that is
   * theirs there, and nothing has said since that it is not open to them.
   */
  shownAtOnce(name: string, you: Person | undefined): RoomState | undefined {
    const left = this.#rooms.get(name);
    return left?.speaks && left.you?.id === you?.id && left.stopped === undefined ? left : undefined;
  }

  /** The server has answered about a room that was shown before. What its own line has told is newer. */
  answered(beginning: RoomBeginning): void {
    const left = this.#rooms.get(beginning.room);
    if (left && left.connection !== 'live') left.renew(beginning);
  }

  /** To be called in an effect, by the page that shows the room. */
  keep(name: string, room: RoomState): void {
    // A page that only reads, or only listens, knows nothing of what another one has.
    if (!room.speaks) return;
    this.#rooms.delete(name);
    if (room.unsent.length > 0 || room.stopped === undefined) this.#rooms.set(name, room);
    const spare = [...this.#rooms].filter(([, other]) => other.unsent.length === 0).slice(0, -most);
    for (const [other] of spare) this.#rooms.delete(other);
  }

  /** Whether closing the tab would lose words of a room other than this one. */
  isAtRiskBeside(name: string): boolean {
    return [...this.#rooms].some(([other, room]) => other !== name && room.isAtRisk);
  }
}

export const [keptRooms, provideKeptRooms] = createContext<KeptRooms>();
