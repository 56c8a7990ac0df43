import type { Message, PersonId, Seq } from '../../protocol/message.ts';
import type { ThreadStatus } from '../room/history.ts';
import { withoutDeleted, withReply } from '../room/threads.ts';
import type { StoredThread } from '../room/with-people.ts';

/** A row of the table of threads, as a message's row is joined with it. */
export type ThreadRow = {
  root: number;
  replies: number;
  faces: string;
  latest: number;
  thread_seq: number;
  thread_name: string | null;
  done: number | null;
};

export function threadIn({
  replies,
  faces,
  latest,
  thread_seq: seq,
  thread_name: name,
  done,
}: ThreadRow): StoredThread {
  return {
    seq,
    n: replies,
    by: (JSON.parse(faces) as PersonId[]).map((id) => ({ id })),
    at: latest,
    ...(name !== null && { name }),
    ...(done !== null && { done: true }),
  };
}

/** What hangs on messages, one row each. All of it is called within the transaction of the act that it is part of. */
export class SqliteThreads {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Something was said in the thread of a message. */
  said(root: Seq, reply: { seq: Seq; by: { id: PersonId }; at: number }): void {
    const before = this.#of(root);
    if (!before) this.#sql.exec('UPDATE messages SET thread = seq WHERE seq = ?', root);
    this.#write(root, withReply(before, reply));
  }

  /** A thread has another name, or is settled or not. */
  settle(root: Seq, seq: Seq, { name, done }: ThreadStatus): void {
    const set = 'UPDATE threads SET thread_name = ?, done = ?, thread_seq = ? WHERE root = ?';
    this.#sql.exec(set, name ?? null, done ? 1 : null, seq, root);
    this.#sql.exec('UPDATE messages SET changed = ? WHERE seq = ?', seq, root);
  }

  /** Of a message that is deleted: what it counted for where it was said, and the name of the thread that hangs on it. */
  leave({ seq: gone, inThread }: Message, seq: Seq): void {
    this.#sql.exec('UPDATE threads SET thread_name = NULL, thread_seq = ? WHERE root = ?', seq, gone);
    const thread = inThread === undefined ? undefined : this.#of(inThread);
    if (inThread === undefined || !thread) return;
    const find =
      'SELECT person, at FROM messages WHERE in_thread = ? AND deleted IS NULL ORDER BY seq DESC LIMIT ?';
    const standing = this.#sql
      .exec<{ person: PersonId; at: number }>(find, inThread, repliesLookedAt)
      .toArray()
      .map(({ person, at }) => ({ by: { id: person }, at }));
    this.#write(inThread, { ...withoutDeleted(thread, standing), seq });
  }

  /** What open threads in which something stands hang on, those in which something was said last first. */
  open(limit: number): Seq[] {
    const find =
      'SELECT root FROM threads WHERE replies > 0 AND done IS NULL ORDER BY latest DESC, root DESC LIMIT ?';
    const rows = this.#sql.exec<{ root: Seq }>(find, limit).toArray();
    return rows.map(({ root }) => root);
  }

  /** Those that changed after a place. Of threads there are few beside what is said: an index would be written with each reply. */
  changedAfter(seq: Seq): { message: Seq; seq: Seq }[] {
    const find = 'SELECT root AS message, thread_seq AS seq FROM threads WHERE thread_seq > ?';
    return this.#sql.exec<{ message: Seq; seq: Seq }>(find, seq).toArray();
  }

  #of(root: Seq): StoredThread | undefined {
    const [row] = this.#sql.exec<ThreadRow>('SELECT * FROM threads WHERE root = ?', root).toArray();
    return row && threadIn(row);
  }

  #write(root: Seq, { n, by, at, seq, name, done }: StoredThread): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO threads (root, replies, faces, latest, thread_seq, thread_name, done)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      root,
      n,
      JSON.stringify(by.map(({ id }) => id)),
      at,
      seq,
      name ?? null,
      done ? 1 : null,
    );
  }
}

/** Of a thread from which something was deleted, whose faces are shown is found among so many of its latest replies. */
const repliesLookedAt = 100;
