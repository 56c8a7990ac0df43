import { closeCodes, retryAfterMs } from '../protocol/close-codes.ts';
import type { Event, UnknownEvent } from '../protocol/down.ts';
import { heartbeat } from '../protocol/limits.ts';
import type { ActId, Seq } from '../protocol/message.ts';
import { parseDown } from '../protocol/parse.ts';
import type { Up } from '../protocol/up.ts';
import { protocolVersion, versionBefore } from '../protocol/version.ts';
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

/** What is at our end of the line. */
export type LineEnd = {
  /** How many people are in the room, who would all come back at once. */
  crowd(): number;
  /** What was seen by now, for the hello. */
  seen(): { since: Seq; sinceId?: ActId };
  /** Takes what was heard. False when something before it was skipped: the line is given up, and the rest not taken. */
  take(event: Event | { unknown: UnknownEvent }): boolean;
  /** All of a frame was taken, and the line is live. */
  live(): void;
  /** It was live, and is no more. */
  down(): void;
};

/** The line to one room: runs the connection machine on real sockets and timers, and reads and writes frames. */
export class RoomLine {
  readonly #ports: Ports;
  readonly #end: LineEnd;
  #connection: Connection = idle;
  #wire: Wire | undefined;
  #closeCode: number | undefined;
  /** Which version of the protocol is spoken with the room. */
  #version = protocolVersion;
  #stopTimer = () => {};

  constructor(ports: Ports, end: LineEnd) {
    this.#ports = ports;
    this.#end = end;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** With which code the last socket was closed; undefined since a welcome. */
  get closeCode(): number | undefined {
    return this.#closeCode;
  }

  send(up: Up): void {
    this.#wire?.send(JSON.stringify(up));
  }

  happen(event: ConnectionEvent): void {
    const { connection, effects } = step(this.#connection, event, {
      nowMs: this.#ports.elapsed(),
      random: this.#ports.random(),
      crowd: this.#end.crowd(),
    });
    const was = this.#connection;
    this.#connection = connection;
    for (const effect of effects) this.#perform(effect);
    if (was.is === 'live' && connection.is !== 'live') this.#end.down();
    this.#setTimer();
    if (was.is !== connection.is) this.#ports.changed();
  }

  #perform(effect: Effect): void {
    const { socket } = effect;
    switch (effect.do) {
      case 'open':
        this.#wire = this.#ports.open({
          opened: () => this.happen({ t: 'opened', socket }),
          heard: (frame) => this.#hear(frame, socket),
          closed: (code, reason) => this.#closed(socket, code, reason),
        });
        break;
      case 'hello':
        this.send({ t: 'hello', v: this.#version, ...this.#end.seen() });
        break;
      case 'ping':
        this.#wire?.send(heartbeat.ping);
        break;
      case 'close':
        this.#wire?.close();
        break;
    }
  }

  #closed(socket: number, code: number, reason: string): void {
    if (socket === this.#connection.socket) this.#closeCode = code;
    // A room that is not as new as this page may still know the version before.
    const isTooNew = code === closeCodes.wrongVersion.code && this.#version === protocolVersion;
    if (isTooNew) this.#version = versionBefore;
    const speaksOlder = isTooNew ? { speaksOlder: true } : {};
    this.happen({ t: 'closed', socket, code, retryAfterMs: retryAfterMs(reason), ...speaksOlder });
  }

  #hear(frame: unknown, socket: number): void {
    // A frame of a socket that was given up says nothing about the one in use.
    if (socket !== this.#connection.socket || !hasSocket(this.#connection)) return;
    if (frame === heartbeat.pong) return this.happen({ t: 'heard', socket, welcome: false });
    const events = parseDown(frame, this.#version);
    if (!events) return this.happen({ t: 'garbled', socket });
    let welcome = false;
    for (const event of events) {
      if (!this.#end.take(event)) return this.happen({ t: 'skipped', socket });
      welcome ||= 't' in event && event.t === 'welcome';
    }
    if (welcome) this.#closeCode = undefined;
    this.happen({ t: 'heard', socket, welcome });
    if (this.#connection.is === 'live') this.#end.live();
    this.#ports.changed();
  }

  #setTimer(): void {
    this.#stopTimer();
    const due = nextTickMs(this.#connection);
    if (due === undefined) return;
    this.#stopTimer = this.#ports.after(Math.max(0, due - this.#ports.elapsed()), () =>
      this.happen({ t: 'tick' }),
    );
  }
}
