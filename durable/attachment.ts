import type { Person } from '../protocol/message.ts';

/**
 * What a socket carries through the room's sleep. A socket is `greeting` until its hello, `joined` while it
 * counts as present, and `gone` once either side has begun to close it: frames still on their way then are
 * not heard.
 */
export type Attachment = {
  person: Person;
  is: 'greeting' | 'joined' | 'gone';
  /** When the socket was opened, in milliseconds since 1970. */
  openedAt: number;
};

// Reading an attachment copies it out of the runtime; in a full room that would dominate every message.
// The map may be empty at any event, since the room may just have woken.
const cache = new WeakMap<WebSocket, Attachment>();

export function attachmentOf(socket: WebSocket): Attachment {
  const known = cache.get(socket);
  if (known) return known;
  const read = socket.deserializeAttachment() as Attachment | Omit<Attachment, 'openedAt'>;
  if ('openedAt' in read) cache.set(socket, read);
  // Left by a build that noted no time. As if opened now, it can ask for a pong before it counts as silent.
  else attach(socket, { ...read, openedAt: Date.now() });
  return cache.get(socket) as Attachment;
}

export function attach(socket: WebSocket, attachment: Attachment): void {
  socket.serializeAttachment(attachment);
  cache.set(socket, attachment);
}
