import { randomUUID } from 'node:crypto';
import { limits } from '../protocol/limits.ts';

/** Written by hand after PROTOCOL.md, so that it notices when the wire changes. */
const protocolVersion = 7;
const patienceMs = 20_000;
const pingMs = 20_000;
/** Less than one person may say at once, and a divisor of a page: no page ends in the middle of what one has said. */
const breath = limits.pageMessages / 2;

type Said = { seq: number; id: string; text: string; by: { id: string; name: string } };
type Event =
  | { t: 'welcome'; after: number; upTo: number; messages: Said[]; present: { name: string }[] }
  | { t: 'said'; message: Said }
  | { t: 'arrived' | 'changed' | 'left' | 'paged' | 'refused' };
type Welcome = Event & { t: 'welcome' };

/** Somebody without a browser: a WebSocket and a cookie, and nothing of Lull's own client. */
export class RawClient {
  readonly #socket: WebSocket;
  readonly #heard: string[] = [];
  #wakeUp = () => {};
  readonly #another: (n: number) => Promise<RawClient>;
  /** Who goes on when this one has said as much as one person may at once. */
  readonly #others: RawClient[] = [];
  #breath = breath;

  private constructor(socket: WebSocket, another: (n: number) => Promise<RawClient>) {
    this.#socket = socket;
    this.#another = another;
    socket.addEventListener('message', ({ data }) => {
      this.#heard.push(String(data));
      this.#wakeUp();
    });
    // Or the room takes it for dead.
    const pings = setInterval(() => socket.send('ping'), pingMs);
    socket.addEventListener('close', () => clearInterval(pings));
  }

  /** Introduces itself by name, opens the room's socket, says hello and is welcomed. */
  static async enters(site: string, room: string, name: string): Promise<RawClient> {
    const address = `${site.replace('http', 'ws')}/r/${encodeURIComponent(room)}/socket`;
    const another = (n: number) => RawClient.enters(site, room, `${name} ${n}`);
    const client = new RawClient(await open(address, await cookieFor(site, name)), another);
    client.#send({ t: 'hello', v: protocolVersion, since: 0 });
    await client.#until(() => client.welcome !== undefined, 'be welcomed');
    return client;
  }

  get welcome(): Welcome | undefined {
    return this.#events().find((event) => event.t === 'welcome');
  }

  /** Everything it has heard said, in the order it was told. */
  get texts(): string[] {
    return this.#said.map(({ text }) => text);
  }

  get #said(): Said[] {
    return this.#events().flatMap((event) => {
      if (event.t === 'said') return [event.message];
      return event.t === 'welcome' ? event.messages : [];
    });
  }

  /** Says these, one right after the other, and waits until the room has said them all. Very many, with others. */
  async says(...texts: string[]): Promise<void> {
    await this.#saysAll(texts);
  }

  /** The same in the thread of what was said with these words. */
  async saysInThread(of: string, ...texts: string[]): Promise<void> {
    await this.hears(of);
    const { seq, id } = this.#said.find(({ text }) => text === of) as Said;
    await this.#saysAll(texts, { inThread: { seq, id } });
  }

  async #saysAll(texts: string[], where: object = {}): Promise<void> {
    let said = 0;
    for (let n = 1; said < texts.length; n += 1) {
      if (n > 1) this.#others[n - 2] ??= await this.#another(n);
      const ids = (this.#others[n - 2] ?? this).#saysWithinBreath(texts.slice(said), where);
      said += ids.length;
      const last = ids.at(-1);
      if (last) await this.#until(() => this.#hasHeard(last), 'hear what was said');
    }
  }

  #saysWithinBreath(all: string[], where: object): string[] {
    const texts = all.slice(0, this.#breath);
    this.#breath -= texts.length;
    const after = this.welcome?.upTo ?? 0;
    return texts.map((text) => {
      const id = randomUUID();
      this.#send({ t: 'say', id, text, after, ...where });
      return id;
    });
  }

  #hasHeard(id: string): boolean {
    return this.#events().some((event) => event.t === 'said' && event.message.id === id);
  }

  async hears(text: string): Promise<void> {
    await this.#until(() => this.texts.includes(text), `hear “${text}”`);
  }

  /** A heartbeat. The runtime answers it, not the room. */
  async pings(): Promise<void> {
    const pongs = () => this.#heard.filter((frame) => frame === 'pong').length;
    const before = pongs();
    this.#socket.send('ping');
    await this.#until(() => pongs() > before, 'hear a pong');
  }

  async leaves(): Promise<void> {
    for (const other of this.#others) await other.leaves();
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => this.#socket.addEventListener('close', resolve));
    this.#socket.close();
    await closed;
  }

  #send(frame: Record<string, unknown>): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #events(): Event[] {
    return this.#heard.filter((frame) => frame !== 'pong').flatMap((frame) => JSON.parse(frame) as Event[]);
  }

  async #until(holds: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!holds()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`The raw client did not ${what} within ${patienceMs / 1000} s.`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

/** Makes a room that is open to whoever has its link, by somebody who has nothing else to do with it. */
export async function openRoom(site: string, room: string): Promise<void> {
  const answer = await fetch(`${site}/api/rooms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: await cookieFor(site, 'Founder') },
    body: JSON.stringify({ room }),
  });
  if (!answer.ok) throw new Error(`No room ${room}: ${answer.status} ${await answer.text()}`);
}

async function cookieFor(site: string, name: string): Promise<string> {
  const answer = await fetch(`${site}/api/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  const [cookie] = (answer.headers.get('set-cookie') ?? '').split(';');
  if (!answer.ok || !cookie)
    throw new Error(`No cookie for ${name}: ${answer.status} ${await answer.text()}`);
  return cookie;
}

// Node's own WebSocket takes headers, which the browsers' one, whose type it has here, does not.
export function open(address: string, cookie: string): Promise<WebSocket> {
  const NodeWebSocket = WebSocket as unknown as new (
    address: string,
    options: { headers: Record<string, string> },
  ) => WebSocket;
  const socket = new NodeWebSocket(address, { headers: { cookie } });
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socket));
    socket.addEventListener('error', () => reject(new Error(`No socket at ${address}.`)));
  });
}
