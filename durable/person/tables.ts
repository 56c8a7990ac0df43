import { migrate, stepsDone } from '../storage/migrate.ts';
import { migrations } from './migrations.ts';

/**
 * A person's tables, which are not there before something is written: looking at somebody about whom nothing is kept
 * keeps nothing.
 */
export class Tables {
  readonly #storage: DurableObjectStorage;
  #exist: boolean;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#exist = stepsDone(storage.sql) > 0;
    if (this.#exist) migrate(storage, migrations);
  }

  get exist(): boolean {
    return this.#exist;
  }

  /** No row where there is no table. */
  read<Row extends Record<string, SqlStorageValue>>(query: string, ...bindings: SqlStorageValue[]): Row[] {
    return this.#exist ? this.#storage.sql.exec<Row>(query, ...bindings).toArray() : [];
  }

  /** Changes what is there already; where there is no table, nothing. */
  change(statement: string, ...bindings: SqlStorageValue[]): void {
    if (this.#exist) this.#storage.sql.exec(statement, ...bindings);
  }

  /** Writes something new, and makes the tables for it. */
  write(statement: string, ...bindings: SqlStorageValue[]): void {
    this.together(() => {
      if (!this.#exist) migrate(this.#storage, migrations);
      this.#storage.sql.exec(statement, ...bindings);
    });
    this.#exist = true;
  }

  /** All of it, or none. */
  together<T>(work: () => T): T {
    const before = this.#exist;
    try {
      return this.#storage.transactionSync(work);
    } catch (fault) {
      this.#exist = before;
      throw fault;
    }
  }
}
