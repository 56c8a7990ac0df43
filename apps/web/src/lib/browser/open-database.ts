import type { DBSchema, IDBPDatabase } from 'idb';
import { nanoid } from 'nanoid';

/** An unsent act, filed under its room. Perhaps written by another build: `outbox-row.ts` reads it. */
export type OutboxRow = { room: string; id: string; after?: unknown; [more: string]: unknown };

export interface Lull extends DBSchema {
  /** The keys count up: their order is that in which the acts were written, whichever tab wrote them. */
  outbox: { key: number; value: OutboxRow; indexes: { room: string; act: [room: string, id: string] } };
}

export type DatabaseConnection = IDBPDatabase<Lull>;

/** Some browsers never answer. Then it is better to go on without, and to say so. */
const openMs = 5_000;

/**
 * Opens the database of this browser. Rejects when there is none, when it is refused, when another tab stands in
 * the way of a newer one, or when it takes too long.
 * @param failed is called once asking again may help, which for a request that still waits it does not
 */
export function openDatabase(failed: () => void): Promise<DatabaseConnection> {
  return new Promise((resolve, reject) => {
    let tooLate = false;
    const giveUp = (why: string) => {
      tooLate = true;
      reject(new Error(why));
    };
    const timer = setTimeout(giveUp, openMs, 'The browser does not open its database.');
    open(() => giveUp('Another tab keeps an older database open.'))
      .then((connection) => {
        // Another tab brings a newer database, or the person wants theirs emptied.
        connection.addEventListener('versionchange', () => connection.close());
        if (!tooLate) return resolve(connection);
        connection.close();
        failed();
      })
      .catch((error) => {
        failed();
        reject(error);
      })
      .finally(() => clearTimeout(timer));
  });
}

/** Tells this database from one that was made in its place, by whichever tab. */
export function markOf(connection: DatabaseConnection): string {
  return [...connection.objectStoreNames].join();
}

// Async, so that it rejects too where the browser does not know databases. The library comes once there is something to open: a
// page is shown, and can be written in, without it.
async function open(blocked: () => void): Promise<DatabaseConnection> {
  const { openDB, unwrap } = await import('idb');
  const upgrade = (connection: DatabaseConnection) => create(connection, unwrap(connection));
  return openDB<Lull>('lull', 1, { upgrade, blocked });
}

function create(connection: DatabaseConnection, itself: IDBDatabase): void {
  const outbox = connection.createObjectStore('outbox', { autoIncrement: true });
  outbox.createIndex('room', 'room');
  outbox.createIndex('act', ['room', 'id'], { unique: true });
  // Nothing is ever put here: names are what a connection knows without asking.
  itself.createObjectStore(`made/${nanoid()}`);
}
