import type { IDBPTransaction } from 'idb';
import { type Connection, type Lull, openDatabase } from './open-database.ts';

export type Reading = IDBPTransaction<Lull, ['outbox'], 'readonly'>;
export type Writing = IDBPTransaction<Lull, ['outbox'], 'readwrite'>;

/** A disk may hang. Then it is better to go on without it, and to say so. */
const transactionMs = 5_000;

/**
 * One shelf's way to the database, opened when it is needed. Calls take effect in their order. One that rejects
 * (no database, no space, taken away in the middle) has changed nothing.
 */
export class Database {
  #opening: Promise<Connection> | undefined;
  #stays = false;

  read<T>(act: (transaction: Reading) => Promise<T>): Promise<T> {
    return this.#run((connection) => connection.transaction(['outbox'], 'readonly'), act);
  }

  /** Resolves once it is where no power failure reaches it: an act whose stamp was lost could be done twice. */
  write<T>(act: (transaction: Writing) => Promise<T>): Promise<T> {
    const durable = { durability: 'strict' } as const;
    return this.#run((connection) => connection.transaction(['outbox'], 'readwrite', durable), act);
  }

  /** From now on the connection is kept between calls, until the returned function is called. */
  stayOpen(): () => void {
    this.#stays = true;
    return () => {
      this.#stays = false;
      this.#close();
    };
  }

  async #run<T, Transaction extends Reading | Writing>(
    begin: (connection: Connection) => Transaction,
    act: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const transaction = await this.#begin(begin);
      timer = setTimeout(() => transaction.abort(), transactionMs);
      // What the act failed with says more than that its transaction did.
      transaction.done.catch(() => {});
      const result = await act(transaction).catch((error) => undo(transaction, error));
      await transaction.done;
      return result;
    } finally {
      clearTimeout(timer);
      if (!this.#stays) this.#close();
    }
  }

  async #begin<Transaction>(begin: (connection: Connection) => Transaction): Promise<Transaction> {
    const opening = this.#open();
    try {
      return begin(await opening);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
      // It was closed since, by us or by a browser that did not say so. Whoever notices first opens it anew.
      this.#forget(opening);
      return begin(await this.#open());
    }
  }

  #open(): Promise<Connection> {
    if (this.#opening) return this.#opening;
    const opening = openDatabase(() => this.#forget(opening));
    this.#opening = opening;
    return opening;
  }

  #forget(opening: Promise<Connection>): void {
    if (this.#opening === opening) this.#opening = undefined;
  }

  // What is under way is still done: the browser waits for it.
  #close(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    opening?.then((connection) => connection.close()).catch(() => {});
  }
}

function undo(transaction: Reading | Writing, error: unknown): never {
  try {
    transaction.abort();
  } catch {
    // What failed has undone it already.
  }
  throw error;
}
