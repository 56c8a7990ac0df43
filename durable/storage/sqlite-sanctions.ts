import type { PersonId } from '../../protocol/message.ts';
import type { Sanctioned, Sanctions } from '../room/store.ts';

const lasts = '(until IS NULL OR until > ?)';

/** Those whose time is over are swept out when the next one is imposed. */
export class SqliteSanctions implements Sanctions {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  of(person: PersonId, is: Sanctioned['is'], now: number): Sanctioned | undefined {
    return this.#select(`person = ? AND kind = ? AND ${lasts}`, person, is, now)[0];
  }

  banOfAddress(address: string, now: number): Sanctioned | undefined {
    return this.#select(`address = ? AND kind = 'banned' AND ${lasts} LIMIT 1`, address, now)[0];
  }

  all(now: number): Sanctioned[] {
    return this.#select(`${lasts} ORDER BY at`, now);
  }

  impose({ person, is, by, at, until, why, address }: Sanctioned): void {
    this.#sql.exec('DELETE FROM sanctions WHERE until <= ?', at);
    this.#sql.exec(
      `INSERT OR REPLACE INTO sanctions (person, kind, by, at, until, why, address) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      person,
      is,
      by,
      at,
      until ?? null,
      why,
      address ?? null,
    );
  }

  lift(person: PersonId, is: Sanctioned['is']): void {
    this.#sql.exec('DELETE FROM sanctions WHERE person = ? AND kind = ?', person, is);
  }

  forgetReasonsOf(by: PersonId): void {
    this.#sql.exec("UPDATE sanctions SET why = '' WHERE by = ? AND why != ''", by);
  }

  #select(where: string, ...bindings: (string | number)[]): Sanctioned[] {
    return this.#sql
      .exec<Row>(`SELECT * FROM sanctions WHERE ${where}`, ...bindings)
      .toArray()
      .map(({ kind, until, address, ...rest }) => ({
        ...rest,
        is: kind,
        ...(until === null ? {} : { until }),
        ...(address === null ? {} : { address }),
      }));
  }
}

type Row = {
  person: string;
  kind: Sanctioned['is'];
  by: string;
  at: number;
  until: number | null;
  why: string;
  address: string | null;
};
