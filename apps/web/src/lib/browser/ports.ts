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
    open: (events) => openSocket(`${roomPath(room)}/socket${how === 'listens' ? '?listen' : ''}`, events),
    now: Date.now,
    elapsed: elapsedClock(() => performance.now(), Date.now),
    random: Math.random,
    newId: () => nanoid(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    // Told apart as it is built: no page takes along what only the server has.
    store: import.meta.env.SSR ? new MemoryOutboxStores().open() : browserShelf(room),
    ...given,
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
