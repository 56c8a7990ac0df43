/** As in durable/storage/migrations.ts: a build that knows this many steps can use a person that has seen all of them. */
export const leastReader = 1;

/**
 * Each step runs once, in order, and is never edited after a release: a person may stay away for years at any of
 * them. Step 1 is the first element.
 */
export const migrations: readonly string[] = [
  // A guest who enters a room is one row in `rooms` and nothing else: whoever has no row in `self` is a guest of
  // epoch 0. WITHOUT ROWID spares each table the index that its key would be.
  `CREATE TABLE self (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     name TEXT,
     epoch INTEGER NOT NULL DEFAULT 0,
     preferences TEXT NOT NULL DEFAULT '{}',
     forgotten INTEGER NOT NULL DEFAULT 0
   );
   CREATE TABLE passkeys (
     id TEXT PRIMARY KEY,
     public_key BLOB NOT NULL,
     counter INTEGER NOT NULL,
     transports TEXT NOT NULL,
     label TEXT NOT NULL,
     made_at INTEGER NOT NULL,
     used_at INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE used_challenges (
     challenge TEXT PRIMARY KEY,
     expires_at INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE ended_sessions (
     sid TEXT PRIMARY KEY,
     heir TEXT,
     at INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE rooms (
     room TEXT PRIMARY KEY,
     at INTEGER NOT NULL,
     read_up_to INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE founded_rooms (
     room TEXT PRIMARY KEY,
     at INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE errands (
     errand TEXT NOT NULL,
     room TEXT NOT NULL,
     due INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (errand, room)
   ) WITHOUT ROWID;`,
  `CREATE TABLE renames (at INTEGER NOT NULL);`,
  `ALTER TABLE self ADD COLUMN face TEXT;`,
  // What rooms have told: up to which place they go, when something was said there last, and how much of it is unread. And which messages
  // are meant for this person and not read yet; their words are in the rooms alone.
  `ALTER TABLE rooms ADD COLUMN read_at INTEGER;
   ALTER TABLE rooms ADD COLUMN head INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE rooms ADD COLUMN head_at INTEGER;
   ALTER TABLE rooms ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE waiting (
     room TEXT NOT NULL,
     seq INTEGER NOT NULL,
     kind TEXT NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (room, seq)
   ) WITHOUT ROWID;`,
  // What this person made of their rooms. A room that was left is known on, since it has to hear when they have themselves forgotten.
  `ALTER TABLE rooms ADD COLUMN place INTEGER;
   ALTER TABLE rooms ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE rooms ADD COLUMN has_left INTEGER NOT NULL DEFAULT 0;`,
  // On which message the thread hangs in which it stands alone.
  `ALTER TABLE waiting ADD COLUMN thread INTEGER;`,
];
