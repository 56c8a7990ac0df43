import * as v from 'valibot';
import { MessageRef } from '$protocol/message.ts';

/** A message that is being edited, and its new words so far. */
const HalfEdit = v.object({ message: MessageRef, text: v.string() });
export type HalfEdit = v.InferOutput<typeof HalfEdit>;

/** Four times what a message takes. Whoever pastes more will cut it before it is sent, and storage is small. */
const mostUnits = 16_000;

/** Kept for this tab alone, through reloads; and for the next tab or browser, shared by all that are open. */
const places = { own: () => sessionStorage, shared: () => localStorage };
type Place = keyof typeof places;

/**
 * What this tab last read or wrote, by room. It goes before what is stored, and is all there is where nothing
 * can be stored.
 */
const drafts = new Map<string, string>();

/** What a person has begun to write in a room, or nothing. On a server it is always nothing. */
export function readDraft(room: string): string {
  const draft = drafts.get(room) ?? stored('own', keyOf(room)) ?? stored('shared', keyOf(room)) ?? '';
  if (draft) drafts.set(room, draft);
  return draft;
}

export function keepDraft(room: string, text: string): void {
  const before = drafts.get(room);
  const key = keyOf(room);
  drafts.set(room, text);
  const isShort = text.length <= mostUnits;
  // An empty one is remembered too, where there was one: another tab's is not to take its place.
  if (!isShort || (text === '' && !before) || !store('own', key, text)) remove('own', key);
  const isShared = text !== '' && isShort && store('shared', key, text);
  // What another tab has begun since is not for this one to remove.
  if (!isShared && before !== undefined && stored('shared', key) === before) remove('shared', key);
}

/** What this tab was editing in a room when the page was left. Other tabs have nothing to do with it. */
export function readEdit(room: string): HalfEdit | undefined {
  // Perhaps written by another build.
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), HalfEdit), stored('own', editKeyOf(room)));
  return read.success ? read.output : undefined;
}

export function keepEdit(room: string, edit: HalfEdit | undefined): void {
  const isKept = edit && edit.text.length <= mostUnits && store('own', editKeyOf(room), JSON.stringify(edit));
  if (!isKept) remove('own', editKeyOf(room));
}

// Reading a storage that is forbidden throws, writing to one that is full as well.
function stored(place: Place, key: string): string | undefined {
  try {
    return places[place]().getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(place: Place, key: string, text: string): boolean {
  try {
    places[place]().setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function remove(place: Place, key: string): void {
  try {
    places[place]().removeItem(key);
  } catch {
    // Then nothing is stored either.
  }
}

function keyOf(room: string): string {
  return `draft/${room}`;
}

function editKeyOf(room: string): string {
  return `edit/${room}`;
}
