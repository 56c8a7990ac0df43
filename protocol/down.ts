import * as v from 'valibot';
import { Message, MessageId, Person, PersonId, Seq, stretchEntries } from './message.ts';
import { reasons } from './refusals.ts';

/** What a room sends. One frame is a list of events, so that a busy room can put many into one. */

export const Welcome = v.object({
  t: v.literal('welcome'),
  /** Milliseconds since 1970 by the room's clock, for those whose own is wrong. */
  at: v.number(),
  you: Person,
  present: v.array(Person),
  /** What the client lacks: everything after its `since`, or the newest page when that is too much. */
  ...stretchEntries,
});
export type Welcome = v.InferOutput<typeof Welcome>;

/** Also the sender's own acknowledgement: there is no other. */
export const Said = v.object({ t: v.literal('said'), message: Message });
export type Said = v.InferOutput<typeof Said>;

export const Arrived = v.object({ t: v.literal('arrived'), person: Person });
export const Left = v.object({ t: v.literal('left'), person: PersonId });

/** The answer to `page`, with `upTo` one below the `before` that was asked. */
export const Paged = v.object({ t: v.literal('paged'), ...stretchEntries });

/** The room does not do what was asked, and stays as it was. The socket stays open. */
export const Refused = v.object({
  t: v.literal('refused'),
  reason: v.picklist(reasons),
  /** In English; a client with its own words goes by the reason. */
  sentence: v.string(),
  /** Which say was refused, or which page. */
  of: v.variant('t', [
    v.object({ t: v.literal('say'), id: MessageId }),
    v.object({ t: v.literal('page'), before: Seq }),
  ]),
});
export type Refused = v.InferOutput<typeof Refused>;

export const Event = v.variant('t', [Welcome, Said, Arrived, Left, Paged, Refused]);
export type Event = v.InferOutput<typeof Event>;

export const Down = v.array(Event);
export type Down = v.InferOutput<typeof Down>;
