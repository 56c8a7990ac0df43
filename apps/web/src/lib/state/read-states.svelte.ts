import { createContext, untrack } from 'svelte';
import type { RoomReadState } from '$protocol/read-state.ts';
import { unreadTold } from '$protocol/unread-told.ts';

/** What is unread in the rooms of whoever sits here: as a page was told, and then as their Person object tells of it. */
export class ReadStatesOfRooms {
  #rooms: ReadonlyMap<string, RoomReadState> = $state.raw(new Map());

  of(room: string): RoomReadState | undefined {
    return this.#rooms.get(room);
  }

  isMuted = (room: string): boolean => this.of(room)?.muted === true;

  placeOf = (room: string): number | undefined => this.of(room)?.place;

  /** Undefined where nothing waits there; of a muted room nothing does but what is meant for them. */
  unreadIn = (room: string): RoomReadState | undefined => {
    const state = this.of(room);
    return state && unreadTold(state);
  };

  /** Those of these rooms that they have not left meanwhile, here or on another device. */
  staying = (rooms: readonly string[]): string[] => rooms.filter((room) => !this.of(room)?.left);

  get all(): readonly RoomReadState[] {
    return [...this.#rooms.values()];
  }

  /** They are in it, whatever was told of it before. */
  isIn(room: string): void {
    const { left, ...state } = this.of(room) ?? {};
    if (left) this.take([state as RoomReadState]);
  }

  /** How much of it is meant for them, in rooms other than this one. */
  meantBeside(room: string | undefined): number {
    return this.all.reduce((sum, one) => sum + (one.room === room ? 0 : one.meant), 0);
  }

  /** These are so now. */
  take(rooms: readonly RoomReadState[]): void {
    if (rooms.length === 0) return;
    const before = untrack(() => this.#rooms);
    this.#rooms = new Map([...before, ...rooms.map((one) => [one.room, one] as const)]);
  }

  /** Somebody else sits here. */
  clear(): void {
    this.#rooms = new Map();
  }
}

export const [readStates, provideReadStates] = createContext<ReadStatesOfRooms>();
