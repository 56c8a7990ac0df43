import type { RoomStore } from '../room/store.ts';
import { SqliteAudit } from './sqlite-audit.ts';
import type { SqliteHistory } from './sqlite-history.ts';
import { SqliteInvites } from './sqlite-invites.ts';
import { SqliteMembers } from './sqlite-members.ts';
import { SqlitePeople } from './sqlite-people.ts';
import { SqliteSanctions } from './sqlite-sanctions.ts';
import { SqliteSettings } from './sqlite-settings.ts';

/** The store of a room whose tables are there, beside its history in the same storage. */
export function sqliteStore(storage: DurableObjectStorage, history: SqliteHistory): RoomStore {
  const { sql } = storage;
  return {
    settings: new SqliteSettings(sql),
    people: new SqlitePeople(sql),
    members: new SqliteMembers(sql),
    sanctions: new SqliteSanctions(sql),
    invites: new SqliteInvites(sql),
    audit: new SqliteAudit(sql),
    atomically(act) {
      try {
        return storage.transactionSync(act);
      } catch (fault) {
        history.reread();
        throw fault;
      }
    },
  };
}
