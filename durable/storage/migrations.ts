/**
 * Each step runs once, in order, and is never edited after a release: a room may sleep for years at any of
 * them. Step 1 is the first element.
 */
export const migrations: readonly string[] = [
  // A message is one row and no index beside its key, so that saying something writes one row. Names stand
  // apart: someone renamed is one row, not all they ever said. WITHOUT ROWID spares that table its index.
  `CREATE TABLE people (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     guest INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE messages (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL,
     person TEXT NOT NULL,
     text TEXT NOT NULL,
     at INTEGER NOT NULL
   );`,
  // A change takes a seq of its own, so that whoever comes back finds it after the last seq they saw. The
  // message's row stands as it is now: a page of history is read from one table.
  `CREATE TABLE changes (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL,
     person TEXT NOT NULL,
     message INTEGER NOT NULL
   );
   ALTER TABLE messages ADD COLUMN changed INTEGER;
   ALTER TABLE messages ADD COLUMN edited_at INTEGER;
   ALTER TABLE messages ADD COLUMN deleted INTEGER;`,
];
