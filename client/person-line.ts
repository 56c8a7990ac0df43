import { retryAfterMs } from '../protocol/close-codes.ts';
import { heartbeat } from '../protocol/limits.ts';
import type { RoomReadState } from '../protocol/read-state.ts';
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

type LinePorts = Pick<Ports, 'open' | 'elapsed' | 'random' | 'after'>;

/**
 * The line to the object of a page's own person, which tells what is unread in their rooms: the same machine as that to a room. Its
 * first frame is the welcome. A line that cannot be had is no trouble to anybody, and is tried again ever more slowly.
 */
export class PersonLine {
  readonly #ports: LinePorts;
  readonly #parse: (frame: unknown) => readonly RoomReadState[] | undefined;
  readonly #told: (rooms: readonly RoomReadState[]) => void;
  #connection: Connection = idle;
  #wire: Wire | undefined;
  #stopTimer = () => {};

  /** @param parse undefined for a broken frame */
  constructor(
    ports: LinePorts,
    parse: (frame: unknown) => readonly RoomReadState[] | undefined,
    told: (rooms: readonly RoomReadState[]) => void,
  ) {
    this.#ports = ports;
    this.#parse = parse;
    this.#told = told;
  }

  start = (): void => this.#happen({ t: 'start' });
  pause = (): void => this.#happen({ t: 'pause' });
  nudge = (): void => this.#happen({ t: 'nudge' });
  doubt = (): void => this.#happen({ t: 'doubt' });

  #happen(event: ConnectionEvent): void {
    const moment = { nowMs: this.#ports.elapsed(), random: this.#ports.random(), crowd: 1 };
    const { connection, effects } = step(this.#connection, event, moment);
    this.#connection = connection;
    for (const effect of effects) this.#perform(effect);
    this.#stopTimer();
    const due = nextTickMs(this.#connection);
    if (due === undefined) return;
    const tick = () => this.#happen({ t: 'tick' });
    this.#stopTimer = this.#ports.after(Math.max(0, due - this.#ports.elapsed()), tick);
  }

  // It says no hello: the cookie said who it is.
  #perform({ do: what, socket }: Effect): void {
    if (what === 'open') {
      this.#wire = this.#ports.open({
        opened: () => this.#happen({ t: 'opened', socket }),
        heard: (frame) => this.#hear(frame, socket),
        closed: (code, reason) =>
          this.#happen({ t: 'closed', socket, code, retryAfterMs: retryAfterMs(reason) }),
      });
    } else if (what === 'ping') this.#wire?.send(heartbeat.ping);
    else if (what === 'close') this.#wire?.close();
  }

  #hear(frame: unknown, socket: number): void {
    if (socket !== this.#connection.socket || !hasSocket(this.#connection)) return;
    if (frame === heartbeat.pong) return this.#happen({ t: 'heard', socket, welcome: false });
    const rooms = this.#parse(frame);
    if (rooms) this.#told(rooms);
    this.#happen({ t: 'heard', socket, welcome: rooms !== undefined });
  }
}
