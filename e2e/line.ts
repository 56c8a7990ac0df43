import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * The line between one person and the server, as bytes: one that can be cut, or fall silent, in any browser.
 * Playwright's own `setOffline` leaves open sockets up.
 */
export class Line {
  readonly #listener: Server;
  readonly #pairs = new Set<[near: Socket, far: Socket]>();
  #isCut = false;
  #isHeld = false;

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
    for (const [near, far] of this.#pairs) drop(near, far);
  }

  mend(): void {
    this.#isCut = false;
  }

  /** What the server sends stays on its way until the line is released. */
  hold(): void {
    this.#isHeld = true;
    for (const [, far] of this.#pairs) far.pause();
  }

  release(): void {
    this.#isHeld = false;
    for (const [, far] of this.#pairs) far.resume();
  }

  async end(): Promise<void> {
    this.cut();
    await new Promise((ended) => this.#listener.close(ended));
  }

  #join(near: Socket, far: Socket): void {
    if (this.#isCut) return drop(near, far);
    const pair: [Socket, Socket] = [near, far];
    this.#pairs.add(pair);
    const part = () => {
      this.#pairs.delete(pair);
      drop(near, far);
    };
    for (const socket of pair) socket.setNoDelay().on('error', part).on('close', part);
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => near.write(bytes));
    if (this.#isHeld) far.pause();
  }
}

function drop(near: Socket, far: Socket): void {
  near.on('error', () => {}).resetAndDestroy();
  far.on('error', () => {}).destroy();
}
