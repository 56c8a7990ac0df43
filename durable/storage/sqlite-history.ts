import { limits } from '../../protocol/limits.ts';
import type { ActId, ChangeKind, Message, Person, PersonId, Seq } from '../../protocol/message.ts';
import { emojiKey, toggled } from '../../protocol/reactions.ts';
import type { EarlierVersion } from '../../protocol/rooms.ts';
import type { ChangedSince, History, NewChange, NewMessage, Pin, SearchTerms } from '../room/history.ts';
import {
  type FindPresent,
  type StoredMessage,
  type StoredReaction,
  withPeople,
} from '../room/with-people.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { renewSkeletons } from './skeletons.ts';
import { personOf, SqlitePeople } from './sqlite-people.ts';
import { SqliteSearchIndex } from './sqlite-search-index.ts';
import { SqliteThreads, type ThreadRow, threadIn } from './sqlite-threads.ts';

/**
 * History in the object's SQLite. A message costs one row written, in a thread three, with the index, a change of its words five, a reaction three; the
 * first act of a person in a room, or under a new name, costs two more for the name and for finding it.
 */
export class SqliteHistory implements History {
  readonly #storage: DurableObjectStorage;
  readonly #people: SqlitePeople;
  readonly #present: FindPresent;
  readonly #threads: SqliteThreads;
  readonly #index: SqliteSearchIndex;
  #head: Seq;

  constructor(storage: DurableObjectStorage, present: FindPresent = () => undefined) {
    migrate(storage, migrations);
    renewSkeletons(storage);
    this.#storage = storage;
    this.#people = new SqlitePeople(storage.sql);
    this.#present = present;
    this.#threads = new SqliteThreads(storage.sql);
    this.#index = new SqliteSearchIndex(storage);
    this.#head = newestSeq(storage.sql);
  }

  head(): Seq {
    return this.#head;
  }

  /** After a larger transaction failed, of which something here was a part. */
  reread(): void {
    this.#head = newestSeq(this.#storage.sql);
    this.#index.reread();
  }

