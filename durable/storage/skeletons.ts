import { skeletonOf, skeletonVersion } from '../room/names.ts';

/** Compares all names anew where that was last done in another way than now; to be called when the newest schema is there. */
export function renewSkeletons(storage: DurableObjectStorage): void {
  const { sql } = storage;
  const [kept] = sql.exec<{ version: number }>('SELECT version FROM skeletons').toArray();
  if (kept?.version === skeletonVersion) return;
  storage.transactionSync(() => {
    const people = sql
      .exec<{ id: string; name: string }>("SELECT id, name FROM people WHERE name <> ''")
      .toArray();
    for (const { id, name } of people) {
      const skeleton = skeletonOf(name);
      sql.exec('UPDATE people SET skeleton = ?1 WHERE id = ?2 AND skeleton IS NOT ?1', skeleton, id);
    }
    sql.exec('INSERT OR REPLACE INTO skeletons (one, version) VALUES (1, ?)', skeletonVersion);
  });
}
