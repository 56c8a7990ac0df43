import type { OutboxStore } from '../client/outbox-store.ts';
import type { Ports, Wire, WireEvents } from '../client/ports.ts';
import type { ActId } from '../protocol/message.ts';
import { isAct, type Up } from '../protocol/up.ts';
import { openSocket } from './open-socket.ts';
import { clientSpeed } from './pace.ts';
import type { Random } from './random.ts';

/** What one page is given, and what is noted of it. */
export type Given = {
  address: string;
  cookie: string;
  store: OutboxStore;
  newId(): string;
  random: Random;
  /** How likely it is that an act is sent twice. */
  duplicates: number;
  /** Begins to listen to one more socket. */
  ear(): (frame: unknown) => void;
  duplicated(act: ActId): void;
  changed(): void;
};

/** The ports of a page, and the page's end: no callback of it ever runs again. */
export type NodePorts = { ports: Ports; end(): void };

const latestDuplicateMs = 300;

/** The world for a chat in Node: real sockets, and a clock that runs faster than ours. */
export function nodePorts(given: Given): NodePorts {
  const timers = new Set<NodeJS.Timeout>();
  const sockets = new Set<WebSocket>();
  let ended = false;

  const after = (ms: number, callback: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      callback();
    }, ms);
    timers.add(timer);
    return () => {
      clearTimeout(timer);
      timers.delete(timer);
    };
  };
  const open = (events: WireEvents): Wire => {
    const socket = openSocket(given.address, given.cookie);
    const hear = given.ear();
    sockets.add(socket);
    socket.onopen = () => events.opened();
    socket.onmessage = ({ data }) => {
      hear(data);
      events.heard(data);
    };
    socket.onclose = ({ code, reason }) => {
      sockets.delete(socket);
      events.closed(code, reason);
    };
    const send = (frame: string) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    };
    return {
      send: (frame) => {
        send(frame);
        const up = frame.startsWith('{') ? (JSON.parse(frame) as Up) : undefined;
        if (!up || !isAct(up) || !given.random.chance(given.duplicates)) return;
        given.duplicated(up.id);
        after(given.random.below(latestDuplicateMs), () => send(frame));
      },
      close: () => socket.close(),
    };
  };

  return {
    ports: {
      open,
      now: Date.now,
      elapsed: () => performance.now() * clientSpeed,
      random: () => given.random.next(),
      newId: given.newId,
      store: given.store,
      // As the client of the version before calls it.
      ...{ shelf: given.store },
      after: (ms, callback) => after(ms / clientSpeed, callback),
      changed: () => ended || given.changed(),
      news: () => {},
    },
    end: () => {
      ended = true;
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) abandon(socket);
    },
  };
}

function abandon(socket: WebSocket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.close();
}
