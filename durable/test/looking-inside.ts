import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/message.ts';
import { attachmentOf } from '../room-object/attachment.ts';
import { SqliteHistory } from '../storage/sqlite-history.ts';
import type { Visitor } from './visitor.ts';

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

/**
 * Counts the rows that every statement from now on reads and writes, until the test ends: of all objects, or, as long as it
 * stays awake, of this room alone.
 */
export async function watchRows(
  name?: string,
  objects: typeof env.ROOM | typeof env.PERSON = env.ROOM,
): Promise<{ written(): number; read(): number }> {
  const own = await runInDurableObject(objects.getByName(name ?? 'rows'), (_, { storage }) => storage.sql);
  const exec = vi.spyOn(Object.getPrototypeOf(own) as SqlStorage, 'exec');
  const sum = (of: 'rowsRead' | 'rowsWritten') => () =>
    exec.mock.results
      .filter((_, i) => name === undefined || exec.mock.contexts[i] === own)
      .reduce((rows, { value }) => rows + (value as SqlStorageCursor<never>)[of], 0);
  return { written: sum('rowsWritten'), read: sum('rowsRead') };
}

/** Counts how often a room's object is constructed from now on, by what it logs. */
export function watchWaking(): () => number {
  const log = vi.spyOn(console, 'log');
  return () => log.mock.calls.filter(([line]) => String(line).includes('"room-woke"')).length;
}

/** From now on nothing that holds this text can be written in any room. */
export function failing(room: string, text: string): Promise<void> {
  return runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
    const prototype = Object.getPrototypeOf(storage.sql) as SqlStorage;
    const { exec } = prototype;
    vi.spyOn(prototype, 'exec').mockImplementation(function (this: SqlStorage, query, ...bindings) {
      if (bindings.includes(text)) throw new Error('the disk is full');
      return exec.call(this, query, ...bindings);
    } as typeof exec);
  });
}

type Heard = { from: Visitor; frame: object } | { from: Visitor; closes: true };

/** Has a room hear all of this in one turn, in this order, as when the network brings it together. */
export function hearsInOneTurn(room: string, ...heard: Heard[]): Promise<void> {
  return runInDurableObject(env.ROOM.getByName(room), (object, state) => {
    for (const one of heard) {
      const socket = state.getWebSockets().find((other) => {
        const { person, is } = attachmentOf(other);
        return person.id === one.from.person.id && is !== 'gone';
      });
      if (!socket) throw new Error(`${one.from.person.name} has no socket there.`);
      if ('closes' in one) object.webSocketClose(socket, 1000);
      else object.webSocketMessage(socket, JSON.stringify(one.frame));
    }
  });
}

/** Timers of a second wait from now on until the returned function lets the room's end. */
export function holdSeconds(room: string): () => Promise<void> {
  const real = globalThis.setTimeout;
  const held: (() => void)[] = [];
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((callback: () => void, ms?: number) => {
    if (ms !== 1_000) return real(callback, ms);
    held.push(callback);
    return 0;
  }) as typeof setTimeout);
  return () =>
    runInDurableObject(env.ROOM.getByName(room), () => {
      for (const callback of held.splice(0)) callback();
    });
}

/** Until the test ends a room of more people than this is a crowd. */
export function crowdBeginsAbove(people: number): void {
  vi.spyOn(limits, 'rosterPeople', 'get').mockReturnValue(people as typeof limits.rosterPeople);
}
