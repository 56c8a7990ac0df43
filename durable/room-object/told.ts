import type { Changed, Event, Welcome } from '../../protocol/down.ts';
import { changeOf, type Message } from '../../protocol/message.ts';
import { toVersion6 } from '../../protocol/version-6.ts';

/** A welcome, with messages that changed as they stand. */
export type ToldWelcome = Omit<Welcome, 'changed'> & { changed: Message[] };

/**
 * What a room tells. A message that changed is whole in it; how much of that is written down, and how, depends on the version of
 * the protocol that whoever hears it speaks.
 */
export type Told =
  | Exclude<Event, Welcome | Changed>
  | ToldWelcome
  | (Pick<Changed, 't' | 'id' | 'by'> & { message: Message });

/** Events as JSON, in the present version of the protocol and in the one before it: each written at most once. */
export class WrittenEvents {
  readonly #events: readonly Told[];
  #written: readonly string[] | undefined;
  #writtenOlder: readonly string[] | undefined;

  constructor(events: readonly Told[]) {
    this.#events = events;
  }

  for(reader: { speaksOlder?: true }): readonly string[] {
    if (reader.speaksOlder) {
      this.#writtenOlder ??= this.#events.map(toVersion6);
      return this.#writtenOlder;
    }
    this.#written ??= this.#events.map((event) => JSON.stringify(wire(event)));
    return this.#written;
  }
}

function wire(event: Told): Event {
  if (event.t === 'welcome') return { ...event, changed: event.changed.map(changeOf) };
  if (event.t !== 'changed') return event;
  const { message, ...act } = event;
  return { ...act, ...changeOf(message) };
}
