import * as v from 'valibot';
import {
  ActId,
  Change,
  changeEntries,
  Message,
  MessageRef,
  Person,
  PersonId,
  Seq,
  stretchEntries,
} from './message.ts';
import { wireReasons } from './refusals.ts';
import { Settings } from './settings.ts';

/** What a room sends. One frame is a list of events, so that a busy room can put many into one. */

/** Who is in a room. */
export const rosterEntries = {
  /** How many people are present. */
  here: v.number(),
  /**
   * All of them, in the order they came. Where more are here than `limits.rosterPeople`, only you, moderators, and who spoke
   * last: of anybody else one can ask.
   */
  present: v.array(Person),
};
const Present = v.object(rosterEntries);
export type Present = v.InferOutput<typeof Present>;

export const Welcome = v.object({
  t: v.literal('welcome'),
  /** Milliseconds since 1970 by the room's clock, for those whose own is wrong. */
  at: v.number(),
  /** Absent for whoever only listens. */
  you: v.exactOptional(Person),
  ...rosterEntries,
  /** What the client lacks: everything after its `since`, or the newest page when that is too much. */
  ...stretchEntries,
  /** What of the messages up to `since` changed after it. */
  changed: v.array(Change),
  /**
   * True when what the client holds cannot be brought up to date this way: too much of it changed, or the
   * room was restored to an earlier day. It forgets it all, and pages back from this stretch.
   */
  forget: v.boolean(),
  settings: Settings,
  /** The places of the messages that are pinned, the newest pin first; absent where there are none. */
  pins: v.exactOptional(v.array(Seq)),
  /** Until when you cannot write here, by the room's clock; absent while you can. */
  mutedUntil: v.exactOptional(v.number()),
  /** To moderators: the number in the log of the newest report, where there is one. */
  report: v.exactOptional(v.number()),
});
export type Welcome = v.InferOutput<typeof Welcome>;

/** Also the sender's own acknowledgement: there is no other. */
export const Said = v.object({
  t: v.literal('said'),
  message: Message,
  /** What it replies to, or else in whose thread it was said, if it stands in the room's list: as in a stretch. */
  quoted: v.exactOptional(Message),
  /** Of the message in whose thread it was said: what hangs on it now, and who said it. */
  root: v.exactOptional(Change),
  rootBy: v.exactOptional(PersonId),
});
export type Said = v.InferOutput<typeof Said>;

/** A message is no longer as it was. Also the acknowledgement of whoever changed it. */
export const Changed = v.object({
  t: v.literal('changed'),
  /** Which act did it, and whose. */
  id: ActId,
  by: PersonId,
  /** As it stands now. Its `seq` is this event's place in the order, unless this answers a resend. */
  ...changeEntries,
  /** Where it was said in a thread and is deleted: what hangs on that message now. */
  root: v.exactOptional(Change),
});
export type Changed = v.InferOutput<typeof Changed>;

/** To the other devices of one person: how far they have read here, or, with `unread`, from where on they marked it unread. */
export const ReadEvent = v.object({
  t: v.literal('read'),
  upTo: Seq,
  unread: v.exactOptional(v.literal(true)),
});
export type ReadEvent = v.InferOutput<typeof ReadEvent>;

/** Somebody is writing, and is so for `limits.typingMs`. It has no place in the order. */
export const TypingEvent = v.object({ t: v.literal('typing'), person: PersonId });
export type TypingEvent = v.InferOutput<typeof TypingEvent>;

/** Somebody reacted to a message, or took that back. Also the acknowledgement of whoever did. */
export const Reacted = v.object({
  t: v.literal('reacted'),
  /** This event's place in the order, which is the message's latest change from now on. */
  seq: Seq,
  /** Which act did it, and whose. */
  id: ActId,
  by: Person,
  message: MessageRef,
  emoji: v.string(),
  on: v.boolean(),
});
export type Reacted = v.InferOutput<typeof Reacted>;

/**
 * Somebody came, goes by a new name, or is something else in this room now. `here`: how many are present after that, and after
 * all else in the same frame.
 */
export const Arrived = v.object({ t: v.literal('arrived'), person: Person, here: v.number() });
export type Arrived = v.InferOutput<typeof Arrived>;
export const Left = v.object({ t: v.literal('left'), person: PersonId, here: v.number() });
export type Left = v.InferOutput<typeof Left>;

/** Some came or went, of whom nobody is told by name: more are here than `limits.rosterPeople`. */
export const Here = v.object({ t: v.literal('here'), here: v.number() });

/** The room is another way now. */
export const Changing = v.object({ t: v.literal('settings'), settings: Settings });

/** Other messages are pinned now: all of them, as in a welcome. */
export const Pins = v.object({ t: v.literal('pins'), pins: v.array(Seq) });

/** To you alone: until when you cannot write here; absent when you can again. */
export const Standing = v.object({ t: v.literal('standing'), mutedUntil: v.exactOptional(v.number()) });

/** To moderators alone: somebody reported a message. `n`: the number of that in the log. */
export const Reported = v.object({ t: v.literal('reported'), n: v.number() });

/**
 * The answer to `page`, with `upTo` one below the `before` that was asked. Of a thread it has the `thread` that was asked, and the
 * message that it hangs on.
 */
export const Paged = v.object({
  t: v.literal('paged'),
  ...stretchEntries,
  thread: v.exactOptional(Seq),
  root: v.exactOptional(Message),
});
export type Paged = v.InferOutput<typeof Paged>;

/** The room does not do what was asked, and stays as it was. The socket stays open. */
export const Refused = v.object({
  t: v.literal('refused'),
  /** To a client that does not know it, `unknown`, which no room says. */
  reason: v.fallback(v.picklist([...wireReasons, 'unknown']), 'unknown'),
  /** In English; a client with its own words goes by the reason. */
  sentence: v.string(),
  /** When the same could be accepted, for `too-fast` and `slow`. */
  retryAfterMs: v.exactOptional(v.number()),
  /** Which act was refused, or which page. */
  of: v.union([
    v.object({ t: v.literal('page'), before: Seq, thread: v.exactOptional(Seq) }),
    v.object({ t: v.string(), id: ActId }),
  ]),
});
export type Refused = v.InferOutput<typeof Refused>;

export const Event = v.variant('t', [
  Welcome,
  Said,
  Changed,
  Reacted,
  Arrived,
  Left,
  Here,
  Changing,
  Pins,
  Standing,
  Reported,
  ReadEvent,
  TypingEvent,
  Paged,
  Refused,
]);
export type Event = v.InferOutput<typeof Event>;

/**
 * An event of a kind that this build does not know. One that has a place in the room's order, as what is said has, bears it as
 * `seq`, and the id of the act there as `id`: so that a client which ignores the event goes on from its place.
 */
export const UnknownEvent = v.object({
  t: v.string(),
  seq: v.exactOptional(Seq),
  id: v.exactOptional(ActId),
});
export type UnknownEvent = v.InferOutput<typeof UnknownEvent>;

export const Down = v.array(Event);
export type Down = v.InferOutput<typeof Down>;
