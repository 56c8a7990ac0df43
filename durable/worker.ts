import { WorkerEntrypoint } from 'cloudflare:workers';
import * as v from 'valibot';
import { type Person, Seq } from '../protocol/message.ts';
import type { Refusal } from '../protocol/refusals.ts';
import type { Denied, Glance, Introduction, RoomsService, Verdict } from '../protocol/rooms.ts';
import { Say } from '../protocol/up.ts';
import { isRoomName } from '../protocol/words.ts';
import { guestOf, introduce } from './guest.ts';
import { answerGuestRequest } from './guest-route.ts';
import type { RoomObject } from './room-object.ts';
import { answerSocketRequest } from './socket-route.ts';

export { RoomObject } from './room-object.ts';

export type Env = { ROOM: DurableObjectNamespace<RoomObject>; GUEST_KEY: string };

const FormSay = v.omit(Say, ['t']);

/**
 * The only authority. Pages call its methods over the service binding; sockets and raw clients come through
 * `fetch`. Everything is checked here, or in the Room object behind it, and nowhere else.
 */
export default class Rooms extends WorkerEntrypoint<Env> implements RoomsService {
  override async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/api/guest') return answerGuestRequest(request, this.env);
    const [, room] = /^\/r\/([^/]+)\/socket$/.exec(pathname) ?? [];
    if (room !== undefined) return answerSocketRequest(request, room, this.env);
    return new Response('There is nothing at this address.', { status: 404 });
  }

  introduce(token: string | undefined, name: string): Promise<Introduction | Refusal> {
    return introduce(this.env.GUEST_KEY, token, name);
  }

  async whoIs(token: string | undefined): Promise<Person | undefined> {
    return token === undefined ? undefined : guestOf(this.env.GUEST_KEY, token);
  }

  async glance(room: string, before?: Seq): Promise<Glance | Refusal | Denied> {
    if (!isRoomName(room)) return { denied: 'bad-room-name' };
    if (before !== undefined && !v.is(Seq, before)) return { refused: 'no-such-page' };
    return this.env.ROOM.getByName(room).glance(before);
  }

  async post(room: string, token: string | undefined, say: Omit<Say, 't'>): Promise<Verdict | Denied> {
    if (!isRoomName(room)) return { denied: 'bad-room-name' };
    if (!v.is(FormSay, say)) return { denied: 'broken-form' };
    const person = await this.whoIs(token);
    if (!person) return { denied: 'no-name' };
    return this.env.ROOM.getByName(room).receive(person, say);
  }
}
