import type { ActId, ChangeKind, Message, Person, PersonId, Seq } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Acted } from '../../protocol/rooms.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { NewAuditEntry, RoomStore } from './store.ts';

/** Somebody does something in a room now. */
export type AuditedAct = { store: RoomStore; by: Person; at: number };

/** What those who are connected have to be told of an act. */
export type Notice =
  | { is: 'settings'; settings: Settings }
  | { is: 'muted'; whom: PersonId; until?: number }
  | { is: 'kicked'; whom: PersonId }
  /** `kinds`: what of it changed; its words, where that is left out. `root`: what it was said in the thread of, if that changed too. */
  | {
      is: 'changed';
      id: ActId;
      by: PersonId;
      message: Message;
      kinds?: readonly ChangeKind[];
      root?: Message;
    }
  /** `n`: the number of the report in the log. */
  | { is: 'reported'; n: number }
  /** All that is pinned now. */
  | { is: 'pins'; pins: Seq[] }
  /** Somebody may be something else now, or may not be here any more: everybody is to be looked at anew. */
  | { is: 'ranks' };

export type Outcome = (Acted & { news: Notice[] }) | Refusal;

export const done = (...news: Notice[]): Outcome => ({ done: true, news });

/**
 * Does it and writes down that it was done, both or neither. Whoever it is done to has to be known by name as well,
 * or the book would name nobody.
 */
export function writeDown<T>(
  { store, by, at }: AuditedAct,
  entry: Omit<NewAuditEntry, 'by' | 'at' | 'whom'> & { whom?: Person },
  act: () => T,
): T {
  const { whom, ...rest } = entry;
  return store.atomically(() => {
    for (const person of whom ? [by, whom] : [by]) store.people.note(person);
    store.audit.note({ ...rest, by: by.id, at, ...(whom ? { whom: whom.id } : {}) });
    return act();
  });
}
