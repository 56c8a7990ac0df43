import type { Person } from '../../protocol/message.ts';

/** Which of a person's sign-ins this is. `epoch` grows when they sign out everywhere. */
export type SessionRef = { sid: string; epoch: number };

/**
 * Who asks something of a room, by the word of the Worker: the room believes it, and decides by itself what they may. `person` has
 * the name and the kind that hold now, and is absent for somebody without a name; a role only the room knows. `address` is a hash
 * that differs from room to room, and `formerAddress` the same by the key of before, while keys are rotated. `listens`: they only read along. `unnoted`: it is written down nowhere that they are here.
 * `unverified`: nor was their Person object asked whether the session holds.
 */
export type Requester = {
  person?: Person | undefined;
  session?: SessionRef;
  address?: string | undefined;
  formerAddress?: string | undefined;
  listens?: true;
  unnoted?: true;
  unverified?: true;
};
