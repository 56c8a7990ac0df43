import * as v from 'valibot';
import { Settings } from '../../protocol/settings.ts';
import type { KeptSettings, SettingsStore } from '../room/store.ts';

// A value that this build does not know, of a newer one, is read as the most careful of those it knows.
const Kept = v.object({
  ...Settings.entries,
  visibility: v.fallback(Settings.entries.visibility, 'private'),
  posting: v.fallback(Settings.entries.posting, 'moderator'),
  inviting: v.fallback(Settings.entries.inviting, 'owner'),
  pinning: v.fallback(Settings.entries.pinning, 'moderator'),
});

export class SqliteSettings implements SettingsStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(): KeptSettings | undefined {
    const [row] = this.#sql.exec<Row>('SELECT * FROM settings').toArray();
    if (!row) return undefined;
    const {
      room,
      listed_at: listedAt,
      listed_words: listedWords,
      slow_s: slowS,
      locked,
      threads,
      ...rest
    } = row;
    const settings = v.parse(Kept, { ...rest, slowS, locked: locked === 1, threads: threads === 1 });
    const words = listedWords === null ? {} : { listedWords };
    return { room, settings, listing: listedAt ?? undefined, ...words };
  }

  write({ room, settings, listing, listedWords }: KeptSettings): void {
    const { title, topic, visibility, posting, inviting, pinning, threads, locked, slowS } = settings;
    this.#sql.exec(
      `INSERT OR REPLACE INTO settings
         (one, room, title, topic, visibility, posting, inviting, pinning, threads, locked, slow_s, listed_at, listed_words)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      room,
      title,
      topic,
      visibility,
      posting,
      inviting,
      pinning,
      Number(threads),
      Number(locked),
      slowS,
      listing ?? null,
      listedWords ?? null,
    );
  }
}

type Row = {
  room: string;
  title: string;
  topic: string;
  visibility: string;
  posting: string;
  inviting: string;
  pinning: string;
  threads: number;
  locked: number;
  slow_s: number;
  listed_at: number | null;
  listed_words: number | null;
};