  append({ id, by, text, reply, inThread, also, at, ahead }: NewMessage): Message {
    const seq = this.#write(by, at, (next) => {
      this.#storage.sql.exec(
        'INSERT INTO messages (seq, id, person, text, at, reply, in_thread, also) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        next,
        id,
        by.id,
        text,
        at,
        reply ?? null,
        inThread ?? null,
        also ? 1 : null,
      );
      if (inThread !== undefined) {
        this.#threads.said(inThread, { seq: next, by, at });
      }
      this.#noteAhead(id, by, ahead, next);
    });
    const message = {
      seq,
      id,
      by,
      text,
      at,
      ...(reply === undefined ? {} : { reply }),
      ...(inThread === undefined ? {} : { inThread }),
      ...(also && { also }),
    };
    return this.#withPeople([message])[0] as Message;
  }

  change({ id, by, of, ahead, ...to }: NewChange): Message {
    const before = this.at(of);
    this.#write(by, undefined, (seq) => {
      if (before && to.is === 'edit') this.#index.replace(before, seq, to.text);
      if (before && to.is === 'delete') this.#index.replace(before, seq, undefined);
      if (to.is === 'edit') this.#edit(before, seq, to);
      else if (to.is === 'delete') {
        this.#delete(of, seq, by.id === before?.by.id ? null : by.id);
        if (before) this.#threads.leave(before, seq);
      } else if (to.is === 'react') this.#react(of, seq, by.id, to, before?.reactions ?? []);
      else this.#threads.settle(of, seq, to);
      this.#noteAct(seq, id, by.id, of, kindsOfChanges[to.is]);
      this.#noteAhead(id, by, ahead, of);
    });
    return this.at(of) as Message;
  }

  #edit(before: Message | undefined, seq: Seq, { text, at }: { text: string; at: number }): void {
    if (!before) return;
    const { sql } = this.#storage;
    if (text !== before.text) {
      const keep = 'INSERT INTO earlier (message, seq, text, at, until) VALUES (?, ?, ?, ?, ?)';
      sql.exec(keep, before.seq, seq, before.text, before.editedAt ?? before.at, at);
    }
    const edit = 'UPDATE messages SET text = ?, edited_at = ?, changed = ? WHERE seq = ?';
    sql.exec(edit, text, at, seq, before.seq);
  }

  // What is deleted is nowhere any more.
  #delete(of: Seq, seq: Seq, remover: PersonId | null): void {
    const { sql } = this.#storage;
    const gone = "text = '', edited_at = NULL, deleted = 1, reactions = NULL, reply = NULL";
    sql.exec(`UPDATE messages SET ${gone}, removed_by = ?, changed = ? WHERE seq = ?`, remover, seq, of);
    sql.exec('DELETE FROM reactions WHERE message = ?', of);
    sql.exec('DELETE FROM pins WHERE message = ?', of);
    sql.exec('DELETE FROM earlier WHERE message = ?', of);
  }

  openThreads(limit: number): Message[] {
    // The messages are then found by their places.
    return this.#threads.open(limit).flatMap((root) => this.at(root) ?? []);
  }

  extendIndex(): boolean {
    return this.#index.extend(this.#head);
  }

  indexedAfter(): Seq | undefined {
    return this.#index.after;
  }

  search(terms: SearchTerms, limit: number): Message[] {
    const found = terms.all.length === 0 ? undefined : this.#index.find(terms, limit);
    return found
      ? this.#select('seq IN (SELECT value FROM json_each(?)) ORDER BY seq DESC', JSON.stringify(found))
      : this.#select(
          'seq > ? AND seq < ? AND deleted IS NULL ORDER BY seq DESC LIMIT ?',
          terms.after,
          terms.before,
          limit,
        );
  }

  // By halves: places and times go the same way.
  firstSince(at: number): Seq {
    const find = 'SELECT seq, at FROM messages WHERE seq >= ? ORDER BY seq LIMIT 1';
    let [low, high] = [1, this.#head + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [next] = this.#storage.sql.exec<{ seq: Seq; at: number }>(find, middle).toArray();
      if (!next || next.at >= at) high = middle;
      else low = next.seq + 1;
    }
    return this.#storage.sql.exec<{ seq: Seq }>(find, low).toArray()[0]?.seq ?? this.#head + 1;
  }

  #react(
    of: Seq,
    seq: Seq,
    by: PersonId,
    { emoji, on }: { emoji: string; on: boolean },
    reactions: readonly StoredReaction[],
  ): void {
    const { sql } = this.#storage;
    const row = on
      ? 'INSERT INTO reactions (message, person, emoji) VALUES (?, ?, ?)'
      : 'DELETE FROM reactions WHERE message = ? AND person = ? AND emoji = ?';
    sql.exec(row, of, by, emojiKey(emoji));
    const shown = writtenReactions(toggled(reactions, { by: { id: by }, emoji, on }));
    sql.exec('UPDATE messages SET reactions = ?, changed = ? WHERE seq = ?', shown, seq, of);
  }

  #noteAct(seq: Seq, id: ActId, by: PersonId, of: Seq, kind: ChangeKind): void {
    const { sql } = this.#storage;
    const note = 'INSERT INTO acts (seq, id, person, message, kind) VALUES (?, ?, ?, ?, ?)';
    sql.exec(note, seq, id, by, of, kind === 'text' ? null : kind);
    if (kind !== 'text') return;
    sql.exec('INSERT OR REPLACE INTO changes (message, kind, seq) VALUES (?, ?, ?)', of, kind, seq);
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

  noteDone({ id, after }: { id: ActId; after: Seq }, by: PersonId, message: Seq): void {
    // What is refused as too old, were it sent again, need not be found.
    const tooOld = this.#head - limits.resendScanChanges;
    this.#storage.sql.exec('DELETE FROM acts_ahead WHERE seen < ?', tooOld);
    const note = 'INSERT OR REPLACE INTO acts_ahead (id, person, seen, message) VALUES (?, ?, ?, ?)';
    this.#storage.sql.exec(note, id, by, after, message);
  }

  after(seq: Seq, limit: number): Message[] {
    return this.#select(`seq > ? AND ${isInList} ORDER BY seq LIMIT ?`, seq, limit);
  }

  before(seq: Seq, limit: number, thread?: Seq): Message[] {
    const found =
      thread === undefined
        ? this.#select(`seq < ? AND ${isInList} ORDER BY seq DESC LIMIT ?`, seq, limit)
        : this.#select('in_thread = ? AND seq < ? ORDER BY seq DESC LIMIT ?', thread, seq, limit);
    return found.reverse();
  }

  changesAfter(seq: Seq, limit: number): ChangedSince[] | undefined {
    const { sql } = this.#storage;
    type Change = { message: Seq; seq: Seq };
    const find = 'SELECT message, seq FROM changes WHERE seq > ? ORDER BY seq LIMIT ?';
    const words = sql.exec<Change>(find, seq, limit + 1).toArray();
    if (words.length > limit) return undefined;
    // Of reactions there is a row for each: one that takes no index to write is the cheaper, since few are read.
    const most = limits.resendScanChanges;
    const findActs = 'SELECT message, seq, kind FROM acts WHERE seq > ? ORDER BY seq LIMIT ?';
    const acts = sql.exec<Change & { kind: string | null }>(findActs, seq, most + 1).toArray();
    if (acts.length > most) return undefined;
    const reactions = acts.filter(({ kind }) => kind === 'reactions');
    const changes = [
      ...this.#threads.changedAfter(seq).map((one) => ({ ...one, kind: 'thread' as const })),
      ...words.map((one) => ({ ...one, kind: 'text' as const })),
      ...reactions.map(({ message, seq }) => ({ message, seq, kind: 'reactions' as const })),
    ].sort((one, other) => one.seq - other.seq);
    const kinds = new Map<Seq, Set<ChangeKind>>();
    for (const { message, kind } of changes) {
      const known = kinds.get(message) ?? new Set();
      // Each stands where its latest change does.
      kinds.delete(message);
      kinds.set(message, known.add(kind));
    }
    if (kinds.size > limit) return undefined;
    return [...kinds].map(([message, of]) => ({ message, kinds: [...of].sort() }));
  }

  reactionsOf(message: Seq, person: PersonId): string[] {
    const find = 'SELECT emoji FROM reactions WHERE message = ? AND person = ?';
    return this.#storage.sql
      .exec<{ emoji: string }>(find, message, person)
      .toArray()
      .map(({ emoji }) => emoji);
  }

  // Looks through all there are: to forget somebody is rare, and an index would be written with each.
  reactedTo(person: PersonId, limit: number): { message: Seq; emoji: string }[] {
    const find = 'SELECT message, emoji FROM reactions WHERE person = ? ORDER BY message LIMIT ?';
    return this.#storage.sql.exec<{ message: Seq; emoji: string }>(find, person, limit).toArray();
  }

  earlier(message: Seq): EarlierVersion[] {
    const find = 'SELECT text, at, until FROM earlier WHERE message = ? ORDER BY seq';
    const rows = this.#storage.sql.exec<{ text: string; at: number; until: number }>(find, message).toArray();
    const by = { id: '', name: '', kind: 'guest' } as const;
    // As messages, so that those whom they mention are found.
    const named = this.#withPeople(rows.map(({ text, at }) => ({ seq: message, id: '', by, text, at })));
    return named.map(({ text, at, mentions }, i) => ({
      text,
      at,
      until: rows[i]?.until ?? at,
      ...(mentions && { mentions }),
    }));
  }

  // Looks through all there are, as `reactedTo` does.
  earlierOf(person: PersonId): (EarlierVersion & { message: Seq })[] {
    return this.#storage.sql
      .exec<{ message: Seq; text: string; at: number; until: number }>(
        `SELECT message, earlier.text AS text, earlier.at AS at, until FROM earlier
         JOIN messages ON messages.seq = earlier.message WHERE person = ? ORDER BY message, earlier.seq`,
        person,
      )
      .toArray();
  }

  dropEarlier(before: number): void {
    this.#storage.sql.exec('DELETE FROM earlier WHERE until < ?', before);
  }

  dropEarlierOf(person: PersonId): void {
    const theirs = 'SELECT seq FROM messages WHERE person = ?';
    this.#storage.sql.exec(`DELETE FROM earlier WHERE message IN (${theirs})`, person);
  }

  pins(): Pin[] {
    return this.#storage.sql
      .exec<{ message: Seq; person: PersonId; at: number }>(
        'SELECT message, person, at FROM pins ORDER BY n DESC',
      )
      .toArray()
      .map(({ message, person, at }) => ({ message, by: person, at }));
  }

  pin({ message, by, at }: Pin): void {
    this.#storage.sql.exec('INSERT INTO pins (message, person, at) VALUES (?, ?, ?)', message, by, at);
  }

  unpin(message: Seq): void {
    this.#storage.sql.exec('DELETE FROM pins WHERE message = ?', message);
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
    if (seen !== undefined) this.noteDone({ id, after: seen }, by.id, of);
  }

  #select(where: string, ...bindings: (string | number)[]): Message[] {
    const rows = this.#storage.sql
      .exec<Row>(
        `SELECT seq, messages.id AS id, person, people.name AS name, people.kind AS kind, people.face AS face, text, at, changed,
                edited_at, deleted, reactions, reply, in_thread, also, removed_by, removers.name AS remover,
                removers.kind AS remover_kind, root, replies, faces, latest, thread_seq, thread_name, done
         FROM messages JOIN people ON people.id = messages.person LEFT JOIN threads ON threads.root = messages.thread
              LEFT JOIN people AS removers ON removers.id = messages.removed_by WHERE ${where}`,
        ...bindings,
      )
      .toArray();
    return this.#withPeople(rows.map(messageOf));
  }

  #withPeople(messages: readonly StoredMessage[]): Message[] {
    return withPeople(messages, (ids) => this.#people.allKnown(ids), this.#present);
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
  reactions: string | null;
  reply: number | null;
  removed_by: string | null;
  remover: string | null;
  remover_kind: string | null;
  in_thread: number | null;
  also: number | null;
} & (ThreadRow | { [Column in keyof ThreadRow]: null });

