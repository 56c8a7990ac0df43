import { migrations } from './migrations.ts';

/** Brings the storage to the newest schema: all missing steps, or, when one of them fails, none. */
export function migrate(storage: DurableObjectStorage, steps: readonly string[] = migrations): void {
  const done = stepsDone(storage.sql);
  if (done >= steps.length) return;
  storage.transactionSync(() => {
    storage.sql.exec('CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY)');
    for (let step = done; step < steps.length; step += 1) {
      storage.sql.exec(steps[step] ?? '');
      storage.sql.exec('INSERT INTO migrations (step) VALUES (?)', step + 1);
    }
  });
}

/** Nothing was ever written here, by us or by the runtime, which keeps alarms in a table of its own. */
export function isUntouched(sql: SqlStorage): boolean {
  return sql.exec('SELECT 1 FROM sqlite_master LIMIT 1').toArray().length === 0;
}

/** How many steps this storage has seen. Only reads, so that looking at a room nobody used writes nothing. */
export function stepsDone(sql: SqlStorage): number {
  const known = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").toArray();
  if (known.length === 0) return 0;
  return Number(sql.exec('SELECT max(step) AS step FROM migrations').one().step ?? 0);
}
