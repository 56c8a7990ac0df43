import type { Down, Event, Welcome } from '../protocol/down.ts';
import type { Message, Person, Stretch } from '../protocol/message.ts';
import { firstSettings } from '../protocol/settings.ts';
import type { Up } from '../protocol/up.ts';
import { type Beginning, Chat, type News } from './chat.ts';
import { type MemoryOutboxStore, MemoryOutboxStores } from './memory-outbox-store.ts';
import type { Ports, WireEvents } from './ports.ts';

// No two tabs make the same one.
let ids = 0;

/** A world for tests: time moves only when told, chance is fixed, and a socket is whatever the test says. */
export class FakeWorld {
  nowMs = 1_000_000;
  /** How far the room's clock is ahead of this machine's. */
  roomAheadMs = 0;
  chance = 0.5;
  readonly sockets: FakeSocket[] = [];
  readonly news: News[] = [];
  /** Where the tabs of one browser keep what is unsent: several worlds over the same are several tabs. */
  readonly stores: MemoryOutboxStores;
  readonly store: MemoryOutboxStore;
  ports: Ports;
  #timers: { due: number; callback: () => void }[] = [];

  constructor(stores = new MemoryOutboxStores()) {
    this.stores = stores;
    this.store = stores.open();
    this.ports = {
      open: (events) => {
        const socket = new FakeSocket(events);
        this.sockets.push(socket);
        return socket;
      },
      now: () => this.nowMs,
      elapsed: () => this.nowMs,
      random: () => this.chance,
      newId: () => `id-${String(++ids).padStart(10, '0')}`,
      after: (ms, callback) => {
        const timer = { due: this.nowMs + ms, callback };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((other) => other !== timer);
        };
      },
      store: this.store,
      changed: () => {},
      news: (news) => this.news.push(news),
    };
  }

  get roomMs(): number {
    return this.nowMs + this.roomAheadMs;
  }

  get socket(): FakeSocket {
    const newest = this.sockets.at(-1);
    if (!newest) throw new Error('No socket was opened yet.');
    return newest;
  }

  /** Lets so much time pass, firing every timer that falls due on the way, in order. */
  pass(ms: number): void {
    const until = this.nowMs + ms;
    for (let next = this.#due(until); next; next = this.#due(until)) {
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.nowMs = Math.max(this.nowMs, next.due);
      next.callback();
    }
    this.nowMs = until;
  }

  /** Lets time pass until another socket is opened. */
  passToNextSocket(): void {
    const before = this.sockets.length;
    while (this.sockets.length === before) {
      const next = this.#due(Number.POSITIVE_INFINITY);
      if (!next) throw new Error('No socket would ever be opened.');
      this.pass(Math.max(0, next.due - this.nowMs));
    }
  }

  #due(until: number) {
    return this.#timers.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
  }
}

export class FakeSocket {
  readonly frames: string[] = [];
  closed = false;
  readonly #events: WireEvents;

  constructor(events: WireEvents) {
    this.#events = events;
  }

  send = (frame: string) => void this.frames.push(frame);
  close = () => {
    this.closed = true;
  };

  open = () => this.#events.opened();
  drop = (code = 1006, reason = '') => this.#events.closed(code, reason);
  says = (...events: Event[]) => this.#events.heard(JSON.stringify(events satisfies Down));
  saysRaw = (frame: unknown) => this.#events.heard(frame);

  get sent(): Up[] {
    return this.frames.filter((frame) => frame.startsWith('{')).map((frame) => JSON.parse(frame));
  }
}

export const ana: Person = { id: 'ana-0000000000', name: 'Ana', kind: 'guest' };
export const bo: Person = { id: 'bo-00000000000', name: 'Bo', kind: 'guest' };

export function message(seq: number, by: Person = bo, id = `m-${String(seq).padStart(10, '0')}`): Message {
  return { seq, id, by, text: `words ${seq}`, at: seq };
}

/** Messages after one seq up to and with another. */
export function stretch(after: number, upTo: number): Stretch {
  const messages = Array.from({ length: upTo - after }, (_, i) => message(after + 1 + i));
  return { after, upTo, messages };
}

/** Ana's chat, with a page of history rendered and the socket welcomed as `welcome` says. */
export async function liveChat(
  world: FakeWorld,
  rendered: Stretch = stretch(0, 3),
  welcome: Replay = stretch(3, 3),
): Promise<Chat> {
  const chat = new Chat(world.ports, beginning({ stretch: rendered }));
  chat.start();
  greet(world, welcome);
  await settled();
  return chat;
}

/** What Ana's page holds, in a room like any other, unless the test says otherwise. */
export function beginning(given: Partial<Beginning> = {}): Beginning {
  return {
    you: ana,
    here: 1,
    present: [given.you ?? ana],
    stretch: stretch(0, 3),
    settings: firstSettings,
    standing: { role: 'guest' },
    ...given,
  };
}

export type Replay = Stretch & Partial<Welcome>;

export function greet(world: FakeWorld, missed: Replay): void {
  world.socket.open();
  world.socket.says({
    t: 'welcome',
    at: world.roomMs,
    you: ana,
    here: missed.present?.length ?? 2,
    present: [ana, bo],
    changed: [],
    forget: false,
    settings: firstSettings,
    ...missed,
  });
}

/** Whatever the store was asked has been done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