/** What stands in the room's list: not what was said in a thread alone. */
const isInList = '(in_thread IS NULL OR also = 1)';

const kindsOfChanges: Record<NewChange['is'], ChangeKind> = {
  edit: 'text',
  delete: 'text',
  react: 'reactions',
  thread: 'thread',
};

function messageOf(row: Row): StoredMessage {
  const by = personOf({ id: row.person, name: row.name, kind: row.kind, face: row.face });
  const message: StoredMessage = { seq: row.seq, id: row.id, by, text: row.text, at: row.at };
  if (row.reply !== null) message.reply = row.reply;
  if (row.in_thread !== null) message.inThread = row.in_thread;
  if (row.also !== null) message.also = true;
  if (row.changed !== null) message.changed = row.changed;
  if (row.root !== null) message.thread = threadIn(row);
  if (row.edited_at !== null) message.editedAt = row.edited_at;
  if (row.deleted !== null) message.deleted = true;
  if (row.reactions !== null) message.reactions = readReactions(row.reactions);
  if (row.removed_by !== null) {
    message.removedBy = personOf({
      id: row.removed_by,
      name: row.remover ?? '',
      kind: row.remover_kind ?? 'guest',
    });
  }
  return message;
}

/** For each kind: the emoji, how many react with it, and the ids of those who are named. */
type WrittenReaction = [string, number, ...PersonId[]];

function readReactions(json: string): StoredReaction[] {
  const written = JSON.parse(json) as WrittenReaction[];
  return written.map(([emoji, n, ...ids]) => ({ emoji, n, by: ids.map((id) => ({ id })) }));
}

function writtenReactions(reactions: readonly StoredReaction[]): string | null {
  const written = reactions.map(({ emoji, n, by }): WrittenReaction => [emoji, n, ...by.map(({ id }) => id)]);
  return written.length === 0 ? null : JSON.stringify(written);
}

function newestSeq(sql: SqlStorage): Seq {
  const { said, changed } = sql
    .exec<{ said: number | null; changed: number | null }>(
      'SELECT (SELECT max(seq) FROM messages) AS said, (SELECT max(seq) FROM acts) AS changed',
    )
    .one();
  return Math.max(said ?? 0, changed ?? 0);
}
