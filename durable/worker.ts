import { WorkerEntrypoint } from 'cloudflare:workers';
import * as v from 'valibot';
import { Action } from '../protocol/actions.ts';
import { Seq } from '../protocol/message.ts';
import type { Refusal } from '../protocol/refusals.ts';
import type {
  Account,
  Acted,
  Arrangement,
  AuditPage,
  Denied,
  Done,
  EarlierVersion,
  FormReact,
  Founding,
  Glance,
  Introduction,
  Invitation,
  KnownListed,
  Listing,
  MessagePage,
  Opened,
  Overview,
  PageAnchor,
  PeoplePage,
  PeopleQuery,
  PinnedPage,
  Preferences,
  RequestAuth,
  RoomsService,
  SearchPage,
  ServiceStatus,
  ThreadPage,
  ThreadsPage,
  Verdict,
  Visit,
  Waiting,
} from '../protocol/rooms.ts';
import { SearchQuery } from '../protocol/search/query.ts';
import { Visibility } from '../protocol/settings.ts';
import { React, Say } from '../protocol/up.ts';
import { isRoomName } from '../protocol/words.ts';
import * as identity from './auth/identity.ts';
import { rateLimited } from './auth/rate-limit.ts';
import type { Env } from './env.ts';
import { answerIdentityRequest } from './http/identity-routes.ts';
import { answerRoomRequest } from './http/room-routes.ts';
import { withSecurityHeaders } from './http/security-headers.ts';
import { sentence } from './http/sentence.ts';
import { answerStatusRequest } from './http/status-route.ts';
import { KnownListedRooms } from './lobby/known-listed.ts';
import { listed } from './lobby/listing.ts';
import { logFault } from './log.ts';
import * as own from './service/own-account.ts';
import {
  acceptInvite,
  actInRoom,
  askRoom,
  asNoInvite,
  enterByAsking,
  openRoom,
  postInRoom,
  visitRoom,
} from './service/rooms.ts';
import { statusOf } from './service/status.ts';
import { doneWith, readAll, waitingFor } from './service/waiting.ts';

export { PersonObject } from './person/person-object.ts';
export { RoomObject } from './room-object/room-object.ts';

const FormSay = v.omit(Say, ['t']);
const ReactionForm = v.omit(React, ['t', 'id', 'after']);
const letters = v.pipe(v.string(), v.maxLength(500));
const People = v.object({ find: v.exactOptional(letters), after: v.exactOptional(letters) });
const Anchor = v.union([
  v.strictObject({ at: Seq }),
  v.strictObject({ since: v.pipe(v.number(), v.finite()) }),
]);
const NewRoom = v.object({
  title: v.exactOptional(v.string()),
  visibility: v.exactOptional(Visibility),
});

const knownListed = new KnownListedRooms(() => Date.now());

/**
 * The only authority. Pages call its methods over the service binding; sockets and raw clients come through
 * `fetch`. Everything is checked here, or in the objects behind it, and nowhere else.
 */
export default class Rooms extends WorkerEntrypoint<Env> implements RoomsService {
  override async fetch(request: Request): Promise<Response> {
    return withSecurityHeaders(await this.#answer(request), request);
  }

  async #answer(request: Request): Promise<Response> {
    try {
      return (
        (await answerIdentityRequest(request, this.env)) ??
        (await answerRoomRequest(request, this.env)) ??
        (await answerStatusRequest(request, this.env)) ??
        sentence(404, 'There is nothing at this address.')
      );
    } catch (fault) {
      // On one's own machine the runtime would answer with the stack.
      logFault('request-fault', fault);
      return sentence(500, 'Something broke on our side.');
    }
  }

  status(): Promise<ServiceStatus> {
    return statusOf(this.env);
  }

  introduce(auth: RequestAuth, name: string): Promise<Introduction | Refusal | Denied> {
    return identity.introduce(this.env, auth, name);
  }

  async whoIs(auth: RequestAuth) {
    const known = await identity.identifyVisitor(this.env, auth);
    if (!known) return undefined;
    const { person, fresh, visitor } = known;
    const { rooms, states } = visitor;
    return { person, rooms, states, ...(fresh ? { token: fresh } : {}) };
  }

  waiting(auth: RequestAuth): Promise<Waiting | undefined> {
    return waitingFor(this.env, auth);
  }

  async doneWith(auth: RequestAuth, room: string, message: Seq): Promise<Done | Denied> {
    if (!isRoomName(room) || !v.is(Seq, message)) return { denied: 'broken-form' };
    return doneWith(this.env, auth, room, message);
  }

  async readAll(auth: RequestAuth, room?: string): Promise<Done | Denied> {
    if (room !== undefined && !isRoomName(room)) return { denied: 'broken-form' };
    return readAll(this.env, auth, room);
  }

  ownAccount(auth: RequestAuth): ReturnType<RoomsService['ownAccount']> {
    return own.account(this.env, auth);
  }

  async account(auth: RequestAuth): Promise<Account | undefined> {
    return (await own.account(this.env, auth))?.account;
  }

  keepPreferences(auth: RequestAuth, preferences: Preferences): Promise<Done | Denied> {
    return own.keepPreferences(this.env, auth, preferences);
  }

  arrange(auth: RequestAuth, arrangement: Arrangement): Promise<Done | Denied> {
    return own.arrange(this.env, auth, arrangement);
  }

  async keepFace(auth: RequestAuth, face: string): Promise<Done | Refusal | Denied> {
    return typeof face === 'string' ? own.keepFace(this.env, auth, face) : { denied: 'broken-form' };
  }

  namePasskey(auth: RequestAuth, id: string, label: string): Promise<Done | Refusal | Denied> {
    return own.namePasskey(this.env, auth, id, label);
  }

