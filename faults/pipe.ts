import type { Socket } from 'node:net';

/** Bytes under way, or the FIN after the last of them. */
type Load = { bytes: Buffer | 'fin'; due: number };

/**
 * One way of one connection. As in TCP, what goes in comes out in order and entire, but as late as the line
 * makes it, and while it is held not at all.
 */
export class Pipe {
  readonly #to: Socket;
  readonly #latenessMs: () => number;
  #inFlight: Load[] = [];
  #holds = 0;
  #ended = false;
  #timer: NodeJS.Timeout | undefined;
  /** How many pieces came in: in a WebSocket's way up the first is the handshake. */
  pieces = 0;

  constructor(from: Socket, to: Socket, latenessMs: () => number) {
    this.#to = to;
    this.#latenessMs = latenessMs;
    from.on('data', (bytes) => this.#take(bytes)).on('end', () => this.#take('fin'));
  }

  /** Holds may overlap: all of it comes at once when the last of them is over. */
  hold(): void {
    this.#holds += 1;
  }

  release(): void {
    this.#holds = Math.max(0, this.#holds - 1);
    this.#deliver();
  }

  releaseAll(): void {
    this.#holds = 0;
    for (const load of this.#inFlight) load.due = 0;
    this.#deliver();
  }

  /** A FIN after what is under way, and nothing more, whatever still comes in. */
  finish(): void {
    this.#take('fin');
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#inFlight = [];
    this.#ended = true;
  }

  #take(bytes: Buffer | 'fin'): void {
    if (this.#ended) return;
    this.#ended = bytes === 'fin';
    this.pieces += 1;
    const due = Math.max(performance.now() + this.#latenessMs(), this.#inFlight.at(-1)?.due ?? 0);
    this.#inFlight.push({ bytes, due });
    this.#deliver();
  }

  #deliver(): void {
    clearTimeout(this.#timer);
    if (this.#holds > 0) return;
    const now = performance.now();
    for (let next = this.#inFlight[0]; next && next.due <= now; next = this.#inFlight[0]) {
      this.#inFlight.shift();
      if (next.bytes === 'fin') this.#to.end();
      else if (this.#to.writable) this.#to.write(next.bytes);
    }
    const [first] = this.#inFlight;
    if (first) this.#timer = setTimeout(() => this.#deliver(), Math.ceil(first.due - now));
  }
}
