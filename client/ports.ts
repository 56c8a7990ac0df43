import type { News } from './chat.ts';
import type { OutboxStore } from './outbox-store.ts';

/** One socket. Both calls are harmless on one that is already closed. */
export type Wire = { send(frame: string): void; close(): void };

export type WireEvents = {
  opened(): void;
  heard(frame: unknown): void;
  closed(code: number, reason: string): void;
};

/** Everything a chat needs of the world around it, so that tests can be that world. */
export type Ports = {
  open(events: WireEvents): Wire;
  /** Milliseconds since 1970, by this machine's clock, right or wrong. */
  now(): number;
  /** Milliseconds since whenever: never set back, for measuring how long something takes. */
  elapsed(): number;
  /** From 0 up to, not including, 1. */
  random(): number;
  newId(): string;
  /** Where this room's unsent acts outlive the page. */
  store: OutboxStore;
  /** Calls back once after so many milliseconds; returns how to call that off. */
  after(ms: number, callback: () => void): () => void;
  /** Something that is shown may have changed. */
  changed(): void;
  news(news: News): void;
};
