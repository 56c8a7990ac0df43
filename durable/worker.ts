import { WorkerEntrypoint } from 'cloudflare:workers';
import * as v from 'valibot';
import { Action } from '../protocol/actions.ts';
import { Seq } from '../protocol/message.ts';
import type { Refusal } from '../protocol/refusals.ts';
import type {
  Account,
  Acted,
  AuditPage,
  Caller,
  Denied,
  Done,
  Founding,
  Glance,
  Introduction,
  Invitation,
  Listing,
  Opened,
  Overview,
  PeoplePage,
  PeopleQuery,
  Preferences,
  RoomsService,
  Verdict,
} from '../protocol/rooms.ts';
import { Visibility } from '../protocol/settings.ts';
import { Say } from '../protocol/up.ts';
import * as identity from './auth/identity.ts';
import { isTooMuch } from './auth/rate-limit.ts';
import type { Env } from './env.ts';
import { answerIdentityRequest } from './http/identity-routes.ts';
import { sentence } from './http/json-post.ts';
import { answerRoomRequest } from './http/room-routes.ts';
import { guarded } from './http/security-headers.ts';
import { listed } from './lobby/listing.ts';
import { logFault } from './log.ts';
import * as own from './service/own-account.ts';
import { acceptInvite, actInRoom, askRoom, asNoInvite, enterByAsking, openRoom } from './service/rooms.ts';

export { PersonObject } from './person/person-object.ts';
export { RoomObject } from './room-object/room-object.ts';

const FormSay = v.omit(Say, ['t']);
const letters = v.pipe(v.string(), v.maxLength(500));
const People = v.object({ find: v.exactOptional(letters), after: v.exactOptional(letters) });
const NewRoom = v.object({
  title: v.exactOptional(v.string()),
  visibility: v.exactOptional(Visibility),
});

/**
 * The only authority. Pages call its methods over the service binding; sockets and raw clients come through
 * `fetch`. Everything is checked here, or in the objects behind it, and nowhere else.
 */
export default class Rooms extends WorkerEntrypoint<Env> implements RoomsService {
  override async fetch(request: Request): Promise<Response> {
    return guarded(await this.#answer(request), request);
  }

  async #answer(request: Request): Promise<Response> {
    try {
      return (
        (await answerIdentityRequest(request, this.env)) ??
        (await answerRoomRequest(request, this.env)) ??
        sentence(404, 'There is nothing at this address.')
      );
    } catch (fault) {
      // On one's own machine the runtime would answer with the stack.
      logFault('request-fault', fault);
      return sentence(500, 'Something broke on our side.');
    }
  }

  introduce(caller: Caller, name: string): Promise<Introduction | Refusal | Denied> {
    return identity.introduce(this.env, caller, name);
  }

  async whoIs(caller: Caller) {
    const known = await identity.identify(this.env, caller);
    return known && { person: known.person, ...(known.fresh ? { token: known.fresh } : {}) };
  }

  account(caller: Caller): Promise<Account | undefined> {
    return own.account(this.env, caller);
  }

  keepPreferences(caller: Caller, preferences: Preferences): Promise<Done | Denied> {
    return own.keepPreferences(this.env, caller, preferences);
  }

  namePasskey(caller: Caller, id: string, label: string): Promise<Done | Refusal | Denied> {
    return own.namePasskey(this.env, caller, id, label);
  }

  removePasskey(caller: Caller, id: string): Promise<Done | Refusal | Denied> {
    return own.removePasskey(this.env, caller, id);
  }

  signOut(caller: Caller, everywhere: boolean): Promise<Done | Denied> {
    return own.signOut(this.env, caller, everywhere);
  }

  forgetMe(caller: Caller, words: 'keep' | 'remove'): Promise<Done | Denied> {
    return own.forgetMe(this.env, caller, words);
  }

  async listed(query: { find?: string; cursor?: string }, caller: Caller): Promise<Listing | Denied> {
    // Looking for letters may read five thousand rooms.
    const isWork = query.find !== undefined || query.cursor !== undefined;
    const busy = isWork ? await isTooMuch(this.env, 'find', caller.address) : undefined;
    return busy ?? listed(this.env.LISTED, query);
  }

  async open(room: string, caller: Caller, founding: Founding): Promise<Opened | Refusal | Denied> {
    if (!v.is(NewRoom, founding)) return { denied: 'broken-form' };
    return openRoom(this.env, room, caller, founding);
  }

  async glance(room: string, caller: Caller, before?: Seq): Promise<Glance | Refusal | Denied> {
    if (before !== undefined && !v.is(Seq, before)) return { refused: 'no-such-page' };
    return askRoom(this.env, room, caller, async (object, knock, known) => {
      const glance = await object.glance(knock, before);
      if (known && before === undefined && 'stretch' in glance) {
        // Nobody waits for that, and it is forgotten where they have only looked in.
        const noted = identity.noteRead(this.env, known, room, glance.stretch.upTo);
        this.ctx.waitUntil(noted.catch((fault) => logFault('read-fault', fault)));
      }
      return glance;
    });
  }

  async people(room: string, caller: Caller, query: PeopleQuery): Promise<PeoplePage | Refusal | Denied> {
    if (!v.is(People, query)) return { denied: 'broken-form' };
    return askRoom(this.env, room, caller, (object, knock) => object.people(knock, query));
  }

  async post(room: string, caller: Caller, say: Omit<Say, 't'>): Promise<Verdict | Refusal | Denied> {
    if (!v.is(FormSay, say)) return { denied: 'broken-form' };
    return enterByAsking(this.env, room, caller, (object, knock) => object.receive(knock, say));
  }

  async act(room: string, caller: Caller, action: Action): Promise<Acted | Refusal | Denied> {
    if (!v.is(Action, action)) return { denied: 'broken-form' };
    return actInRoom(this.env, room, caller, action);
  }

  overview(room: string, caller: Caller): Promise<Overview | Denied> {
    return askRoom(this.env, room, caller, (object, knock) => object.overview(knock));
  }

  async audit(room: string, caller: Caller, before?: number): Promise<AuditPage | Denied> {
    if (before !== undefined && !v.is(Seq, before)) return { denied: 'broken-form' };
    return askRoom(this.env, room, caller, (object, knock) => object.audit(knock, before));
  }

  async invitation(room: string, caller: Caller, token: string): Promise<Invitation | Denied> {
    const busy = await isTooMuch(this.env, 'invite', caller.address);
    if (busy) return busy;
    const found = await askRoom(this.env, room, caller, (object, knock) => object.invitation(knock, token));
    if ('denied' in found) return asNoInvite(found);
    return { ...found, room };
  }

  accept(room: string, caller: Caller, token: string): Promise<Done | Refusal | Denied> {
    return acceptInvite(this.env, room, caller, token);
  }
}
