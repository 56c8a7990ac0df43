import type { Person } from '../../protocol/message.ts';
import type { Settings } from '../../protocol/settings.ts';
import { found } from '../room/founding.ts';
import { House } from '../room/room.ts';
import { stepsDone } from './migrate.ts';
import { migrations } from './migrations.ts';
import { SqliteHistory } from './sqlite-history.ts';
import { sqliteBooks } from './sqlite-store.ts';

/** The room that is kept here; undefined when nobody made one. Looking writes nothing. */
export function houseIn(storage: DurableObjectStorage, now: () => number): House | undefined {
  if (stepsDone(storage.sql) === 0) return undefined;
  const house = open(storage, now);
  return house.books.settings.read() && house;
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
): House {
  return storage.transactionSync(() => {
    const house = open(storage, now);
    found(house.books, room, settings, by, now());
    return house;
  });
}

function open(storage: DurableObjectStorage, now: () => number): House {
  const history = new SqliteHistory(storage);
  return new House(sqliteBooks(storage, history), history, now);
}
