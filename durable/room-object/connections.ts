import type { PersonId } from '../../protocol/message.ts';
import { isAtLeast } from '../../protocol/roles.ts';
import { type Attachment, attach, attachmentOf } from './attachment.ts';

/**
 * The open sockets of one room, found by person and by name. The runtime has the sockets and their attachments, which
 * outlive the room's sleep; this index of them is read once after each wake, and then kept in step: every change of an
 * attachment goes through `set`. All lists are in the order in which the sockets were opened, unless they say otherwise.
 */
export class Connections {
  readonly #state: DurableObjectState;
  #index: Index | undefined;

  constructor(state: DurableObjectState) {
    this.#state = state;
  }

  get open(): ReadonlySet<WebSocket> {
    return this.#read().open;
  }

  /** Those who are told what is told to everybody, in no order. */
  get hearing(): ReadonlySet<WebSocket> {
    return this.#read().hearing;
  }

  /** Those by which moderators and above are present. */
  get leading(): ReadonlySet<WebSocket> {
    return this.#read().leading;
  }

  /** Those who only listen. */
  get listeners(): ReadonlySet<WebSocket> {
    return this.#read().listeners;
  }

  /** Those that speak the version of the protocol before the present one. */
  get older(): ReadonlySet<WebSocket> {
    return this.#read().older;
  }

  /** How many people are present. */
  get presentCount(): number {
    return this.#read().joined.size;
  }

  of(person: PersonId): WebSocket[] {
    return [...(this.#read().byPerson.get(person) ?? [])];
  }

  /** The newest by which this person is present. */
  joined(person: PersonId): WebSocket | undefined {
    return this.#read().joined.has(person)
      ? this.of(person).findLast((socket) => attachmentOf(socket).is === 'joined')
      : undefined;
  }

  /** Those of people whose names look like this, in no order. */
  named(skeleton: string): Iterable<WebSocket> {
    return this.#read().byName.get(skeleton) ?? [];
  }

  set(socket: WebSocket, attachment: Attachment): void {
    const index = this.#read();
    const before = index.open.has(socket) ? attachmentOf(socket) : undefined;
    attach(socket, attachment);
    file(index, socket, before, attachment.is === 'gone' ? undefined : attachment);
  }

  #read(): Index {
    if (!this.#index) {
      this.#index = emptyIndex();
      // The runtime has the newest first.
      for (const socket of this.#state.getWebSockets().reverse()) {
        const attachment = attachmentOf(socket);
        if (attachment.is !== 'gone') file(this.#index, socket, undefined, attachment);
      }
    }
    return this.#index;
  }
}

type Sockets = Set<WebSocket>;
type Index = {
  open: Sockets;
  hearing: Sockets;
  leading: Sockets;
  listeners: Sockets;
  older: Sockets;
  byPerson: Map<PersonId, Sockets>;
  joined: Map<PersonId, Sockets>;
  /** By the skeleton of the name. Whoever only listens has none here. */
  byName: Map<string, Sockets>;
};

function emptyIndex(): Index {
  return {
    open: new Set(),
    hearing: new Set(),
    leading: new Set(),
    listeners: new Set(),
    older: new Set(),
    byPerson: new Map(),
    joined: new Map(),
    byName: new Map(),
  };
}

/** Each socket keeps its place in a set it stays in. */
function file(
  index: Index,
  socket: WebSocket,
  before: Attachment | undefined,
  after: Attachment | undefined,
): void {
  toggle(index.open, socket, after !== undefined);
  toggle(index.hearing, socket, after?.is === 'joined' || after?.is === 'listening');
  toggle(index.leading, socket, after?.is === 'joined' && isAtLeast(after.role, 'moderator'));
  toggle(index.listeners, socket, after?.listens ?? false);
  toggle(index.older, socket, after?.speaksOlder ?? false);
  move(index.byPerson, socket, before?.person.id, after?.person.id);
  move(index.joined, socket, presentId(before), presentId(after));
  move(index.byName, socket, nameOf(before), nameOf(after));
}

function presentId(attachment: Attachment | undefined): PersonId | undefined {
  return attachment?.is === 'joined' ? attachment.person.id : undefined;
}

function nameOf(attachment: Attachment | undefined): string | undefined {
  return attachment?.listens ? undefined : attachment?.skeleton;
}

function toggle(sockets: Sockets, socket: WebSocket, isIn: boolean): void {
  if (isIn) sockets.add(socket);
  else sockets.delete(socket);
}

function move<Key>(
  by: Map<Key, Sockets>,
  socket: WebSocket,
  from: Key | undefined,
  to: Key | undefined,
): void {
  if (from === to) return;
  const left = from === undefined ? undefined : by.get(from);
  left?.delete(socket);
  if (from !== undefined && left?.size === 0) by.delete(from);
  if (to === undefined) return;
  const joined = by.get(to);
  if (joined) joined.add(socket);
  else by.set(to, new Set([socket]));
}
