import { retryAfterMs } from '../protocol/close-codes.ts';
import { heartbeat } from '../protocol/limits.ts';
import {
  type Connection,
  type ConnectionEvent,
  type Effect,
  hasSocket,
  idle,
  nextTickMs,
  step,
} from './connection.ts';
import type { Ports, Wire } from './ports.ts';

export type LinePorts = Pick<Ports, 'open' | 'elapsed' | 'random' | 'after'>;

/** What a line leaves to its end. */
export type SocketEnd = {
  /** How many would all come back at once. */
  crowd(): number;
  /** The line is open, and it is for this end to speak first. */
  hello(): void;
  /** A frame of the socket in use, other than a pong: it tells the machine what it was. */
  heard(frame: unknown, socket: number): void;
  /** The socket in use was closed with this code: whether there is an older version of the protocol to try. */
  closed(code: number): { speaksOlder?: true };
  /** Something happened to the machine. */
  happened(was: Connection): void;
};

/** Runs the connection machine on real sockets and timers. */
export class SocketLine {
  readonly #ports: LinePorts;
  readonly #end: SocketEnd;
  #connection: Connection = idle;
  #wire: Wire | undefined;
  #stopTimer = () => {};

  constructor(ports: LinePorts, end: SocketEnd) {
    this.#ports = ports;
    this.#end = end;
  }

  get connection(): Connection {
    return this.#connection;
  }

  send(frame: string): void {
    this.#wire?.send(frame);
  }

  happen(event: ConnectionEvent): void {
    const was = this.#connection;
    const { connection, effects } = step(was, event, {
      nowMs: this.#ports.elapsed(),
      random: this.#ports.random(),
      crowd: this.#end.crowd(),
    });
    this.#connection = connection;
    for (const effect of effects) this.#perform(effect);
    this.#setTimer();
    this.#end.happened(was);
  }

  #perform({ do: what, socket }: Effect): void {
    switch (what) {
      case 'open':
        this.#wire = this.#ports.open({
          opened: () => this.happen({ t: 'opened', socket }),
          heard: (frame) => this.#hear(frame, socket),
          closed: (code, reason) => this.#closed(socket, code, reason),
        });
        break;
      case 'hello':
        this.#end.hello();
        break;
      case 'ping':
        this.send(heartbeat.ping);
        break;
      case 'close':
        this.#wire?.close();
        break;
    }
  }

  // What a socket that was given up says is nothing about the one in use.
  #hear(frame: unknown, socket: number): void {
    if (socket !== this.#connection.socket || !hasSocket(this.#connection)) return;
    if (frame === heartbeat.pong) this.happen({ t: 'heard', socket, welcome: false });
    else this.#end.heard(frame, socket);
  }

  #closed(socket: number, code: number, reason: string): void {
    const theirs = socket === this.#connection.socket ? this.#end.closed(code) : {};
    this.happen({ t: 'closed', socket, code, retryAfterMs: retryAfterMs(reason), ...theirs });
  }

  #setTimer(): void {
    this.#stopTimer();
    const due = nextTickMs(this.#connection);
    if (due === undefined) return;
    const tick = () => this.happen({ t: 'tick' });
    this.#stopTimer = this.#ports.after(Math.max(0, due - this.#ports.elapsed()), tick);
  }
}
