import { type CloseCode, closeCodes } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import type { PersonEvent, RoomReadState } from '../../protocol/read-state.ts';
import type { SessionRef } from '../room/requester.ts';
import { closeSocket } from '../socket-close.ts';

/** Sockets that one person may have open beside those in rooms: one for each page that they have open. */
const mostSockets = 50;

/** The pages that somebody has open, wherever they are: what is read on one, and what waits, is told to all. The sockets sleep. */
export class Devices {
  readonly #state: DurableObjectState;

  constructor(state: DurableObjectState) {
    this.#state = state;
  }

  /** Opens one more; the runtime's response to its upgrade. It is told how everything stands, or closed where that is undefined. */
  open(session: SessionRef, rooms: RoomReadState[] | undefined): Response {
    const { 0: theirs, 1: ours } = new WebSocketPair();
    ours.serializeAttachment(session);
    this.#state.acceptWebSocket(ours);
    // The runtime has the newest first.
    for (const oldest of this.#state.getWebSockets().slice(mostSockets))
      close(oldest, closeCodes.tooManySockets);
    if (rooms) send(ours, rooms);
    else close(ours, closeCodes.signedOut);
    return new Response(null, { status: 101, webSocket: theirs });
  }

  tell(rooms: RoomReadState[]): void {
    if (rooms.length > 0) for (const socket of this.#state.getWebSockets()) send(socket, rooms);
  }

  /** Closes those whose session does not hold any more. */
  closeUnless(holds: (session: SessionRef) => boolean): void {
    for (const socket of this.#state.getWebSockets()) {
      if (!holds(socket.deserializeAttachment() as SessionRef)) close(socket, closeCodes.signedOut);
    }
  }
}

function send(socket: WebSocket, rooms: RoomReadState[]): void {
  const event: PersonEvent = { t: 'read-state', rooms };
  try {
    socket.send(JSON.stringify([event]));
  } catch {
    // Its line is gone. It asks anew once it is back.
  }
}

function close(socket: WebSocket, { code }: CloseCode): void {
  closeSocket(socket, code, closeSentences[code]);
}
