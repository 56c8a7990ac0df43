import type { Person } from '../../protocol/message.ts';
import type { Settings } from '../../protocol/settings.ts';
import { found } from '../room/founding.ts';
import type { RateLimits } from '../room/rate-limits.ts';
import { Room } from '../room/room.ts';
import type { FindPresent } from '../room/with-people.ts';
import { stepsDone } from './migrate.ts';
import { migrations } from './migrations.ts';
import { SqliteHistory } from './sqlite-history.ts';
import { sqliteStore } from './sqlite-store.ts';

/** What a room knows only while it is awake: who is present in it, and how fast people were. */
export type Awake = { present?: FindPresent; rates?: RateLimits };

/** The room that is kept here; undefined when nobody made one. Looking writes nothing. */
export function roomIn(storage: DurableObjectStorage, now: () => number, awake?: Awake): Room | undefined {
  if (stepsDone(storage.sql) === 0) return undefined;
  const room = open(storage, now, awake);
  return room.store.settings.read() && room;
}

/** Whether what is kept here was left by a build whose schema was an earlier one. */
export function isOfEarlierSchema(storage: DurableObjectStorage): boolean {
  return stepsDone(storage.sql) < migrations.length;
}

/** Makes a room here, whole or not at all. */
export function foundIn(
  storage: DurableObjectStorage,
  now: () => number,
  { room, settings, by }: { room: string; settings: Settings; by: Person },
  awake?: Awake,
): Room {
  return storage.transactionSync(() => {
    const made = open(storage, now, awake);
    found(made.store, room, settings, by, now());
    return made;
  });
}

function open(storage: DurableObjectStorage, now: () => number, { present, rates }: Awake = {}): Room {
  const history = new SqliteHistory(storage, present);
  return new Room(sqliteStore(storage, history), history, now, rates);
}
