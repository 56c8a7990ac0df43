import type { PersonId } from '../../protocol/message.ts';
import type { Invites, KeptInvite } from '../room/store.ts';

const lives = '(expires_at IS NULL OR expires_at > ?) AND (uses_left IS NULL OR uses_left > 0)';

/** Those that cannot be used any more are swept out when the next one is made. */
export class SqliteInvites implements Invites {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(now: number): KeptInvite[] {
    return this.#select(`${lives} ORDER BY at`, now);
  }

  // There are few of them, so this needs no index, which would cost a row for each.
  find(hash: string, now: number): KeptInvite | undefined {
    return this.#select(`hash = ? AND ${lives}`, hash, now)[0];
  }

  add({ id, hash, by, at, expiresAt, usesLeft, used }: KeptInvite): void {
    this.#sql.exec(`DELETE FROM invites WHERE NOT (${lives})`, at);
    this.#sql.exec(
      'INSERT INTO invites (id, hash, by, at, expires_at, uses_left, used) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      hash,
      by,
      at,
      expiresAt ?? null,
      usesLeft ?? null,
      used,
    );
  }

  use(id: string): void {
    this.#sql.exec('UPDATE invites SET used = used + 1, uses_left = uses_left - 1 WHERE id = ?', id);
  }

  revoke(id: string): void {
    this.#sql.exec('DELETE FROM invites WHERE id = ?', id);
  }

  revokeAllOf(person: PersonId): void {
    this.#sql.exec('DELETE FROM invites WHERE by = ?', person);
  }

  #select(where: string, ...bindings: (string | number)[]): KeptInvite[] {
    return this.#sql
      .exec<Row>(`SELECT * FROM invites WHERE ${where}`, ...bindings)
      .toArray()
      .map(({ expires_at: expiresAt, uses_left: usesLeft, ...rest }) => ({
        ...rest,
        ...(expiresAt === null ? {} : { expiresAt }),
        ...(usesLeft === null ? {} : { usesLeft }),
      }));
  }
}

type Row = {
  id: string;
  hash: string;
  by: string;
  at: number;
  expires_at: number | null;
  uses_left: number | null;
  used: number;
};
