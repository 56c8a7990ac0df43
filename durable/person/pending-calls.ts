import * as v from 'valibot';
import { PersonId } from '../../protocol/message.ts';
import type { Tables } from './tables.ts';

/** What rooms have to be told, each of them, however long that takes. */
const PendingCall = v.variant('tell', [
  v.object({
    tell: v.literal('ended'),
    of: PersonId,
    which: v.union([v.object({ sid: v.string() }), v.object({ before: v.number() })]),
  }),
  v.object({
    tell: v.literal('forget'),
    of: PersonId,
    words: v.picklist(['keep', 'remove']),
    time: v.picklist(['first', 'second']),
  }),
]);
export type PendingCall = v.InferOutput<typeof PendingCall>;

/**
 * `call` is undefined for one that this build does not understand: it is put off, for the build that wrote it. `key`: as it is
 * stored.
 */
export type DueCall = { call: PendingCall | undefined; key: string; room: string; tries: number };

const firstWaitMs = 5_000;
const longestWaitMs = 6 * 60 * 60 * 1000;
/** Some ten days. */
const mostTries = 50;

/** One row for each room that has not been told yet, so that the object can sleep, or break, in between. */
export class PendingCalls {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  add(call: PendingCall, rooms: string[], dueMs: number): void {
    for (const room of rooms) {
      const values = [JSON.stringify(call), room, dueMs];
      this.#tables.write('INSERT OR REPLACE INTO errands (errand, room, due) VALUES (?, ?, ?)', ...values);
    }
  }

  due(nowMs: number, limit: number): DueCall[] {
    return this.#tables
      .read<Row>(
        'SELECT errand, room, tries FROM errands WHERE due <= ? ORDER BY due, room LIMIT ?',
        nowMs,
        limit,
      )
      .map(({ errand: key, ...rest }) => ({ call: callIn(key), key, ...rest }));
  }

  done({ key, room }: DueCall): void {
    this.#tables.change('DELETE FROM errands WHERE errand = ? AND room = ?', key, room);
  }

  /** Puts it off, ever longer. False when it was tried so often that it is given up. */
  putOff(due: DueCall, nowMs: number): boolean {
    const tries = due.tries + 1;
    if (tries >= mostTries) {
      this.done(due);
      return false;
    }
    const next = nowMs + Math.min(longestWaitMs, firstWaitMs * 2 ** due.tries);
    this.#tables.change(
      'UPDATE errands SET tries = ?, due = ? WHERE errand = ? AND room = ?',
      tries,
      next,
      due.key,
      due.room,
    );
    return true;
  }

  /** When the next one is to be run, in milliseconds since 1970. */
  next(): number | undefined {
    return (
      this.#tables.read<{ due: number | null }>('SELECT min(due) AS due FROM errands')[0]?.due ?? undefined
    );
  }

  forget(): void {
    this.#tables.change('DELETE FROM errands');
  }
}

type Row = { errand: string; room: string; tries: number };

function callIn(key: string): PendingCall | undefined {
  const read = v.safeParse(PendingCall, JSON.parse(key));
  return read.success ? read.output : undefined;
}
