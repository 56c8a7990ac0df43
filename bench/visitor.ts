import { once } from 'node:events';

/** A server: `127.0.0.1:8788`, and which version of the protocol it speaks. */
export type BenchServer = { origin: string; protocolVersion: number };

/** Somebody with a session, whose socket counts what it hears and looks into no more of it than it must. */
export class BenchVisitor {
  frames = 0;
  bytes = 0;
  deliveries = 0;
  readonly #cookie: string;
  readonly #url: string;
  readonly #version: number;
  #socket: WebSocket | undefined;
  #seen = 0;
  /** Called for every word heard, with its id. */
  #heard: ((id: string) => void) | undefined;
  /** What is called once the word with an id is heard. */
  readonly #awaited = new Map<string, () => void>();

  private constructor(cookie: string, server: BenchServer, room: string) {
    this.#cookie = cookie;
    this.#url = `ws://${server.origin}/r/${room}/socket`;
    this.#version = server.protocolVersion;
  }

  static async named(name: string, server: BenchServer, room: string): Promise<BenchVisitor> {
    const cookie = await post(server, '/api/guest', { name }).then(
      (answer) => answer.headers.get('set-cookie')?.split(';')[0] ?? '',
    );
    return new BenchVisitor(cookie, server, room);
  }

  async makesRoom(server: BenchServer, room: string): Promise<void> {
    const answer = await post(server, '/api/rooms', { room }, this.#cookie);
    if (answer.status !== 201) throw new Error(`Nobody made the room: ${await answer.text()}`);
  }

  /** Comes, and has been welcomed. */
  async comes(): Promise<void> {
    const socket = new WebSocket(this.#url, { headers: { cookie: this.#cookie } } as unknown as string[]);
    this.#socket = socket;
    await once(socket, 'open');
    const welcomed = once(socket, 'message');
    socket.send(`{"t":"hello","v":${this.#version},"since":0}`);
    const [{ data: first }] = (await Promise.race([welcomed, once(socket, 'close')])) as [MessageEvent];
    if (!String(first).startsWith('[{"t":"welcome"'))
      throw new Error(`No welcome: ${String(first).slice(0, 99)}`);
    this.#count(String(first));
    socket.addEventListener('message', ({ data }) => this.#count(String(data)));
  }

  /** Opens a page, and has all of it. */
  async opens(server: BenchServer, path: string): Promise<string> {
    const answer = await fetch(`http://${server.origin}${path}`, { headers: { cookie: this.#cookie } });
    const page = await answer.text();
    if (answer.status !== 200) throw new Error(`No page at ${path}: ${answer.status} ${page.slice(0, 99)}`);
    return page;
  }

  leaves(): void {
    this.#socket?.close();
  }

  /** Comes, says something, and goes once it was heard. */
  async looksInAndSays(text: string): Promise<void> {
    await this.comes();
    const before = this.deliveries;
    this.says(text);
    while (this.deliveries === before && this.#socket) await once(this.#socket, 'message');
    this.leaves();
  }

  /** Talks without pause until told to stop, with so many words under way at any time. */
  talks(outstanding: number, text: string): () => void {
    const underWay = new Set<string>();
    let goesOn = true;
    const say = () => {
      const id = newWordId();
      underWay.add(id);
      this.says(text, id);
    };
    this.#heard = (id) => {
      if (underWay.delete(id) && goesOn) say();
    };
    for (let n = 0; n < outstanding; n += 1) say();
    return () => {
      goesOn = false;
    };
  }

  /** Says something. How many milliseconds pass until it is heard here as well. */
  hearsItself(text: string): Promise<number> {
    const id = newWordId();
    const { promise, resolve } = Promise.withResolvers<number>();
    const start = performance.now();
    this.#awaited.set(id, () => resolve(performance.now() - start));
    this.#heard = (heard) => {
      this.#awaited.get(heard)?.();
      this.#awaited.delete(heard);
    };
    this.says(text, id);
    return promise;
  }

  says(text: string, id = newWordId()): void {
    this.#socket?.send(JSON.stringify({ t: 'say', id, text, after: this.#seen }));
  }

  #count(frame: string): void {
    this.frames += 1;
    this.bytes += frame.length;
    const newest = frame.lastIndexOf('"seq":');
    if (newest >= 0) this.#seen = Number.parseInt(frame.slice(newest + 6, newest + 22), 10);
    for (let at = frame.indexOf('"t":"said"'); at >= 0; at = frame.indexOf('"t":"said"', at + 10)) {
      this.deliveries += 1;
      if (!this.#heard) continue;
      const idAt = frame.indexOf('"id":"', at) + 6;
      this.#heard(frame.slice(idAt, frame.indexOf('"', idAt)));
    }
  }
}

const newWordId = () => `word-${Math.random().toString(36).slice(2, 14).padEnd(12, '0')}`;

function post(server: BenchServer, path: string, body: object, cookie = ''): Promise<Response> {
  return fetch(`http://${server.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
}
