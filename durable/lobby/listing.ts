import * as v from 'valibot';
import { PersonId, PersonKind } from '../../protocol/message.ts';
import type { ListedRoom, Listing } from '../../protocol/rooms.ts';
import { isRoomName, utf8Bytes } from '../../protocol/words.ts';
import { firstLetters } from './first-letters.ts';
import { type ListingCursor, listingCursorIn, tokenForListing } from './listing-cursor.ts';

const pageRooms = 50;
/** The most that KV lists at once, and how often a page may ask it: five thousand rooms are looked through. */
const batchKeys = 1_000;
const mostBatches = 5;
/** What KV takes beside a value, as JSON. */
const metadataBytes = 1_024;
/** Of what somebody looks for: more takes its time to normalise, and stands in no room. */
const findLetters = 100;

// All that is shown stands beside the key, so that listing reads no values.
const Metadata = v.object({
  title: v.string(),
  topic: v.string(),
  at: v.exactOptional(v.number()),
  here: v.exactOptional(v.number()),
  talking: v.exactOptional(
    v.array(
      v.object({ id: PersonId, name: v.string(), kind: PersonKind, face: v.exactOptional(v.string()) }),
    ),
  ),
  words: v.exactOptional(
    v.object({ by: v.string(), text: v.string(), acts: v.exactOptional(v.literal(true)) }),
  ),
});
type Metadata = v.InferOutput<typeof Metadata>;

/** Puts a room into the lobby, or renews what is said of it there. What is too long is cut to fit, or left out. */
export async function keepListed(kv: KVNamespace, { room, ...entry }: ListedRoom): Promise<void> {
  await kv.put(room, '', { metadata: fitting(entry) });
}

export async function dropListed(kv: KVNamespace, room: string): Promise<void> {
  await kv.delete(room);
}

/**
 * A page of the lobby, by address: the rooms with these letters in address, title or topic, whatever their case and
 * form. A page may be short of fifty, or empty, and have a cursor: then there was too much to look through at once.
 * A cursor that is none of ours begins anew.
 */
export async function listed(kv: KVNamespace, query: { find?: string; cursor?: string }): Promise<Listing> {
  const find = typeof query.find === 'string' ? folded(query.find.slice(0, findLetters)) : '';
  const from = listingCursorIn(query.cursor);
  try {
    return await pageFrom(kv, from ?? {}, find);
  } catch (fault) {
    // KV takes no cursor that it never gave, or gave long ago.
    if (!from) throw fault;
    return pageFrom(kv, {}, find);
  }
}

/** All rooms in the lobby, up to five thousand of them. */
export async function everyListed(kv: KVNamespace): Promise<ListedRoom[]> {
  const rooms: ListedRoom[] = [];
  let cursor: string | undefined;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const answer = await kv.list({ limit: batchKeys, ...(cursor === undefined ? {} : { cursor }) });
    rooms.push(...answer.keys.flatMap(({ name, metadata }) => roomIn(name, metadata) ?? []));
    if (answer.list_complete) break;
    cursor = answer.cursor;
  }
  return rooms;
}

async function pageFrom(kv: KVNamespace, from: ListingCursor, find: string): Promise<Listing> {
  const rooms: ListedRoom[] = [];
  let { kv: cursor, after } = from;
  for (let batch = 0; batch < mostBatches && rooms.length < pageRooms; batch += 1) {
    // Whoever looks for nothing needs no more than a page.
    const limit = find === '' ? pageRooms - rooms.length : batchKeys;
    const answer = await kv.list({ limit, ...(cursor === undefined ? {} : { cursor }) });
    for (const { name, metadata } of answer.keys) {
      if (after !== undefined && !isBefore(after, name)) continue;
      const room = roomIn(name, metadata);
      if (!room || !hasLetters(room, find)) continue;
      if (rooms.length === pageRooms) return { rooms, cursor: cursorFor(cursor, rooms.at(-1)?.room) };
      rooms.push(room);
    }
    if (answer.list_complete) return { rooms };
    cursor = answer.cursor;
    after = undefined;
  }
  return { rooms, cursor: cursorFor(cursor, after) };
}

function cursorFor(kv: string | undefined, after: string | undefined): string {
  return tokenForListing({
    ...(kv === undefined ? {} : { kv }),
    ...(after === undefined ? {} : { after }),
  });
}

function roomIn(room: string, metadata: unknown): ListedRoom | undefined {
  const read = v.safeParse(Metadata, metadata);
  return read.success && isRoomName(room) ? { room, ...read.output } : undefined;
}

function hasLetters({ room, title, topic }: ListedRoom, find: string): boolean {
  // People look for what an address means, and write no hyphens.
  return [room, room.replaceAll('-', ' '), title, topic].some((where) => folded(where).includes(find));
}

function folded(words: string): string {
  return words.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/g, ' ').trim();
}

/** By code points, as KV orders its keys: JavaScript compares what UTF-16 makes of them. */
function isBefore(one: string, other: string): boolean {
  const [ours, theirs] = [Array.from(one), Array.from(other)];
  const at = ours.findIndex((letter, i) => letter !== theirs[i]);
  if (at === -1) return ours.length < theirs.length;
  return (ours[at]?.codePointAt(0) ?? 0) < (theirs[at]?.codePointAt(0) ?? -1);
}

/** What is dropped first comes last: the topic is cut, then those who talk and the words go, then the title is cut. */
function fitting({ title, topic, talking = [], words, ...rest }: Omit<ListedRoom, 'room'>): Metadata {
  let entry: Metadata = { title: '', topic: '', ...rest };
  const bytesLeft = () => metadataBytes - utf8Bytes(JSON.stringify(entry));
  const keepIfFits = (more: Metadata) => {
    if (utf8Bytes(JSON.stringify(more)) <= metadataBytes) entry = more;
  };
  entry.title = firstLetters(title, bytesLeft());
  if (words) keepIfFits({ ...entry, words });
  for (const one of talking) keepIfFits({ ...entry, talking: [...(entry.talking ?? []), one] });
  return { ...entry, topic: firstLetters(topic, bytesLeft()) };
}
