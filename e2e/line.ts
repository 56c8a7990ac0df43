import { connect, createServer, type Server, type Socket } from 'node:net';
import { test } from 'playwright/test';

/** Two ends that belong together, and whether a WebSocket runs between them. */
type Pair = { near: Socket; far: Socket; upgrade: boolean };

/** How a browser asks a proxy for a way to a server. */
const asksForAWay = /^CONNECT ([^ ]+) HTTP\/1\.[01]\r\n/;

/**
 * The line between one person and the server, as bytes: one that can be cut, or fall silent, in any browser.
 * Playwright's own `setOffline` leaves open sockets up. To a server by https it is the browser's proxy, and sees nothing of what
 * goes through it: neither what is a WebSocket, nor a cookie.
 */
export class Line {
  readonly #to: URL;
  readonly #listener: Server;
  readonly #pairs = new Set<Pair>();
  /** The server's ends of what vanished. */
  readonly #ghosts = new Set<Socket>();
  #isCut = false;
  #socketsAreCut = false;
  #isHeld = false;
  #cookiesAreLost = false;

  private constructor(to: URL) {
    this.#to = to;
    const port = Number(to.port) || (this.isSealed ? 443 : 80);
    this.#listener = createServer((near) => {
      if (this.isSealed) this.#openAWay(near, () => connect(port, to.hostname));
      else this.#join(near, connect(port, to.hostname));
    });
  }

  /** A line of its own port to the server at `site`. */
  static async to(site: string): Promise<Line> {
    const line = new Line(new URL(site));
    await new Promise<void>((ready) => line.#listener.listen(0, '127.0.0.1', ready));
    return line;
  }

  /** Whether nobody on the way sees what it carries. */
  get isSealed(): boolean {
    return this.#to.protocol === 'https:';
  }

  /** Where whoever is on this line finds the server. */
  get url(): string {
    return this.isSealed ? this.#to.origin : `http://localhost:${this.#port}`;
  }

  /** What makes a browser use it. */
  get contextOptions(): { baseURL: string; proxy?: { server: string } } {
    const proxy = { server: `http://127.0.0.1:${this.#port}` };
    return { baseURL: this.url, ...(this.isSealed ? { proxy } : {}) };
  }

  get #port(): number {
    const address = this.#listener.address();
    return address && typeof address === 'object' ? address.port : 0;
  }

  /** Everything open is reset, and whatever is opened from now on. */
  cut(): void {
    this.#isCut = true;
    for (const { near, far } of this.#pairs) drop(near, far);
  }

  mend(): void {
    this.#isCut = false;
  }

  /** As behind some proxies: pages come, and every WebSocket is reset. */
  cutSockets(): void {
    this.#mustBeOpen();
    this.#socketsAreCut = true;
    for (const { near, far, upgrade } of this.#pairs) if (upgrade) drop(near, far);
  }

  mendSockets(): void {
    this.#socketsAreCut = false;
  }

  /** From now on no cookie that the server sets arrives, as in a browser that takes none. */
  loseCookies(): void {
    this.#mustBeOpen();
    this.#cookiesAreLost = true;
  }

  /** What the server sends stays on its way until the line is released. */
  hold(): void {
    this.#isHeld = true;
    for (const { far } of this.#pairs) far.pause();
  }

  /** Nothing that is sent on the WebSockets open now arrives any more, either way. They stay open. */
  deafenSockets(): void {
    this.#mustBeOpen();
    for (const { near, far, upgrade } of this.#pairs) {
      if (!upgrade) continue;
      near.removeAllListeners('data').resume();
      far.removeAllListeners('data').resume();
    }
  }

  /** As when a battery dies: the browser's end of everything open is gone, and the server is told nothing. */
  vanish(): void {
    for (const { near, far } of this.#pairs) {
      far.removeAllListeners('data').removeAllListeners('close').resume();
      far.on('close', () => this.#ghosts.delete(far));
      this.#ghosts.add(far);
      near
        .removeAllListeners('data')
        .removeAllListeners('close')
        .on('error', () => {})
        .destroy();
    }
    this.#pairs.clear();
  }

  release(): void {
    this.#isHeld = false;
    for (const { far } of this.#pairs) far.resume();
  }

  async end(): Promise<void> {
    this.cut();
    for (const ghost of this.#ghosts) ghost.destroy();
    await new Promise((ended) => this.#listener.close(ended));
  }

  #mustBeOpen(): void {
    test.skip(this.isSealed, 'By https nobody on the way sees what is a WebSocket, or a cookie.');
  }

  // To the one server it leads to, and to nothing else.
  #openAWay(near: Socket, dial: () => Socket): void {
    near.on('error', () => {});
    near.once('data', (bytes: Buffer) => {
      const [, where = ''] = asksForAWay.exec(bytes.toString('latin1')) ?? [];
      if (where.split(':')[0] !== this.#to.hostname) return void near.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      if (this.#isCut) return void near.resetAndDestroy();
      const far = dial();
      far.once('connect', () => near.write('HTTP/1.1 200 Connection Established\r\n\r\n'));
      this.#join(near, far);
    });
  }

  #join(near: Socket, far: Socket): void {
    if (this.#isCut) return drop(near, far);
    const pair: Pair = { near, far, upgrade: false };
    this.#pairs.add(pair);
    const part = () => {
      this.#pairs.delete(pair);
      drop(near, far);
    };
    for (const socket of [near, far]) socket.setNoDelay().on('error', part).on('close', part);
    // A browser opens a connection of its own for each WebSocket, so the first bytes tell.
    near.once('data', (bytes: Buffer) => {
      pair.upgrade = /^upgrade: *websocket/im.test(bytes.toString('latin1'));
      if (pair.upgrade && this.#socketsAreCut) part();
    });
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes: Buffer) => {
      // Under another name of the same length, so that nothing else moves.
      const text = this.#cookiesAreLost
        ? bytes.toString('latin1').replace(/^set-(?=cookie:)/gim, 'x-o-')
        : undefined;
      near.write(text === undefined ? bytes : Buffer.from(text, 'latin1'));
    });
    if (this.#isHeld) far.pause();
  }
}

function drop(near: Socket, far: Socket): void {
  near.on('error', () => {}).resetAndDestroy();
  far.on('error', () => {}).destroy();
}
