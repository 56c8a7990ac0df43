import { exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import type { Event } from '../../protocol/down.ts';
import type { Message, Person } from '../../protocol/message.ts';
import type { Role } from '../../protocol/roles.ts';
import { sessionCookie } from '../../protocol/rooms.ts';
import { protocolVersion } from '../../protocol/version.ts';

export const site = 'https://lull.test';

export type Guest = { person: Person; token: string };

/** Someone who gave a name, or, with the token of an earlier one, another name. */
export async function guest(name: string, token?: string): Promise<Guest> {
  const introduction = await exports.default.introduce({ token }, name);
  if (!('token' in introduction)) throw new Error(`${name} was refused: ${JSON.stringify(introduction)}`);
  return introduction;
}

/** Knocks at a room's socket over the real Worker. */
export function upgrade(room: string, headers: Record<string, string>, query = ''): Promise<Response> {
  const path = `${site}/r/${encodeURIComponent(room)}/socket${query}`;
  return exports.default.fetch(path, { headers: { upgrade: 'websocket', ...headers } });
}

export const cookieOf = (token: string) => ({ cookie: `${sessionCookie}=${token}` });

/** A guest in a room: has an open socket that was welcomed. */
export async function enter(room: string, who: Guest | string, since = 0): Promise<Visitor> {
  const visitor = await visit(room, typeof who === 'string' ? await guest(who) : who);
  visitor.send({ t: 'hello', v: protocolVersion, since });
  await visitor.hears('welcome');
  return visitor;
}

/** A guest whose socket is open, before any hello. */
export async function visit(room: string, who: Guest): Promise<Visitor> {
  // Rooms are made on purpose; what most tests are about comes after that.
  await exports.default.open(room, { token: who.token }, {});
  const { webSocket } = await upgrade(room, cookieOf(who.token));
  if (!webSocket) throw new Error('The room did not open a socket.');
  return new Visitor(webSocket, who);
}

type EventOf<T extends Event['t']> = Event & { t: T };

/** One socket, and all it has heard so far. */
export class Visitor {
  readonly guest: Guest;
  /** Each frame is a list of events, except a pong. */
  readonly frames: (Event[] | string)[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;
  #awaited: (() => void)[] = [];
  #closed: string | undefined;

  constructor(socket: WebSocket, guest: Guest) {
    this.#socket = socket;
    this.guest = guest;
    socket.accept();
    socket.addEventListener('message', ({ data }) => {
      this.frames.push(typeof data === 'string' && data.startsWith('[') ? JSON.parse(data) : String(data));
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      socket.addEventListener('close', ({ code, reason }) => {
        this.#closed = `${code} ${reason}`;
        this.#wake();
        resolve({ code, reason });
      });
    });
  }

  get person(): Person {
    return this.guest.person;
  }

  /** As those who are there see them. Whoever came first made the room. */
  as(role: Role): Person {
    return { ...this.person, role };
  }

  get events(): Event[] {
    return this.frames.filter((frame) => typeof frame !== 'string').flat();
  }

  send(frame: unknown): void {
    this.#socket.send(
      typeof frame === 'string' || frame instanceof ArrayBuffer ? frame : JSON.stringify(frame),
    );
  }

  /** Says it under a new id, unless one is given, and returns that id. */
  says(text: string, { id = nanoid(), after = 0 } = {}): string {
    this.send({ t: 'say', id, text, after });
    return id;
  }

  /** The first event of this kind that passes, heard already or still to come. */
  async hears<T extends Event['t']>(
    t: T,
    is: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    const wanted = (event: Event): event is EventOf<T> => event.t === t && is(event as EventOf<T>);
    await this.#until(() => this.events.some(wanted) || this.#closed !== undefined);
    const heard = this.events.find(wanted);
    if (heard) return heard;
    throw new Error(`No ${t} came before the close: ${this.#closed}.`);
  }

  /** The first event of one of these kinds; never, when the socket is closed before. */
  async hearsAny(isOne: (t: Event['t']) => boolean): Promise<Event> {
    await this.#until(() => this.events.some(({ t }) => isOne(t)));
    return this.events.find(({ t }) => isOne(t)) as Event;
  }

  async hearsText(text: string): Promise<Message> {
    return (await this.hears('said', ({ message }) => message.text === text)).message;
  }

  async hearsPong(): Promise<void> {
    await this.#until(() => this.frames.includes('pong'));
  }

  /** Frames to one socket keep their order: once this answer is here, all that was sent before it is, too. */
  async isUpToDate(): Promise<void> {
    const before = Number.MAX_SAFE_INTEGER - this.frames.length;
    this.send({ t: 'page', before });
    await this.hears('refused', ({ of }) => 'before' in of && of.before === before);
  }

  /** Closes, and waits for the room's answer. */
  async leaves(code = 1000, reason = ''): Promise<{ code: number; reason: string }> {
    this.#socket.close(code, reason);
    return this.closed;
  }

  #until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise<void>((resolve) => this.#awaited.push(resolve)).then(() => this.#until(isSo));
  }

  #wake(): void {
    const awaited = this.#awaited;
    this.#awaited = [];
    for (const resolve of awaited) resolve();
  }
}
