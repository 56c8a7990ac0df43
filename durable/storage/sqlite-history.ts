import { limits } from '../../protocol/limits.ts';
import type { ActId, Message, Person, PersonId, Seq } from '../../protocol/message.ts';
import type { ChangeKind, History, NewChange, NewMessage } from '../room/history.ts';
import { type FindPresent, withMentioned } from '../room/mentions.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { renewSkeletons } from './skeletons.ts';
import { personOf, SqlitePeople } from './sqlite-people.ts';

/**
 * History in the object's SQLite. A message costs one row written, a change four, with the index; the first act of a person in a
 * room, or under a new name, costs two more for the name and for finding it.
 */
export class SqliteHistory implements History {
  readonly #storage: DurableObjectStorage;
  readonly #people: SqlitePeople;
  readonly #present: FindPresent;
  #head: Seq;

  constructor(storage: DurableObjectStorage, present: FindPresent = () => undefined) {
    migrate(storage, migrations);
    renewSkeletons(storage);
    this.#storage = storage;
    this.#people = new SqlitePeople(storage.sql);
    this.#present = present;
    this.#head = newestSeq(storage.sql);
  }

  head(): Seq {
    return this.#head;
  }

  /** After a larger transaction failed, of which something here was a part. */
  reread(): void {
    this.#head = newestSeq(this.#storage.sql);
  }

