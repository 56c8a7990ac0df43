import type { IDBPTransaction } from 'idb';
import { type DatabaseConnection, type Lull, markOf, openDatabase } from './open-database.ts';

export type ReadTransaction = IDBPTransaction<Lull, ['outbox'], 'readonly'>;
export type WriteTransaction = IDBPTransaction<Lull, ['outbox'], 'readwrite'>;

/** A disk may hang. Then it is better to go on without it, and to say so. */
const transactionMs = 5_000;

/**
 * One store's way to the database, opened when it is needed. Calls take effect in their order. One that rejects
 * (no database, no space, taken away in the middle) has changed nothing, but for one that rejects because it took
 * too long: what is being written can be neither stopped nor asked, and may be written yet.
 *
 * Once another database has taken the place of the one that was known, because the person cleared it away or it
 * was broken, those who ask next are refused once: what it does not hold was neither sent nor discarded.
 */
export class Database {
  #opening: Promise<DatabaseConnection> | undefined;
  #mark: string | undefined;
  #stays = false;

  read<T>(act: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
    return this.#run((connection) => connection.transaction(['outbox'], 'readonly'), act);
  }

  /** Resolves once it is where no power failure reaches it: an act whose stamp was lost could be done twice. */
  write<T>(act: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
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

  async #run<T, Transaction extends ReadTransaction | WriteTransaction>(
    begin: (connection: DatabaseConnection) => Transaction,
    act: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    try {
      const transaction = await this.#begin(begin);
      return await inTime(transaction, finish(transaction, act));
    } finally {
      if (!this.#stays) this.#close();
    }
  }

  async #begin<Transaction>(begin: (connection: DatabaseConnection) => Transaction): Promise<Transaction> {
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

  #open(): Promise<DatabaseConnection> {
    if (this.#opening) return this.#opening;
    const forget = () => this.#forget(opening);
    const opening = openDatabase(forget).then((connection) => {
      const [before, now] = [this.#mark, markOf(connection)];
      this.#mark = now;
      if (before === undefined || before === now) return connection;
      connection.close();
      forget();
      throw new Error('The browser has lost its database, and made another.');
    });
    this.#opening = opening;
    return opening;
  }

  #forget(opening: Promise<DatabaseConnection>): void {
    if (this.#opening === opening) this.#opening = undefined;
  }

  // What is under way is still done: the browser waits for it.
  #close(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    opening?.then((connection) => connection.close()).catch(() => {});
  }
}

async function finish<T, Transaction extends ReadTransaction | WriteTransaction>(
  transaction: Transaction,
  act: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  // What the act failed with says more than that its transaction did.
  transaction.done.catch(() => {});
  const result = await act(transaction).catch((error) => {
    undo(transaction);
    throw error;
  });
  await transaction.done;
  return result;
}

function inTime<T>(transaction: ReadTransaction | WriteTransaction, finished: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // To abort is not enough: what is being committed, perhaps on a disk that hangs, cannot be aborted.
    const timer = setTimeout(() => {
      reject(new Error('The browser does not get through with its database.'));
      undo(transaction);
    }, transactionMs);
    finished.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function undo(transaction: ReadTransaction | WriteTransaction): void {
  try {
    transaction.abort();
  } catch {
    // What failed has undone it already, or it is too late.
  }
}
