import { connect, createServer, type Server, type Socket } from 'node:net';

/** Two ends that belong together, and whether a WebSocket runs between them. */
type Pair = { near: Socket; far: Socket; upgrade: boolean };

/**
 * The line between one person and the server, as bytes: one that can be cut, or fall silent, in any browser.
 * Playwright's own `setOffline` leaves open sockets up.
 */
export class Line {
  readonly #listener: Server;
  readonly #pairs = new Set<Pair>();
  /** The server's ends of what vanished. */
  readonly #ghosts = new Set<Socket>();
  #isCut = false;
  #socketsAreCut = false;
  #isHeld = false;
  #cookiesAreLost = false;

  private constructor(to: URL) {
    this.#listener = createServer((near) => this.#join(near, connect(Number(to.port), to.hostname)));
  }

  /** A line of its own port to the server at `site`. */
  static async to(site: string): Promise<Line> {
    const line = new Line(new URL(site));
    await new Promise<void>((ready) => line.#listener.listen(0, '127.0.0.1', ready));
    return line;
  }

  get url(): string {
    const address = this.#listener.address();
    return `http://localhost:${address && typeof address === 'object' ? address.port : 0}`;
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
    this.#socketsAreCut = true;
    for (const { near, far, upgrade } of this.#pairs) if (upgrade) drop(near, far);
  }

  mendSockets(): void {
    this.#socketsAreCut = false;
  }

  /** From now on no cookie that the server sets arrives, as in a browser that takes none. */
  loseCookies(): void {
    this.#cookiesAreLost = true;
  }

  /** What the server sends stays on its way until the line is released. */
  hold(): void {
    this.#isHeld = true;
    for (const { far } of this.#pairs) far.pause();
  }

  /** Nothing that is sent on the WebSockets open now arrives any more, either way. They stay open. */
  deafenSockets(): void {
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
