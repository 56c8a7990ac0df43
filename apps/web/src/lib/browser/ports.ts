import { nanoid } from 'nanoid';
import { MemoryOutboxStores } from '$client/memory-outbox-store.ts';
import type { Ports, Wire, WireEvents } from '$client/ports.ts';
import { roomPath } from '$lib/room-path.ts';
import { elapsedClock } from './elapsed.ts';
import { browserShelf } from './outbox-store.ts';

/** The real world for a chat in this browser: sockets, clocks, chance, storage. On the server it is never used. */
export function browserPorts(
  room: string,
  how: 'speaks' | 'listens',
  given: Pick<Ports, 'changed' | 'news'>,
): Ports {
  return {
    ...linePorts(`${roomPath(room)}/socket${how === 'listens' ? '?listen' : ''}`),
    now: Date.now,
    newId: () => nanoid(),
    // Told apart as it is built: no page takes along what only the server has.
    store: import.meta.env.SSR ? new MemoryOutboxStores().open() : browserShelf(room),
    ...given,
  };
}

/** What a line to any of our sockets needs of this browser. */
export function linePorts(path: string): Pick<Ports, 'open' | 'elapsed' | 'random' | 'after'> {
  return {
    open: (events) => openSocket(path, events),
    elapsed: elapsedClock(() => performance.now(), Date.now),
    random: Math.random,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
}

function openSocket(path: string, events: WireEvents): Wire {
  const address = new URL(path, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  socket.onopen = events.opened;
  socket.onmessage = ({ data }) => events.heard(data);
  socket.onclose = ({ code, reason }) => events.closed(code, reason);
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: () => socket.close(),
  };
}
