import { nanoid } from 'nanoid';
import type { Ports, Wire, WireEvents } from '$client/ports.ts';
import { roomPath } from '$lib/room-path.ts';

/** The real world for a chat in this browser: sockets, clocks, chance. */
export function browserPorts(room: string, given: Pick<Ports, 'changed' | 'news'>): Ports {
  return {
    open: (events) => openSocket(room, events),
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
    newId: () => nanoid(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    ...given,
  };
}

function openSocket(room: string, events: WireEvents): Wire {
  const address = new URL(`${roomPath(room)}/socket`, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  socket.onopen = events.opened;
  socket.onmessage = ({ data }) => events.heard(data);
  socket.onclose = ({ code }) => events.closed(code);
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: () => socket.close(),
  };
}
