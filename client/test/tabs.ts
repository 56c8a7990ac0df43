import { onTestFinished } from 'vitest';
import type { ActId } from '../../protocol/message.ts';
import type { OutboxStore, Unsent } from '../outbox-store.ts';
import { Ears } from './ears.ts';

/** A tab of one browser, and how to make its person look at it. */
export type TestTab = { store: OutboxStore; lookAt(): void };

export const idOf = (n: number): ActId => `act-${String(n).padStart(8, '0')}`;

export function said(n: number): Unsent {
  return { t: 'say', text: `words ${n}`, id: idOf(n), by: 'ana-0000000000', at: n, is: 'queued' };
}

export async function idsOn(store: OutboxStore): Promise<ActId[]> {
  return (await store.load()).map(({ id }) => id);
}

/** What a store hears of other tabs from now on, until the test is over. */
export function listenTo(store: OutboxStore): { ears: Ears; stop: () => void } {
  const ears = new Ears();
  const stop = store.watch(ears);
  onTestFinished(stop);
  return { ears, stop };
}

/** Asks to lead for this person, until the test is over. */
export function lead(store: OutboxStore, by = 'ana-0000000000'): { ears: Ears; giveUp: () => void } {
  const ears = new Ears();
  const giveUp = store.lead(by, ears);
  onTestFinished(giveUp);
  return { ears, giveUp };
}
