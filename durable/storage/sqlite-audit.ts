import type { PersonId, Seq } from '../../protocol/message.ts';
import type { AuditEntry, AuditPage } from '../../protocol/rooms.ts';
import type { Audit, NewAuditEntry } from '../room/store.ts';
import { personOf } from './sqlite-people.ts';

/** One row for each thing that was done. Names stand in `people`, so that somebody forgotten is nameless here as well. */
export class SqliteAudit implements Audit {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  note({ at, by, action, whom, message, details, why }: NewAuditEntry): void {
    this.#sql.exec(
      'INSERT INTO audit (at, by, action, whom, message, details, why) VALUES (?, ?, ?, ?, ?, ?, ?)',
      at,
      by,
      action,
      whom ?? null,
      message ?? null,
      details ? JSON.stringify(details) : null,
      why ?? null,
    );
  }

  page(before = Number.MAX_SAFE_INTEGER, limit: number): AuditPage {
    const found = this.#select('n < ? ORDER BY n DESC LIMIT ?', before, limit + 1);
    return { entries: found.slice(0, limit), more: found.length > limit };
  }

  about(person: PersonId, before = Number.MAX_SAFE_INTEGER, limit: number): AuditEntry[] {
    const theirs = '(audit.by = ? OR whom = ?) AND n < ? ORDER BY n DESC LIMIT ?';
    return this.#select(theirs, person, person, before, limit);
  }

  newestReport(): number | undefined {
    // One that lies so far back was dealt with, or never will be.
    const newest = `SELECT n FROM audit WHERE n > (SELECT max(n) FROM audit) - 1000 AND action = 'report' ORDER BY n DESC LIMIT 1`;
    return this.#sql.exec<{ n: number }>(newest).toArray()[0]?.n;
  }

  hasReported(person: PersonId, message: Seq): boolean {
    const reported = "SELECT 1 FROM audit WHERE action = 'report' AND by = ? AND message = ? LIMIT 1";
    return this.#sql.exec(reported, person, message).toArray().length > 0;
  }

  forgetWordsOf(person: PersonId): void {
    this.#sql.exec(
      "UPDATE audit SET why = NULL, details = json_remove(details, '$.title', '$.topic') WHERE by = ?",
      person,
    );
  }

  #select(where: string, ...bindings: (string | number)[]): AuditEntry[] {
    return this.#sql
      .exec<Row>(
        `SELECT audit.*, actors.name AS actor, actors.kind AS actor_kind,
                targets.name AS target, targets.kind AS target_kind
         FROM audit LEFT JOIN people AS actors ON actors.id = audit.by
              LEFT JOIN people AS targets ON targets.id = audit.whom WHERE ${where}`,
        ...bindings,
      )
      .toArray()
      .map(entryOf);
  }
}

type Row = {
  n: number;
  at: number;
  by: string;
  action: AuditEntry['action'];
  whom: string | null;
  message: number | null;
  details: string | null;
  why: string | null;
  actor: string | null;
  actor_kind: string | null;
  target: string | null;
  target_kind: string | null;
};

function entryOf(row: Row): AuditEntry {
  const { n, at, action, message, details, why } = row;
  return {
    n,
    at,
    action,
    by: personOf({ id: row.by, name: row.actor ?? '', kind: row.actor_kind ?? 'guest' }),
    ...(row.whom === null
      ? {}
      : { whom: personOf({ id: row.whom, name: row.target ?? '', kind: row.target_kind ?? 'guest' }) }),
    ...(message === null ? {} : { message }),
    ...(details === null ? {} : { details: JSON.parse(details) as AuditEntry['details'] & object }),
    ...(why === null ? {} : { why }),
  };
}
