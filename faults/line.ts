import { connect, createServer, type Server, type Socket } from 'node:net';
import { Pipe } from './pipe.ts';
import type { Random } from './random.ts';

/** `up` is towards the server. */
export type Way = 'up' | 'down';

type Connection = { near: Socket; far: Socket } & Record<Way, Pipe>;
type Overtaken = { old: Connection; pieces: number };

const loopback = '127.0.0.1';

/**
 * The line between one person and the server, as bytes, with everything that happens to lines. What goes wrong
 * and for how long, the schedule says; only the lateness of each piece is drawn here.
 */
export class FaultyLine {
  readonly #listener: Server;
  readonly #random: Random;
  readonly #connections = new Set<Connection>();
  readonly #stalls: Record<Way, number> = { up: 0, down: 0 };
  readonly #timers = new Set<NodeJS.Timeout>();
  #overtaken: Overtaken[] = [];
  #outages = 0;
  #latestMs = 0;

  private constructor(serverPort: number, random: Random) {
    this.#random = random;
    this.#listener = createServer({ allowHalfOpen: true }, (near) =>
      this.#join(near, connect({ port: serverPort, host: loopback, allowHalfOpen: true })),
    );
  }

  /** A line of its own port to the server. */
  static async to(serverPort: number, random: Random): Promise<FaultyLine> {
    const line = new FaultyLine(serverPort, random);
    await new Promise<void>((ready) => line.#listener.listen(0, loopback, ready));
    return line;
  }

  get port(): number {
    const address = this.#listener.address();
    return address && typeof address === 'object' ? address.port : 0;
  }

  /** How many connections a fault would hit now. */
  get open(): number {
    return this.#connections.size;
  }

  /** Resets both sides of everything open, and whatever is opened during the outage. */
  cut(outageMs: number): void {
    this.#outages += 1;
    for (const connection of this.#connections) part(connection);
    this.#later(outageMs, () => {
      this.#outages -= 1;
    });
  }

  /** One side is told that the other has finished, as after a crash of something in between. */
  halfClose(way: Way): void {
    for (const connection of this.#connections) connection[way].finish();
  }

  /** Nothing passes that way, on new connections either; then all of it at once. */
  stall(way: Way, ms: number): void {
    this.#stalls[way] += 1;
    for (const connection of this.#connections) connection[way].hold();
    this.#later(ms, () => {
      this.#stalls[way] -= 1;
      for (const connection of this.#connections) connection[way].release();
    });
  }

  /** For a while each piece, either way, is up to so much late. */
  delay(latestMs: number, ms: number): void {
    this.#latestMs = latestMs;
    this.#later(ms, () => {
      this.#latestMs = 0;
    });
  }

  /**
   * What goes up is held; then the near side is reset, while the server believes that all is well. When a newer
   * connection has sent so many pieces, the old ones arrive, behind those that were sent after them. If none
   * does in `patienceMs`, they arrive anyway.
   */
  overtake(heldMs: number, pieces: number, patienceMs: number): void {
    for (const old of this.#connections) {
      old.up.hold();
      this.#later(heldMs, () => {
        if (!this.#connections.delete(old)) return;
        old.down.stop();
        old.near.resetAndDestroy();
        const overtaken = { old, pieces };
        this.#overtaken.push(overtaken);
        this.#later(patienceMs, () => this.#arriveAtLast(overtaken));
      });
    }
  }

  /** Every fault is over, now. */
  mend(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#outages = 0;
    this.#latestMs = 0;
    this.#stalls.up = 0;
    this.#stalls.down = 0;
    for (const overtaken of this.#overtaken) this.#arriveAtLast(overtaken);
    for (const { up, down } of this.#connections) for (const pipe of [up, down]) pipe.releaseAll();
  }

  async end(): Promise<void> {
    this.mend();
    for (const connection of this.#connections) part(connection);
    await new Promise((ended) => this.#listener.close(ended));
  }

  #join(near: Socket, far: Socket): void {
    const late = () => this.#random.next() * this.#latestMs;
    const connection = { near, far, up: new Pipe(near, far, late), down: new Pipe(far, near, late) };
    for (const socket of [near, far]) {
      // A socket that broke, rather than ended, breaks the other side too.
      socket.setNoDelay().on('error', () => this.#connections.has(connection) && part(connection));
      socket.on('close', () => near.closed && far.closed && this.#connections.delete(connection));
    }
    if (this.#outages > 0) return part(connection);
    this.#connections.add(connection);
    for (const way of ['up', 'down'] as const) {
      for (let i = 0; i < this.#stalls[way]; i += 1) connection[way].hold();
    }
    near.on('data', () => this.#spoke(connection));
  }

  #spoke({ up }: Connection): void {
    for (const overtaken of this.#overtaken) {
      if (up.pieces >= overtaken.pieces) this.#arriveAtLast(overtaken);
    }
  }

  #arriveAtLast(overtaken: Overtaken): void {
    if (!this.#overtaken.includes(overtaken)) return;
    this.#overtaken = this.#overtaken.filter((other) => other !== overtaken);
    overtaken.old.up.finish();
    overtaken.old.up.releaseAll();
  }

  #later(ms: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, ms);
    this.#timers.add(timer);
  }
}

function part({ near, far, up, down }: Connection): void {
  up.stop();
  down.stop();
  near.resetAndDestroy();
  far.resetAndDestroy();
}
