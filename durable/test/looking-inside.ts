import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import type { Message } from '../../protocol/message.ts';
import { SqliteHistory } from '../storage/sqlite-history.ts';

/** All that a room keeps, read by other eyes than its own. */
export function kept(room: string): Promise<Message[]> {
  return runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
    return new SqliteHistory(storage).after(0, 1_000_000);
  });
}

export function tables(room: string): Promise<unknown[]> {
  return runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => tablesOf(storage.sql));
}

/** Without the runtime's own, in which it keeps an alarm. */
export function tablesOf(sql: SqlStorage): unknown[] {
  return sql
    .exec("SELECT name FROM sqlite_master WHERE substr(name, 1, 4) != '_cf_'")
    .toArray()
    .map(({ name }) => name);
}

/** When a room's alarm is to ring; null when none is set. */
export function alarmOf(room: string): Promise<number | null> {
  return runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => storage.getAlarm());
}

/** Counts the rows that every statement from now on reads and writes, until the test ends. */
export async function watchRows(): Promise<{ written(): number; read(): number }> {
  const prototype: SqlStorage = await runInDurableObject(env.ROOM.getByName('rows'), (_, { storage }) =>
    Object.getPrototypeOf(storage.sql),
  );
  const exec = vi.spyOn(prototype, 'exec');
  const sum = (of: 'rowsRead' | 'rowsWritten') => () =>
    exec.mock.results.reduce((rows, { value }) => rows + (value as SqlStorageCursor<never>)[of], 0);
  return { written: sum('rowsWritten'), read: sum('rowsRead') };
}

/** Counts how often a room's object is constructed from now on, by what it logs. */
export function watchWaking(): () => number {
  const log = vi.spyOn(console, 'log');
  return () => log.mock.calls.filter(([line]) => String(line).includes('"room-woke"')).length;
}