  removePasskey(auth: RequestAuth, id: string): Promise<Done | Refusal | Denied> {
    return own.removePasskey(this.env, auth, id);
  }

  signOut(auth: RequestAuth, everywhere: boolean): Promise<Done | Denied> {
    return own.signOut(this.env, auth, everywhere);
  }

  forgetMe(auth: RequestAuth, words: 'keep' | 'remove'): Promise<Done | Denied> {
    return own.forgetMe(this.env, auth, words);
  }

  async listed(query: { find?: string; cursor?: string }, auth: RequestAuth): Promise<Listing | Denied> {
    // Looking for letters may read five thousand rooms.
    const isWork = query.find !== undefined || query.cursor !== undefined;
    const busy = isWork ? await rateLimited(this.env, 'find', auth.address) : undefined;
    return busy ?? listed(this.env.LISTED, query);
  }

  listedAmong(rooms: string[]): Promise<KnownListed[]> {
    return knownListed.among(this.env.LISTED, rooms);
  }

  async open(room: string, auth: RequestAuth, founding: Founding): Promise<Opened | Refusal | Denied> {
    if (!v.is(NewRoom, founding)) return { denied: 'broken-form' };
    return openRoom(this.env, room, auth, founding);
  }

  async glance(room: string, auth: RequestAuth, before?: Seq): Promise<Glance | Refusal | Denied> {
    if (before !== undefined && !v.is(Seq, before)) return { refused: 'no-such-page' };
    return askRoom(this.env, room, auth, (object, requester) => object.glance(requester, before));
  }

  async visit(room: string, auth: RequestAuth, before?: Seq, anchor?: PageAnchor): Promise<Visit> {
    const isPage = before === undefined || v.is(Seq, before);
    const where = {
      before: isPage ? before : 0,
      // At a place that cannot be there is nothing.
      anchor: anchor === undefined || v.is(Anchor, anchor) ? anchor : { at: 0 },
    };
    return visitRoom(this.env, room, auth, where);
  }

  async people(room: string, auth: RequestAuth, query: PeopleQuery): Promise<PeoplePage | Refusal | Denied> {
    if (!v.is(People, query)) return { denied: 'broken-form' };
    return askRoom(this.env, room, auth, (object, requester) => object.people(requester, query));
  }

  async post(room: string, auth: RequestAuth, say: Omit<Say, 't'>): Promise<Verdict | Refusal | Denied> {
    if (!v.is(FormSay, say)) return { denied: 'broken-form' };
    return postInRoom(this.env, room, auth, say);
  }

  async react(room: string, auth: RequestAuth, react: FormReact): Promise<Verdict | Refusal | Denied> {
    if (!v.is(ReactionForm, react)) return { denied: 'broken-form' };
    return enterByAsking(this.env, room, auth, (object, requester) => object.react(requester, react));
  }

  async act(room: string, auth: RequestAuth, action: Action): Promise<Acted | Refusal | Denied> {
    if (!v.is(Action, action)) return { denied: 'broken-form' };
    return actInRoom(this.env, room, auth, action);
  }

  async versions(
    room: string,
    auth: RequestAuth,
    message: Seq,
  ): Promise<{ versions: EarlierVersion[] } | Refusal | Denied> {
    if (!v.is(Seq, message)) return { denied: 'broken-form' };
    return askRoom(this.env, room, auth, (object, requester) => object.versions(requester, message));
  }

  message(room: string, auth: RequestAuth, message: Seq): Promise<MessagePage | Refusal | Denied> {
    return askRoom(this.env, room, auth, (object, requester) => object.message(requester, message));
  }

  thread(
    room: string,
    auth: RequestAuth,
    message: Seq,
    before?: Seq,
  ): Promise<ThreadPage | Refusal | Denied> {
    return askRoom(this.env, room, auth, (object, requester) => object.thread(requester, message, before));
  }

  threads(room: string, auth: RequestAuth): Promise<ThreadsPage | Refusal | Denied> {
    return askRoom(this.env, room, auth, (object, requester) => object.threads(requester));
  }

  async search(
    room: string,
    auth: RequestAuth,
    query: SearchQuery,
    before?: Seq,
  ): Promise<SearchPage | Refusal | Denied> {
    if (!v.is(SearchQuery, query)) return { denied: 'broken-form' };
    if (before !== undefined && !v.is(Seq, before)) return { refused: 'no-such-page' };
    return askRoom(this.env, room, auth, (object, requester) => object.search(requester, query, before));
  }

  pinned(room: string, auth: RequestAuth): Promise<PinnedPage | Refusal | Denied> {
    return askRoom(this.env, room, auth, (object, requester) => object.pinned(requester));
  }

  overview(room: string, auth: RequestAuth): Promise<Overview | Denied> {
    return askRoom(this.env, room, auth, (object, requester) => object.overview(requester));
  }

  async audit(room: string, auth: RequestAuth, before?: number): Promise<AuditPage | Denied> {
    if (before !== undefined && !v.is(Seq, before)) return { denied: 'broken-form' };
    return askRoom(this.env, room, auth, (object, requester) => object.audit(requester, before));
  }

  async invitation(room: string, auth: RequestAuth, token: string): Promise<Invitation | Denied> {
    const busy = await rateLimited(this.env, 'invite', auth.address);
    if (busy) return busy;
    const found = await askRoom(this.env, room, auth, (object, requester) =>
      object.invitation(requester, token),
    );
    if ('denied' in found) return asNoInvite(found);
    return { ...found, room };
  }

  accept(room: string, auth: RequestAuth, token: string): Promise<Done | Refusal | Denied> {
    return acceptInvite(this.env, room, auth, token);
  }
}
