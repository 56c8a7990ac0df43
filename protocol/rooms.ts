import type { Message, Person, Seq, Stretch } from './message.ts';
import type { Refusal } from './refusals.ts';
import type { Say } from './up.ts';

/**
 * What pages may ask of the Worker over their service binding. The Worker checks everything; a page passes
 * on what it was given.
 */
export interface RoomsService {
  /** A token for this name: for a new guest, or for the holder of `token` under a new name. */
  introduce(token: string | undefined, name: string): Promise<Introduction | Refusal>;
  whoIs(token: string | undefined): Promise<Person | undefined>;
  /** The newest page of a room, or the one before a seq, and who is there. */
  glance(room: string, before?: Seq): Promise<Glance | Refusal | Denied>;
  /** A message from a form. The same id twice is said once. */
  post(room: string, token: string | undefined, say: Omit<Say, 't'>): Promise<Verdict | Denied>;
}

/** The name of the cookie that holds a guest's token. */
export const guestCookie = 'lull_guest';

/** As long as browsers keep a cookie. */
export const guestCookieSeconds = 365 * 24 * 60 * 60;

/** A guest and the signed token that proves it. */
export type Introduction = { person: Person; token: string };

/** What a page shows of a room before its socket is open. */
export type Glance = { stretch: Stretch; present: Person[] };

/** What became of an act. `again`: it changed nothing, so its sender is told and nobody else is. */
export type Verdict = { is: 'said' | 'changed'; message: Message; again: boolean } | Refusal;

/** No room can have this name; nobody without a name may do this; or the form's hidden fields were not ours. */
export type Denied = { denied: 'bad-room-name' | 'no-name' | 'broken-form' };
