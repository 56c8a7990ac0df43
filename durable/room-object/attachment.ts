import type { Person, Seq } from '../../protocol/message.ts';
import type { Role } from '../../protocol/roles.ts';
import { skeletonOf } from '../room/names.ts';
import type { SessionRef } from '../room/requester.ts';

/**
 * What a socket carries through the room's sleep. A socket is `greeting` until its hello, then `joined` while its person
 * counts as present, or `listening` when it hears everything and is nobody, and `gone` once either side has begun to
 * close it: frames still on their way then are not heard.
 */
export type Attachment = {
  person: Person;
  /** As the room's store had it last. It is shown to others; what somebody may do, the store says. */
  role: Role;
  /** By which sign-in the socket was opened. */
  session: SessionRef;
  /** The hash of the address it came from, where one is known. */
  address?: string;
  /** Of the person's name: what else looks like it. */
  skeleton: string;
  is: 'greeting' | 'joined' | 'listening' | 'gone';
  /** It is of somebody who only listens; of one without a name a stand-in is `person`. */
  listens?: true;
  /** Of a guest of whom it is written down nowhere that they are here: see `FirstTraces`. */
  unnoted?: true;
  /** That it speaks the version of the protocol before the present one. */
  speaksOlder?: true;
  /** How far its person has read by it, and when their Person object was told of that, in milliseconds since 1970. */
  readUpTo?: Seq;
  readToldAt?: number;
  /** The place of what its person said last by it: they have read what stands above. */
  saidAt?: Seq;
  /** Its person has not touched its page for a while. */
  away?: true;
  /** When the socket was opened, in milliseconds since 1970. */
  openedAt: number;
};

// Reading an attachment copies it out of the runtime; in a full room that would dominate every message.
// The map may be empty at any event, since the room may just have woken.
const cache = new WeakMap<WebSocket, Attachment>();

export function attachmentOf(socket: WebSocket): Attachment {
  const known = cache.get(socket);
  if (known) return known;
  const read = completed(socket.deserializeAttachment() as Older);
  // Written down, or the time that is made up would be another after each sleep.
  attach(socket, read);
  return read;
}

export function attach(socket: WebSocket, attachment: Attachment): void {
  socket.serializeAttachment(attachment);
  cache.set(socket, attachment);
}

/** What older builds left knew neither times, nor roles, sessions, look-alikes, and whether more than guests there are. */
type Older = { person: Person & { guest?: boolean } } & Pick<Attachment, 'is'> & Partial<Attachment>;

// As if opened now, it can ask for a pong before it counts as silent. No session ends with that of nobody.
function completed({ person: { guest, ...person }, ...read }: Older): Attachment {
  const kind = guest === undefined ? person.kind : guest ? 'guest' : 'claimed';
  return {
    openedAt: Date.now(),
    role: 'guest',
    session: { sid: '', epoch: 0 },
    skeleton: skeletonOf(person.name),
    ...read,
    person: { ...person, kind },
  };
}