  append({ id, by, text, at, ahead }: NewMessage): Message {
    const seq = this.#write(by, at, (next) => {
      this.#storage.sql.exec(
        'INSERT INTO messages (seq, id, person, text, at) VALUES (?, ?, ?, ?, ?)',
        next,
        id,
        by.id,
        text,
        at,
      );
      this.#noteAhead(id, by, ahead, next);
    });
    return this.#withMentioned([{ seq, id, by, text, at }])[0] as Message;
  }

  // The earlier words are overwritten: what is deleted is nowhere any more.
  change({ id, by, of, ahead, ...to }: NewChange): Message {
    const { sql } = this.#storage;
    const author = this.at(of)?.by.id;
    this.#write(by, undefined, (seq) => {
      if (to.is === 'edit') {
        const { text, at } = to;
        sql.exec('UPDATE messages SET text = ?, edited_at = ?, changed = ? WHERE seq = ?', text, at, seq, of);
      } else {
        const gone = "text = '', edited_at = NULL, deleted = 1";
        const remover = by.id === author ? null : by.id;
        sql.exec(`UPDATE messages SET ${gone}, removed_by = ?, changed = ? WHERE seq = ?`, remover, seq, of);
      }
      sql.exec('INSERT INTO acts (seq, id, person, message) VALUES (?, ?, ?, ?)', seq, id, by.id, of);
      const latest = 'INSERT OR REPLACE INTO changes (message, kind, seq) VALUES (?, ?, ?)';
      sql.exec(latest, of, 'text' satisfies ChangeKind, seq);
      this.#noteAhead(id, by, ahead, of);
    });
    return this.at(of) as Message;
  }

  meet(person: Person, at: number): void {
    this.#people.meet(person, at);
  }

  at(seq: Seq): Message | undefined {
    return this.#select('seq = ?', seq)[0];
  }

  actAt(seq: Seq): ActId | undefined {
    const at = 'SELECT id FROM messages WHERE seq = ?1 UNION ALL SELECT id FROM acts WHERE seq = ?1';
    return this.#storage.sql.exec<{ id: ActId }>(at, seq).toArray()[0]?.id;
  }

  aheadOf(id: ActId, by: PersonId, after: Seq): Message | undefined {
    const find = 'SELECT message FROM acts_ahead WHERE id = ? AND person = ? AND seen = ?';
    const [known] = this.#storage.sql.exec<{ message: Seq }>(find, id, by, after).toArray();
    return known && this.at(known.message);
  }

  after(seq: Seq, limit: number): Message[] {
    return this.#select('seq > ? ORDER BY seq LIMIT ?', seq, limit);
  }

  before(seq: Seq, limit: number): Message[] {
    return this.#select('seq < ? ORDER BY seq DESC LIMIT ?', seq, limit).reverse();
  }

  changesAfter(seq: Seq, limit: number): Seq[] {
    return this.#storage.sql
      .exec<{ message: Seq }>('SELECT message FROM changes WHERE seq > ? ORDER BY seq LIMIT ?', seq, limit)
      .toArray()
      .map(({ message }) => message);
  }

  copyOf(id: string, by: string, after: Seq): Message | undefined {
    if (after >= this.#head) return undefined;
    return this.#select('seq > ? AND messages.id = ? AND person = ? LIMIT 1', after, id, by)[0];
  }

  changedBy(id: string, by: string, after: Seq): Message | undefined {
    if (after >= this.#head) return undefined;
    const [change] = this.#storage.sql
      .exec<{ message: Seq }>(
        'SELECT message FROM acts WHERE seq > ? AND id = ? AND person = ? LIMIT 1',
        after,
        id,
        by,
      )
      .toArray();
    return change && this.at(change.message);
  }

  // Backwards from the newest, and no further than that time.
  lastSaidBy(person: PersonId, since: number): number | undefined {
    const said = this.#storage.sql.exec<{ person: string; at: number }>(
      'SELECT person, at FROM messages ORDER BY seq DESC',
    );
    for (const { person: by, at } of said) {
      if (at <= since) return undefined;
      if (by === person) return at;
    }
    return undefined;
  }

  saidBy(person: PersonId, seq: Seq, limit: number): Message[] {
    return this.#select(
      'person = ? AND seq > ? AND deleted IS NULL ORDER BY seq LIMIT ?',
      person,
      seq,
      limit,
    );
  }

  allBy(person: PersonId, seq: Seq, limit: number): Message[] {
    return this.#select('person = ? AND seq > ? ORDER BY seq LIMIT ?', person, seq, limit);
  }

  authors(): PersonId[] {
    return this.#storage.sql
      .exec<{ person: PersonId }>('SELECT DISTINCT person FROM messages')
      .toArray()
      .map(({ person }) => person);
  }

  #noteAhead(id: ActId, by: Person, seen: Seq | undefined, of: Seq): void {
    if (seen === undefined) return;
    // What is refused as too old, were it sent again, need not be found.
    const tooOld = this.#head - limits.resendScanChanges;
    this.#storage.sql.exec('DELETE FROM acts_ahead WHERE seen < ?', tooOld);
    const note = 'INSERT OR REPLACE INTO acts_ahead (id, person, seen, message) VALUES (?, ?, ?, ?)';
    this.#storage.sql.exec(note, id, by.id, seen, of);
  }

  #select(where: string, ...bindings: (string | number)[]): Message[] {
    const rows = this.#storage.sql
      .exec<Row>(
        `SELECT seq, messages.id AS id, person, people.name AS name, people.kind AS kind, people.face AS face, text, at, changed,
                edited_at, deleted, removed_by, removers.name AS remover, removers.kind AS remover_kind
         FROM messages JOIN people ON people.id = messages.person
              LEFT JOIN people AS removers ON removers.id = messages.removed_by WHERE ${where}`,
        ...bindings,
      )
      .toArray();
    return this.#withMentioned(rows.map(messageOf));
  }

  #withMentioned(messages: readonly Message[]): Message[] {
    return withMentioned(messages, (ids) => this.#people.allKnown(ids), this.#present);
  }

  /**
   * All of an act under the next seq, or nothing: half a change would be one that nobody who comes back is told
   * of. Memory follows once it is written.
   */
  #write(by: Person, at: number | undefined, act: (seq: Seq) => void): Seq {
    const seq = this.#head + 1;
    this.#storage.transactionSync(() => {
      this.#people.note(by, at);
      act(seq);
    });
    this.#head = seq;
    return seq;
  }
}

type Row = {
  seq: number;
  id: string;
  person: string;
  name: string;
  kind: string;
  face: string | null;
  text: string;
  at: number;
  changed: number | null;
  edited_at: number | null;
  deleted: number | null;
  removed_by: string | null;
  remover: string | null;
  remover_kind: string | null;
};

function messageOf(row: Row): Message {
  const by = personOf({ id: row.person, name: row.name, kind: row.kind, face: row.face });
  const message: Message = { seq: row.seq, id: row.id, by, text: row.text, at: row.at };
  if (row.changed !== null) message.changed = row.changed;
  if (row.edited_at !== null) message.editedAt = row.edited_at;
  if (row.deleted !== null) message.deleted = true;
  if (row.removed_by !== null) {
    message.removedBy = personOf({
      id: row.removed_by,
      name: row.remover ?? '',
      kind: row.remover_kind ?? 'guest',
    });
  }
  return message;
}

function newestSeq(sql: SqlStorage): Seq {
  const { said, changed } = sql
    .exec<{ said: number | null; changed: number | null }>(
      'SELECT (SELECT max(seq) FROM messages) AS said, (SELECT max(seq) FROM acts) AS changed',
    )
    .one();
  return Math.max(said ?? 0, changed ?? 0);
}
