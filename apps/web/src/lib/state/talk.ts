import type { Unsent } from '$client/outbox-store.ts';
import type { Gap } from '$client/timeline.ts';
import type { Moves } from '$lib/moves.ts';
import type { Message, Seq } from '$protocol/message.ts';

/** The first message in sight, and how many pixels below the upper edge of the list it stands. */
export type ReadingPlace = { seq: Seq; px: number };

/** What a list of messages shows: the room's, or a thread's. */
export interface Talk {
  readonly messages: readonly Message[];
  readonly gaps: readonly Gap[];
  /** Who came and went, in the order of the messages. */
  readonly moves: readonly Moves[];
  /** What this browser's person has said or changed here, and the room has not confirmed. */
  readonly unsentHere: readonly Unsent[];
  /** The newest place in the room's order that was seen. */
  readonly upTo: Seq;
  /** Whether what comes is heard. */
  readonly follows: boolean;
  /** Where it is read, while that is not at the end. It survives another room and the way back. */
  place: ReadingPlace | undefined;
  /** Fetches the messages before a seq. */
  fetch(before: Seq): void;
  /** Calls back with how many messages came; returns how to stop. */
  onSaid(listener: (count: number) => void): () => void;
  /** What another message replies to: as it stands, or the beginning of that. Undefined while it is not known. */
  quoted(seq: Seq): Message | undefined;
}
