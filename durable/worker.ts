import { WorkerEntrypoint } from 'cloudflare:workers';
import type { Person, Seq } from '../protocol/message.ts';
import type { Refusal } from '../protocol/refusals.ts';
import type { Say } from '../protocol/up.ts';
import { isRoomName } from '../protocol/words.ts';
import { guestOf, type Introduction, introduce } from './guest.ts';
import { answerGuestRequest } from './guest-route.ts';
import type { Glance, RoomObject } from './room-object.ts';
import type { Verdict } from './room/room.ts';
import { answerSocketRequest } from './socket-route.ts';

export { RoomObject } from './room-object.ts';

export type Env = { ROOM: DurableObjectNamespace<RoomObject>; GUEST_KEY: string };

/** No room can have this name, or nobody without a name may do this. */
export type Denied = { denied: 'bad-room-name' | 'no-name' };

/**
 * The only authority. Pages call its methods over the service binding; sockets and raw clients come through
 * `fetch`. Everything is checked here, or in the Room object behind it, and nowhere else.
 */
export default class Rooms extends WorkerEntrypoint<Env> {
  override async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/api/guest') return answerGuestRequest(request, this.env);
    const [, room] = /^\/r\/([^/]+)\/socket$/.exec(pathname) ?? [];
    if (room !== undefined) return answerSocketRequest(request, room, this.env);
    return new Response('There is nothing at this address.', { status: 404 });
  }

  /** A guest token for this name: a new person, or the holder of `token` renamed. */
  introduce(token: string | undefined, name: string): Promise<Introduction | Refusal> {
    return introduce(this.env.GUEST_KEY, token, name);
  }

  async whoIs(token: string | undefined): Promise<Person | undefined> {
    return token === undefined ? undefined : guestOf(this.env.GUEST_KEY, token);
  }

  /** What a room's page shows: its newest messages, or those before a seq, and who is there. */
  async glance(room: string, before?: Seq): Promise<Glance | Refusal | Denied> {
    if (!isRoomName(room)) return { denied: 'bad-room-name' };
    return this.env.ROOM.getByName(room).glance(before);
  }

  /** A message from a form. The same id twice is said once. */
  async post(room: string, token: string | undefined, say: Omit<Say, 't'>): Promise<Verdict | Denied> {
    if (!isRoomName(room)) return { denied: 'bad-room-name' };
    const person = await this.whoIs(token);
    if (!person) return { denied: 'no-name' };
    return this.env.ROOM.getByName(room).receive(person, say);
  }
}
