import * as v from 'valibot';
import { MessageRef, type PersonId } from '$protocol/message.ts';

/** A message that is being edited, and its new words so far. */
const HalfEdit = v.object({ message: MessageRef, text: v.string() });
export type HalfEdit = v.InferOutput<typeof HalfEdit>;

/**
 * UTF-16 units that a draft takes, eight times what a message does: whoever pastes more than a message will cut it
 * before it is sent. Storage is small, and far longer texts make a browser slow.
 */
export const mostDraftUnits = 32_000;

/** Kept for this tab alone, through reloads; and for the next tab or browser, shared by all that are open. */
const storages = { own: () => sessionStorage, shared: () => localStorage };
type Storing = keyof typeof storages;

/**
 * What this tab last read or wrote, by place. It goes before what is stored, and is all there is where nothing
 * can be stored.
 */
const drafts = new Map<string, string>();

/** Where somebody's drafts of a room stand: who sits here next has others. */
export const draftsOf = (room: string, person: PersonId): string => `${room}/${person}`;

/** What was begun to be written at a place, or nothing. On a server it is always nothing. */
export function readDraft(place: string): string {
  const draft = drafts.get(place) ?? stored('own', keyOf(place)) ?? stored('shared', keyOf(place)) ?? '';
  if (draft) drafts.set(place, draft);
  return draft;
}

/** Whether it outlives the page: not where nothing can be stored, or when it is longer than a draft may be. */
export function keepDraft(place: string, text: string): boolean {
  const before = drafts.get(place);
  const key = keyOf(place);
  drafts.set(place, text);
  const isShort = text.length <= mostDraftUnits;
  // An empty one is remembered too, where there was one: another tab's is not to take its place.
  const isOwn = isShort && (text !== '' || Boolean(before)) && store('own', key, text);
  if (!isOwn) remove('own', key);
  const isShared = text !== '' && isShort && store('shared', key, text);
  // What another tab has begun since is not for this one to remove.
  if (!isShared && before !== undefined && stored('shared', key) === before) remove('shared', key);
  return text === '' || isOwn || isShared;
}

/** To be called when what was written at a place has been sent: other tabs may hold the same, taken up from here. */
export function tellSent(place: string, text: string): void {
  if (store('shared', sentKeyOf(place), text)) remove('shared', sentKeyOf(place));
}

/** Calls back with what another tab has sent from a place; returns how to stop. */
export function watchSent(place: string, sent: (text: string) => void): () => void {
  const off = new AbortController();
  const look = ({ key, newValue }: StorageEvent) => {
    if (key === sentKeyOf(place) && newValue !== null) sent(newValue);
  };
  addEventListener('storage', look, off);
  return () => off.abort();
}

/** What this tab was editing there when the page was left. Other tabs have nothing to do with it. */
export function readEdit(place: string): HalfEdit | undefined {
  // Perhaps written by another build.
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), HalfEdit), stored('own', editKeyOf(place)));
  return read.success ? read.output : undefined;
}

/** Whether it outlives the page. */
export function keepEdit(place: string, edit: HalfEdit | undefined): boolean {
  const isKept =
    edit && edit.text.length <= mostDraftUnits && store('own', editKeyOf(place), JSON.stringify(edit));
  if (!isKept) remove('own', editKeyOf(place));
  return !edit || isKept === true;
}

/** What was being replied to there when this tab's page was left. */
export function readReply(place: string): MessageRef | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), MessageRef), stored('own', replyKeyOf(place)));
  return read.success ? read.output : undefined;
}

export function keepReply(place: string, reply: MessageRef | undefined): void {
  if (!reply || !store('own', replyKeyOf(place), JSON.stringify(reply))) remove('own', replyKeyOf(place));
}

// Reading a storage that is forbidden throws, writing to one that is full as well.
function stored(storing: Storing, key: string): string | undefined {
  try {
    return storages[storing]().getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(storing: Storing, key: string, text: string): boolean {
  try {
    storages[storing]().setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function remove(storing: Storing, key: string): void {
  try {
    storages[storing]().removeItem(key);
  } catch {
    // Then nothing is stored either.
  }
}

function keyOf(place: string): string {
  return `draft/${place}`;
}

function editKeyOf(place: string): string {
  return `edit/${place}`;
}

function replyKeyOf(place: string): string {
  return `reply/${place}`;
}

function sentKeyOf(place: string): string {
  return `sent/${place}`;
}
