import type { RoomReadState } from '../protocol/read-state.ts';
import { type LinePorts, SocketLine } from './socket-line.ts';

/**
 * The line to the object of a page's own person, which tells what is unread in their rooms: the same machine as that to a room. Its
 * first frame is the welcome. A line that cannot be had is no trouble to anybody, and is tried again ever more slowly.
 */
export class PersonLine {
  readonly #line: SocketLine;

  /**
   * @param parse undefined for a broken frame, which is passed over
   * @param told what each good frame says
   */
  constructor(
    ports: LinePorts,
    parse: (frame: unknown) => readonly RoomReadState[] | undefined,
    told: (rooms: readonly RoomReadState[]) => void,
  ) {
    this.#line = new SocketLine(ports, {
      crowd: () => 1,
      // The cookie said who it is.
      hello: () => {},
      heard: (frame, socket) => {
        const rooms = parse(frame);
        if (rooms) told(rooms);
        this.#line.happen({ t: 'heard', socket, welcome: rooms !== undefined });
      },
      closed: () => ({}),
      happened: () => {},
    });
  }

  start = (): void => this.#line.happen({ t: 'start' });
  pause = (): void => this.#line.happen({ t: 'pause' });
  nudge = (): void => this.#line.happen({ t: 'nudge' });
  doubt = (): void => this.#line.happen({ t: 'doubt' });
}
