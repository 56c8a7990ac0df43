import { closeCodes } from '../protocol/close-codes.ts';
import type { Event, UnknownEvent } from '../protocol/down.ts';
import type { ActId, Seq } from '../protocol/message.ts';
import { parseDown } from '../protocol/parse.ts';
import type { Up } from '../protocol/up.ts';
import { protocolVersion, versionBefore } from '../protocol/version.ts';
import type { Connection, ConnectionEvent } from './connection.ts';
import type { Ports } from './ports.ts';
import { SocketLine } from './socket-line.ts';

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

/** The line to one room: reads and writes its frames, in the version of the protocol that both ends know. */
export class RoomLine {
  readonly #ports: Ports;
  readonly #end: LineEnd;
  readonly #line: SocketLine;
  #closeCode: number | undefined;
  /** Which version of the protocol is spoken with the room. */
  #version = protocolVersion;

  constructor(ports: Ports, end: LineEnd) {
    this.#ports = ports;
    this.#end = end;
    this.#line = new SocketLine(ports, {
      crowd: () => end.crowd(),
      hello: () => this.send({ t: 'hello', v: this.#version, ...end.seen() }),
      heard: (frame, socket) => this.#hear(frame, socket),
      closed: (code) => this.#closed(code),
      happened: (was) => this.#happened(was),
    });
  }

  get connection(): Connection {
    return this.#line.connection;
  }

  /** With which code the last socket was closed; undefined since a welcome. */
  get closeCode(): number | undefined {
    return this.#closeCode;
  }

  send(up: Up): void {
    this.#line.send(JSON.stringify(up));
  }

  happen(event: ConnectionEvent): void {
    this.#line.happen(event);
  }

  #happened(was: Connection): void {
    const { is } = this.connection;
    if (was.is === 'live' && is !== 'live') this.#end.down();
    if (was.is !== is) this.#ports.changed();
  }

  #closed(code: number): { speaksOlder?: true } {
    this.#closeCode = code;
    // A room that is not as new as this page may still know the version before.
    if (code !== closeCodes.wrongVersion.code || this.#version !== protocolVersion) return {};
    this.#version = versionBefore;
    return { speaksOlder: true };
  }

  #hear(frame: unknown, socket: number): void {
    const events = parseDown(frame, this.#version);
    if (!events) return this.happen({ t: 'garbled', socket });
    let welcome = false;
    for (const event of events) {
      if (!this.#end.take(event)) return this.happen({ t: 'skipped', socket });
      welcome ||= 't' in event && event.t === 'welcome';
    }
    if (welcome) this.#closeCode = undefined;
    this.happen({ t: 'heard', socket, welcome });
    if (this.connection.is === 'live') this.#end.live();
    this.#ports.changed();
  }
}
