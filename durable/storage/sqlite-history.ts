import type { Message, Person, Seq } from '../../protocol/message.ts';
import type { History, NewChange, NewMessage } from '../room/history.ts';
import { migrate, stepsDone } from './migrate.ts';

/**
 * History in the object's SQLite. A message costs one row written, a change two; the first act of a person in a
 * room, or under a new name, costs one more for the name.
 *
 * A room in which nothing was ever said has no tables: opening an address leaves nothing behind.
 */
export class SqliteHistory implements History {
  readonly #storage: DurableObjectStorage;
  readonly #people = new Map<string, Person>();
  #exists: boolean;
  #head: Seq;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#exists = stepsDone(storage.sql) > 0;
    if (this.#exists) migrate(storage);
    this.#head = this.#exists ? newestSeq(storage.sql) : 0;
  }

  head(): Seq {
    return this.#head;
  }

  append({ id, by, text, at }: NewMessage): Message {
    const seq = this.#write(by, (next) => {
      this.#storage.sql.exec(
        'INSERT INTO messages (seq, id, person, text, at) VALUES (?, ?, ?, ?, ?)',
        next,
        id,
        by.id,
        text,
        at,
      );
    });
    return { seq, id, by, text, at };
  }

  // The earlier words are overwritten: what is deleted is nowhere any more.
  change({ id, by, of, ...to }: NewChange): Message {
    const { sql } = this.#storage;
    this.#write(by, (seq) => {
      if (to.is === 'edit') {
        const { text, at } = to;
        sql.exec('UPDATE messages SET text = ?, edited_at = ?, changed = ? WHERE seq = ?', text, at, seq, of);
      } else {
        const gone = "text = '', edited_at = NULL, deleted = 1";
        sql.exec(`UPDATE messages SET ${gone}, changed = ? WHERE seq = ?`, seq, of);
      }
      sql.exec('INSERT INTO changes (seq, id, person, message) VALUES (?, ?, ?, ?)', seq, id, by.id, of);
    });
    return this.at(of) as Message;
  }

  meet(person: Person): void {
    if (!this.#exists || !this.#known(person.id)) return;
    this.#name(person);
    this.#people.set(person.id, person);
  }

  at(seq: Seq): Message | undefined {
    return this.#select('seq = ?', seq)[0];
  }

  after(seq: Seq, limit: number): Message[] {
    return this.#select('seq > ? ORDER BY seq LIMIT ?', seq, limit);
  }

  before(seq: Seq, limit: number): Message[] {
    return this.#select('seq < ? ORDER BY seq DESC LIMIT ?', seq, limit).reverse();
  }

  changesAfter(seq: Seq, limit: number): Seq[] {
    if (!this.#exists) return [];
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
        'SELECT message FROM changes WHERE seq > ? AND id = ? AND person = ? LIMIT 1',
        after,
        id,
        by,
      )
      .toArray();
    return change && this.at(change.message);
  }

  #select(where: string, ...bindings: (string | number)[]): Message[] {
    if (!this.#exists) return [];
    return this.#storage.sql
      .exec<Row>(
        `SELECT seq, messages.id AS id, person, name, guest, text, at, changed, edited_at, deleted
         FROM messages JOIN people ON people.id = messages.person WHERE ${where}`,
        ...bindings,
      )
      .toArray()
      .map(messageOf);
  }

  /**
   * All of an act under the next seq, or nothing: half a change would be one that nobody who comes back is told
   * of, and tables without a first message a trace of nothing. Memory follows once it is written.
   */
  #write(by: Person, act: (seq: Seq) => void): Seq {
    const seq = this.#head + 1;
    this.#storage.transactionSync(() => {
      if (!this.#exists) migrate(this.#storage);
      this.#name(by);
      act(seq);
    });
    this.#exists = true;
    this.#head = seq;
    this.#people.set(by.id, by);
    return seq;
  }

  #name(person: Person): void {
    const known = this.#known(person.id);
    if (known?.name !== person.name || known.guest !== person.guest) {
      this.#storage.sql.exec(
        'INSERT OR REPLACE INTO people (id, name, guest) VALUES (?, ?, ?)',
        person.id,
        person.name,
        Number(person.guest),
      );
    }
  }

  #known(id: string): Person | undefined {
    const met = this.#people.get(id);
    if (met) return met;
    const [row] = this.#storage.sql
      .exec<PersonRow>('SELECT id, name, guest FROM people WHERE id = ?', id)
      .toArray();
    if (!row) return undefined;
    const kept = { id: row.id, name: row.name, guest: row.guest === 1 };
    this.#people.set(id, kept);
    return kept;
  }
}

type PersonRow = { id: string; name: string; guest: number };
type Row = {
  seq: number;
  id: string;
  person: string;
  name: string;
  guest: number;
  text: string;
  at: number;
  changed: number | null;
  edited_at: number | null;
  deleted: number | null;
};

function messageOf(row: Row): Message {
  const by = { id: row.person, name: row.name, guest: row.guest === 1 };
  const message: Message = { seq: row.seq, id: row.id, by, text: row.text, at: row.at };
  if (row.changed !== null) message.changed = row.changed;
  if (row.edited_at !== null) message.editedAt = row.edited_at;
  if (row.deleted !== null) message.deleted = true;
  return message;
}

function newestSeq(sql: SqlStorage): Seq {
  const { said, changed } = sql
    .exec<{ said: number | null; changed: number | null }>(
      'SELECT (SELECT max(seq) FROM messages) AS said, (SELECT max(seq) FROM changes) AS changed',
    )
    .one();
  return Math.max(said ?? 0, changed ?? 0);
}
