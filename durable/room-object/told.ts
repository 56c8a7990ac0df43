import type { Changed, Event, Reacted, Said, Welcome } from '../../protocol/down.ts';
import { type ChangeKind, changeOf, type Message } from '../../protocol/message.ts';
import { toVersion6 } from '../../protocol/version-6.ts';
import type { ChangedMessage } from '../room/messages.ts';

/** A welcome, with messages that changed as they stand. */
export type ToldWelcome = Omit<Welcome, 'changed'> & { changed: ChangedMessage[] };

/**
 * What a room tells. A message that changed is whole in it; how much of that is written down, and how, depends on the version of
 * the protocol that whoever hears it speaks.
 */
export type Told =
  | Exclude<Event, Welcome | Said | Changed | Reacted>
  | ToldWelcome
  /** `root`: the message in whose thread it was said, as it stands. */
  | (Omit<Said, 'root' | 'rootBy'> & { root?: Message })
  /** `kinds`: what of it changed; its words, where that is left out. `root` as above, where that changed too. */
  | (Pick<Changed, 't' | 'id' | 'by'> & { message: Message; kinds?: readonly ChangeKind[]; root?: Message })
  | (Omit<Reacted, 'seq' | 'message'> & { message: Message });

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
      this.#writtenOlder ??= this.#events.flatMap((event) => {
        const known = older(event);
        return known ? [toVersion6(known)] : [];
      });
      return this.#writtenOlder;
    }
    this.#written ??= this.#events.map((event) => JSON.stringify(wire(event)));
    return this.#written;
  }
}

function wire(event: Told): Event {
  switch (event.t) {
    case 'welcome':
      return { ...event, changed: event.changed.map(({ message, kinds }) => changeOf(message, kinds)) };
    case 'said': {
      const { root, ...said } = event;
      return { ...said, ...rootOf(root), ...(root && { rootBy: root.by.id }) };
    }
    case 'changed': {
      const { message, kinds, root, ...act } = event;
      return { ...act, ...changeOf(message, kinds), ...rootOf(root) };
    }
    case 'reacted': {
      const { seq, id } = event.message;
      return { ...event, seq: event.message.changed ?? seq, message: { seq, id } };
    }
    default:
      return event;
  }
}

const rootOf = (root: Message | undefined) => (root ? { root: changeOf(root, ['thread']) } : {});

/** In version 6 a message that changed comes whole, whatever of it did; nothing is pinned; and what is said in a thread alone is a change of what this hangs on. */
function older(event: Told): object | undefined {
  switch (event.t) {
    case 'welcome':
      return { ...event, changed: event.changed.map(({ message }) => message) };
    case 'said': {
      const { root, message, ...said } = event;
      if (root && !message.also) {
        const { id, by, seq } = message;
        return { t: 'changed', id, by: by.id, message: { ...root, changed: seq } };
      }
      return { ...said, message };
    }
    case 'changed':
    case 'reacted': {
      const { id, by, message } = event;
      return { t: 'changed', id, by: typeof by === 'string' ? by : by.id, message };
    }
    case 'pins':
    case 'read':
    case 'typing':
      return undefined;
    default:
      return event;
  }
}
