/** SQL and nothing else: code could come to do something else one day, and a step must not. */
export type Migration = string;

/**
 * A build that knows this many steps, or more, can use a room that has seen all of them: later ones only add to what is there. A step
 * that takes away or renames raises this to its own number, and then no build of before can be gone back to.
 */
export const leastReader = 6;

/**
 * Each step runs once, in order, and is never edited after a release: a room may sleep for years at any of
 * them. Step 1 is the first element.
 */
export const migrations: readonly Migration[] = [
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
  // A room from before rooms were made on purpose is open to whoever has its link, as it was, and belongs to whoever said
  // its first message. One in which nothing was said stays without settings: nobody made it. The skeletons of names are
  // filled in by `renewSkeletons`.
  `ALTER TABLE messages ADD COLUMN removed_by TEXT;
   ALTER TABLE people ADD COLUMN skeleton TEXT;
   ALTER TABLE people ADD COLUMN seen INTEGER;
   CREATE INDEX people_by_skeleton ON people (skeleton);
   CREATE TABLE settings (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     room TEXT NOT NULL,
     title TEXT NOT NULL,
     topic TEXT NOT NULL,
     visibility TEXT NOT NULL,
     posting TEXT NOT NULL,
     inviting TEXT NOT NULL,
     locked INTEGER NOT NULL,
     slow_s INTEGER NOT NULL,
     listed_at INTEGER
   );
   CREATE TABLE members (
     person TEXT PRIMARY KEY,
     role TEXT NOT NULL,
     since INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE sanctions (
     person TEXT NOT NULL,
     kind TEXT NOT NULL,
     by TEXT NOT NULL,
     at INTEGER NOT NULL,
     until INTEGER,
     why TEXT NOT NULL,
     address TEXT,
     PRIMARY KEY (person, kind)
   ) WITHOUT ROWID;
   CREATE INDEX sanctions_by_address ON sanctions (address) WHERE address IS NOT NULL;
   CREATE TABLE invites (
     id TEXT PRIMARY KEY,
     hash TEXT NOT NULL,
     by TEXT NOT NULL,
     at INTEGER NOT NULL,
     expires_at INTEGER,
     uses_left INTEGER,
     used INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE audit (
     n INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     by TEXT NOT NULL,
     action TEXT NOT NULL,
     whom TEXT,
     message INTEGER,
     details TEXT,
     why TEXT
   );
   UPDATE people SET seen = said.at
     FROM (SELECT person, max(at) AS at FROM messages GROUP BY person) AS said WHERE said.person = people.id;
   INSERT INTO settings (one, room, title, topic, visibility, posting, inviting, locked, slow_s)
     SELECT 1, '', '', '', 'unlisted', 'guest', 'member', 0, 0 FROM messages ORDER BY seq LIMIT 1;
   INSERT INTO members (person, role, since)
     SELECT person, 'owner', at FROM messages ORDER BY seq LIMIT 1;`,
  // Skeletons were computed once more here, as they are now whenever names are compared in another way.
  '',
  // Acts whose author had seen more than there is, since the room was restored to an earlier day.
  `CREATE TABLE acts_ahead (
     id TEXT NOT NULL,
     person TEXT NOT NULL,
     seen INTEGER NOT NULL,
     message INTEGER NOT NULL,
     PRIMARY KEY (seen, id, person)
   ) WITHOUT ROWID;`,
  // `changes` was the list of all acts that changed something, by which a resent one is known: that is `acts` now. What came
  // in its place says what of a message changed last, in one row however often it did.
  `ALTER TABLE changes RENAME TO acts;
   CREATE TABLE changes (
     message INTEGER NOT NULL,
     kind TEXT NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (message, kind)
   ) WITHOUT ROWID;
   CREATE INDEX changes_by_seq ON changes (seq);
   INSERT INTO changes (message, kind, seq) SELECT message, 'text', max(seq) FROM acts GROUP BY message;
   ALTER TABLE people ADD COLUMN kind TEXT NOT NULL DEFAULT 'guest';
   UPDATE people SET kind = 'claimed' WHERE guest = 0;
   ALTER TABLE people DROP COLUMN guest;
   CREATE TABLE skeletons (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     version INTEGER NOT NULL
   );`,
  // The message whose words the lobby repeats.
  'ALTER TABLE settings ADD COLUMN listed_words INTEGER;',
  // The emoji that somebody is shown by.
  'ALTER TABLE people ADD COLUMN face TEXT;',
  // Who reacts to what, and with each message, in JSON, what is shown of that: a page of history is still read from one table. The
  // kind of what changed stands with each act, NULL for words: so a reaction needs no row in `changes`, nor in its index.
  `CREATE TABLE reactions (
     message INTEGER NOT NULL,
     person TEXT NOT NULL,
     emoji TEXT NOT NULL,
     PRIMARY KEY (message, person, emoji)
   ) WITHOUT ROWID;
   ALTER TABLE messages ADD COLUMN reactions TEXT;
   ALTER TABLE acts ADD COLUMN kind TEXT;`,
  // The place of the message that one replies to.
  'ALTER TABLE messages ADD COLUMN reply INTEGER;',
  // What is pinned, in the order in which it was.
  `CREATE TABLE pins (
     n INTEGER PRIMARY KEY,
     message INTEGER NOT NULL UNIQUE,
     person TEXT NOT NULL,
     at INTEGER NOT NULL
   );
   ALTER TABLE settings ADD COLUMN pinning TEXT NOT NULL DEFAULT 'moderator';`,
  // What messages said before they were edited; seq is that of the edit.
  `CREATE TABLE earlier (
     message INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     text TEXT NOT NULL,
     at INTEGER NOT NULL,
     until INTEGER NOT NULL,
     PRIMARY KEY (message, seq)
   ) WITHOUT ROWID;`,
  // What is said in a thread, and may stand in the room's list as well. Only such a message writes to the index. What the room shows of
  // each thread stands apart, with the place of its latest change, which is a change of the message that it hangs on. That has its own
  // seq as `thread`, and all others NULL, which are looked for nowhere.
  `ALTER TABLE messages ADD COLUMN in_thread INTEGER;
   ALTER TABLE messages ADD COLUMN also INTEGER;
   ALTER TABLE messages ADD COLUMN thread INTEGER;
   CREATE INDEX messages_by_thread ON messages (in_thread) WHERE in_thread IS NOT NULL;
   CREATE TABLE threads (
     root INTEGER PRIMARY KEY,
     replies INTEGER NOT NULL,
     faces TEXT NOT NULL,
     latest INTEGER NOT NULL,
     thread_seq INTEGER NOT NULL,
     thread_name TEXT,
     done INTEGER
   );
   ALTER TABLE settings ADD COLUMN threads INTEGER NOT NULL DEFAULT 1;`,
  // What the search index covers, which is itself no part of the schema: it is made, and dropped, as it is needed. No row: there is none.
  `CREATE TABLE search_coverage (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     version INTEGER NOT NULL,
     after INTEGER NOT NULL,
     up_to INTEGER NOT NULL,
     changed INTEGER NOT NULL
   );`,
];
