import * as v from 'valibot';
import { Seq } from './message.ts';

/**
 * How far somebody has read in a room, and what waits for them there, as their Person object knows. `unread`: messages that others
 * said since, at most 100 of them; `meant`: those of them that mention or reply to whoever looks. `at`: when the latest was said, in
 * milliseconds since 1970. `muted`: whether only what is meant for them is to be told. `place`: in the order that they gave their rooms,
 * from 0; absent for one that is sorted. `left`: it is none of their rooms any more, until they come in again.
 */
export const RoomReadState = v.object({
  room: v.string(),
  readUpTo: Seq,
  unread: v.number(),
  meant: v.number(),
  at: v.exactOptional(v.number()),
  muted: v.exactOptional(v.literal(true)),
  place: v.exactOptional(v.number()),
  left: v.exactOptional(v.literal(true)),
});
export type RoomReadState = v.InferOutput<typeof RoomReadState>;

/** What a Person object tells the devices of its person: all there is once, and then each room that is another way. */
export const PersonEvent = v.object({ t: v.literal('read-state'), rooms: v.array(RoomReadState) });
export type PersonEvent = v.InferOutput<typeof PersonEvent>;

/** More are not counted. */
export const mostUnread = 100;

/** What a frame of a Person object says; undefined for one that cannot be read. Of events that are not known here it says nothing. */
export function parsePersonFrame(frame: unknown): RoomReadState[] | undefined {
  if (typeof frame !== 'string') return undefined;
  try {
    const events: unknown = JSON.parse(frame);
    if (!Array.isArray(events)) return undefined;
    return events.flatMap((event) => {
      const read = v.safeParse(PersonEvent, event);
      return read.success ? read.output.rooms : [];
    });
  } catch {
    return undefined;
  }
}
