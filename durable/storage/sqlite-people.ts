import * as v from 'valibot';
import { type Person, type PersonId, PersonKind } from '../../protocol/message.ts';
import { skeletonOf } from '../room/names.ts';
import type { People } from '../room/store.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Names in the object's SQLite. Somebody new costs two rows written, another name as many; that somebody was seen, one
 * row a day.
 */
export class SqlitePeople implements People {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  known(id: PersonId): Person | undefined {
    const row = this.#row(id);
    return row && personOf(row);
  }

  /** Those of these whom the room knows, in one query, which reads a row for each of them. */
  allKnown(ids: readonly PersonId[]): Map<PersonId, Person> {
    const find = 'SELECT id, name, kind, face FROM people WHERE id IN (SELECT value FROM json_each(?))';
    const rows = this.#sql.exec<PersonRow>(find, JSON.stringify(ids)).toArray();
    return new Map(rows.map((row) => [row.id, personOf(row)]));
  }

  note(person: Person, at?: number): void {
    const known = this.#row(person.id);
    if (known) return this.#renew(known, person, at);
    const { id, name, kind } = person;
    const face = person.face ?? null;
    const insert = 'INSERT INTO people (id, name, kind, face, skeleton, seen) VALUES (?, ?, ?, ?, ?, ?)';
    this.#sql.exec(insert, id, name, kind, face, skeletonOf(name), at ?? null);
  }

  meet(person: Person, at: number): void {
    const known = this.#row(person.id);
    if (known) this.#renew(known, person, known.seen === null ? undefined : at);
  }

  #renew(known: Row, { id, name, kind, ...rest }: Person, at: number | undefined): void {
    const face = rest.face ?? null;
    const seen = seenAfter(known.seen ?? undefined, at);
    if (known.name !== name) {
      this.#sql.exec('UPDATE people SET name = ?, skeleton = ? WHERE id = ?', name, skeletonOf(name), id);
    }
    if (known.kind !== kind || known.face !== face || (known.seen ?? undefined) !== seen) {
      this.#sql.exec(
        'UPDATE people SET kind = ?, face = ?, seen = ? WHERE id = ?',
        kind,
        face,
        seen ?? null,
        id,
      );
    }
  }

  keepersOf(skeleton: string, since: number): PersonId[] {
    const keeps = "skeleton = ? AND seen IS NOT NULL AND (kind <> 'guest' OR seen > ?)";
    return this.#sql
      .exec<{ id: PersonId }>(`SELECT id FROM people WHERE ${keeps}`, skeleton, since)
      .toArray()
      .map(({ id }) => id);
  }

  latest(limit: number): Person[] {
    return this.#sql
      .exec<PersonRow>(
        'SELECT id, name, kind, face FROM people WHERE seen IS NOT NULL ORDER BY seen DESC LIMIT ?',
        limit,
      )
      .toArray()
      .map(personOf);
  }

  seenAt(id: PersonId): number | undefined {
    return this.#row(id)?.seen ?? undefined;
  }

  forget(id: PersonId): void {
    if (!this.#row(id)?.name) return;
    this.#sql.exec("UPDATE people SET name = '', face = NULL, skeleton = NULL, seen = NULL WHERE id = ?", id);
  }

  #row(id: PersonId): Row | undefined {
    return this.#sql.exec<Row>('SELECT id, name, kind, face, seen FROM people WHERE id = ?', id).toArray()[0];
  }
}

export type PersonRow = { id: string; name: string; kind: string; face?: string | null };
type Row = Required<PersonRow> & { seen: number | null };

/** Nobody can be called nothing but who had themselves forgotten. */
export function personOf({ id, name, kind, face }: PersonRow): Person {
  return {
    id,
    name,
    kind: kindOf(kind),
    ...(typeof face === 'string' ? { face } : {}),
    ...(name === '' ? { left: true as const } : {}),
  };
}

// What a newer build may have written here is taken for somebody whose name proves nothing.
const kindOf = (kind: string): PersonKind => (v.is(PersonKind, kind) ? kind : 'guest');

// To within a day, or a name would cost a row whenever its owner comes.
function seenAfter(before: number | undefined, at: number | undefined): number | undefined {
  return at !== undefined && (before === undefined || at - before >= dayMs) ? at : before;
}
