import type { Message, Person, Seq } from '../../protocol/message.ts';
import type { History, NewMessage } from '../room/history.ts';
import { migrate, stepsDone } from './migrate.ts';

/**
 * History in the object's SQLite. A message costs one row written; the first one that a person says in a
 * room, or says under a new name, costs a second for the name.
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
    this.#create();
    this.#remember(by);
    const seq = this.#head + 1;
    this.#storage.sql.exec(
      'INSERT INTO messages (seq, id, person, text, at) VALUES (?, ?, ?, ?, ?)',
      seq,
      id,
      by.id,
      text,
      at,
    );
    this.#head = seq;
    return { seq, id, by, text, at };
  }

  after(seq: Seq, limit: number): Message[] {
    return this.#select('seq > ? ORDER BY seq LIMIT ?', seq, limit);
  }

  before(seq: Seq, limit: number): Message[] {
    return this.#select('seq < ? ORDER BY seq DESC LIMIT ?', seq, limit).reverse();
  }

  copyOf(id: string, by: string, after: Seq): Message | undefined {
    if (after >= this.#head) return undefined;
    return this.#select('seq > ? AND messages.id = ? AND person = ? LIMIT 1', after, id, by)[0];
  }

  #select(where: string, ...bindings: (string | number)[]): Message[] {
    if (!this.#exists) return [];
    return this.#storage.sql
      .exec<Row>(
        `SELECT seq, messages.id AS id, person, name, guest, text, at
         FROM messages JOIN people ON people.id = messages.person WHERE ${where}`,
        ...bindings,
      )
      .toArray()
      .map(messageOf);
  }

  #create(): void {
    if (this.#exists) return;
    migrate(this.#storage);
    this.#exists = true;
  }

  #remember(person: Person): void {
    const known = this.#people.get(person.id) ?? this.#personKept(person.id);
    if (known?.name !== person.name || known.guest !== person.guest) {
      this.#storage.sql.exec(
        'INSERT OR REPLACE INTO people (id, name, guest) VALUES (?, ?, ?)',
        person.id,
        person.name,
        Number(person.guest),
      );
    }
    this.#people.set(person.id, person);
  }

  #personKept(id: string): Person | undefined {
    const [row] = this.#storage.sql
      .exec<PersonRow>('SELECT id, name, guest FROM people WHERE id = ?', id)
      .toArray();
    return row && { id: row.id, name: row.name, guest: row.guest === 1 };
  }
}

type PersonRow = { id: string; name: string; guest: number };
type Row = { seq: number; id: string; person: string; name: string; guest: number; text: string; at: number };

function messageOf(row: Row): Message {
  const by = { id: row.person, name: row.name, guest: row.guest === 1 };
  return { seq: row.seq, id: row.id, by, text: row.text, at: row.at };
}

function newestSeq(sql: SqlStorage): Seq {
  return Number(sql.exec('SELECT max(seq) AS seq FROM messages').one().seq ?? 0);
}
