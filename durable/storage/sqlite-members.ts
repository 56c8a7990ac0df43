import * as v from 'valibot';
import type { PersonId } from '../../protocol/message.ts';
import { Role } from '../../protocol/roles.ts';
import { inOrderOfRank } from '../room/members.ts';
import type { Member, Members } from '../room/store.ts';
import { type PersonRow, personOf } from './sqlite-people.ts';

export class SqliteMembers implements Members {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  roleOf(id: PersonId): Role {
    const [row] = this.#sql.exec<{ role: string }>('SELECT role FROM members WHERE person = ?', id).toArray();
    return row ? roleIn(row.role) : 'guest';
  }

  all(): Member[] {
    return this.#sql
      .exec<PersonRow & { role: string; since: number }>(
        'SELECT id, name, kind, face, role, since FROM members JOIN people ON people.id = members.person',
      )
      .toArray()
      .map(({ role, since, ...person }) => ({ person: personOf(person), role: roleIn(role), since }))
      .sort(inOrderOfRank);
  }

  set(id: PersonId, role: Role, at: number): void {
    if (role === 'guest') this.#sql.exec('DELETE FROM members WHERE person = ?', id);
    else
      this.#sql.exec('INSERT OR REPLACE INTO members (person, role, since) VALUES (?, ?, ?)', id, role, at);
  }
}

// Whoever is written down is a member at least; what a newer build made of them this one does not know.
function roleIn(text: string): Member['role'] {
  return v.is(Role, text) && text !== 'guest' ? text : 'member';
}
