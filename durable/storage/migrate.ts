import type { Migration } from './migrations.ts';

/** Brings the storage to the newest schema: all missing steps, or, when one of them fails, none. */
export function migrate(storage: DurableObjectStorage, steps: readonly Migration[]): void {
  const done = stepsDone(storage.sql);
  if (done >= steps.length) return;
  storage.transactionSync(() => {
    storage.sql.exec('CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY)');
    for (const [i, step] of steps.entries()) {
      if (i < done) continue;
      if (step) storage.sql.exec(step);
      storage.sql.exec('INSERT INTO migrations (step) VALUES (?)', i + 1);
    }
  });
}

/** How many steps this storage has seen. Only reads, so that looking at a room nobody made writes nothing. */
export function stepsDone(sql: SqlStorage): number {
  const known = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").toArray();
  if (known.length === 0) return 0;
  return Number(sql.exec('SELECT max(step) AS step FROM migrations').one().step ?? 0);
}
