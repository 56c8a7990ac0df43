import { nanoid } from 'nanoid';
import type { Action } from '../../protocol/actions.ts';
import { closeCodes } from '../../protocol/close-codes.ts';
import type { Message, Person, PersonId, Seq } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { isAtLeast } from '../../protocol/roles.ts';
import type {
  Acted,
  AuditPage,
  Denied,
  Done,
  EarlierVersion,
  FormReact,
  Glance,
  Invitation,
  MessagePage,
  Opened,
  Overview,
  PageAnchor,
  PeoplePage,
  PeopleQuery,
  PinnedPage,
  SearchPage,
  Standing,
  ThreadPage,
  ThreadsPage,
  Verdict,
} from '../../protocol/rooms.ts';
import type { SearchQuery } from '../../protocol/search/query.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Say } from '../../protocol/up.ts';
import { addressPayer } from '../auth/address.ts';
import { hashOf, newInviteToken } from '../auth/invite-token.ts';
import { forget } from '../room/forgetting.ts';
import { accept } from '../room/inviting.ts';
import type { Crowd } from '../room/moderation.ts';
import { overviewOf } from '../room/overview.ts';
import { peoplePage } from '../room/people-page.ts';
import { may } from '../room/permissions.ts';
import { pinnedIn } from '../room/pinning.ts';
import type { RateLimits } from '../room/rate-limits.ts';
import type { Requester } from '../room/requester.ts';
import type { Room } from '../room/room.ts';
import { searched } from '../room/searching.ts';
import type { OwnAuditEntry } from '../rpc.ts';
import type { Admission } from './admission.ts';
import type { Audience } from './audience.ts';
import type { FirstTraces } from './first-traces.ts';
import type { FrameHandler } from './frame-handler.ts';
import { Indexing } from './indexing.ts';
import { tell } from './publish.ts';
import type { RecentAddresses } from './recent-addresses.ts';
import { withTypedMentions } from './typed-mentions.ts';

const auditPage = 50;

/** What a room that somebody made answers to those who do not ask over a socket. */
export class RoomRequests {
  readonly #room: Room;
  readonly #frameHandler: FrameHandler;
  readonly #audience: Audience;
  readonly #admission: Admission;
  readonly #rates: RateLimits;
  readonly #addresses: RecentAddresses;
  readonly #traces: Pick<FirstTraces, 'of'>;
  readonly #indexing: Indexing;

  constructor(
    room: Room,
    frameHandler: FrameHandler,
    audience: Audience,
    admission: Admission,
    rates: RateLimits,
    addresses: RecentAddresses,
    traces: Pick<FirstTraces, 'of'>,
  ) {
    this.#room = room;
    this.#frameHandler = frameHandler;
    this.#audience = audience;
    this.#admission = admission;
    this.#rates = rates;
    this.#addresses = addresses;
    this.#traces = traces;
    this.#indexing = new Indexing(room.history);
  }

  /** Answers whoever tries to make the room, which is there already. */
  openThere(room: string, requester: Requester): Opened | Denied {
    const { settings } = this.#room.store;
    const kept = settings.read();
    if (kept?.room === '') settings.write({ ...kept, room });
    const access = this.#room.access(requester);
    if (!('denied' in access)) return { opened: 'there' };
    return access.denied === 'banned' ? access : { denied: 'room-taken' };
  }

  glance(requester: Requester, before?: Seq, anchor?: PageAnchor): Glance | Refusal | Denied {
    const access = this.#room.access(requester);
    if ('denied' in access) return access;
    const { person } = requester;
    const isOfOld = before !== undefined || anchor !== undefined;
    const tooFast = isOfOld ? this.#rates.page(payerOf(requester)) : undefined;
    if (tooFast) return { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs };
    const { messages, settings, pins } = this.#room;
    const stretch = before === undefined ? messages.newest(person) : messages.page(before, person);
    if ('refused' in stretch) return stretch;
    const roster = this.#audience.roster(() => messages.speakers(), person?.id);
    const anchored = anchor && { anchored: messages.anchored(anchor, person) };
    const standing = this.#admission.standing(access.role, person);
    return { stretch, ...anchored, ...roster, settings, ...pins, standing };
  }

  people(requester: Requester, query: PeopleQuery): PeoplePage | Refusal | Denied {
    const access = this.#room.access(requester);
    if ('denied' in access) return access;
    const tooFast = this.#rates.page(payerOf(requester));
    if (tooFast) return { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs };
    return peoplePage(this.#audience.present(), query);
  }

  receive(requester: Requester, say: Say): Verdict | Refusal | Denied {
    const actor = this.#actor(requester);
    if (!('by' in actor)) return actor;
    const { by } = actor;
    const read = () => ({ ...say, text: withTypedMentions(say.text, by.id, this.#room, this.#audience) });
    return this.#frameHandler.receive(by, read);
  }

  react(requester: Requester, react: FormReact): Verdict | Refusal | Denied {
    const actor = this.#actor(requester);
    if (!('by' in actor)) return actor;
    const after = this.#room.history.head();
    return this.#frameHandler.receive(actor.by, () => ({ t: 'react', id: nanoid(), after, ...react }));
  }

  async act(requester: Requester, action: Action): Promise<Acted | Refusal | Denied> {
    const inviteToken = await newInviteToken();
    if ('whom' in action && this.#leads(requester.person)) await this.#traces.of(action.whom);
    // From here on one turn: what is decided is decided about the room as it is now.
    this.#frameHandler.settle();
    const actor = this.#actor(requester);
    if (!('by' in actor)) return actor;
    const tooFast = this.#rates.once(actor.by.id);
    if (tooFast) return { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs };
    const chance = { actId: nanoid(), inviteToken };
    const outcome = this.#room.moderation.act(actor.by, action, this.#crowd(), chance);
    if ('refused' in outcome) return outcome;
    this.#admission.meet(actor.by);
    const { news, ...acted } = outcome;
    tell(news, this.#audience, this.#admission);
    return acted;
  }

  // To whoever may not read them there is no such room.
  versions(requester: Requester, message: Seq): { versions: EarlierVersion[] } | Refusal | Denied {
    const access = this.#room.access(requester);
    if ('denied' in access) return access;
    const tooFast = this.#rates.page(payerOf(requester));
    if (tooFast) return { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs };
    const { messages, settings } = this.#room;
    if (!may(access.role, 'versions', settings)) return { denied: 'no-such-room' };
    return { versions: messages.earlier(message) };
  }

  message(requester: Requester, seq: Seq): MessagePage | Refusal | Denied {
    const page = this.#toRead(requester, (you) => this.#room.messages.one(seq, you));
    if (!('messages' in page)) return page;
    const { messages, quoted, ...about } = page;
    const [message] = messages;
    if (!message) return { refused: 'no-such-message' };
    const { reply, inThread } = message;
    const shown = quoted?.find((one) => one.seq === (reply ?? inThread));
    const isPinned = this.#room.pins.pins?.includes(seq) ?? false;
    return { message, ...(shown && { quoted: shown }), isPinned, ...about };
  }

  messagesAt(
    requester: Requester,
    seqs: readonly Seq[],
  ): { messages: Message[]; title: string } | Refusal | Denied {
    const { history } = this.#room;
    const find = () => ({
      messages: seqs.flatMap((seq) => history.at(seq) ?? []).filter((one) => !one.deleted),
    });
    const page = this.#toRead(requester, find);
    return 'messages' in page ? { messages: page.messages, title: page.settings.title } : page;
  }

  thread(requester: Requester, root: Seq, before?: Seq): ThreadPage | Refusal | Denied {
    const page = this.#toRead(requester, (you) => this.#room.messages.threadPage(root, before, you));
    if (!('root' in page)) return page;
    const { root: message, settings, standing, ...stretch } = page;
    return { root: message, stretch, settings, standing };
  }

  threads(requester: Requester): ThreadsPage | Refusal | Denied {
    return this.#toRead(requester, (you) => ({ threads: this.#room.messages.openThreads(you) }));
  }

  /** What whoever may read the room asks of it, at the pace of pages. */
  #toRead<Found extends object>(
    requester: Requester,
    find: (you: Person | undefined) => Found | Refusal,
  ): (Found & { settings: Settings; standing: Standing }) | Refusal | Denied {
    return this.#refusalToRead(requester, 'page') ?? this.#told(requester, find);
  }

  #refusalToRead(requester: Requester, pace: 'page' | 'search'): Refusal | Denied | undefined {
    const access = this.#room.access(requester);
    if ('denied' in access) return access;
    const tooFast = this.#rates[pace](payerOf(requester));
    return tooFast && { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs };
  }

  #told<Found extends object>(
    requester: Requester,
    find: (you: Person | undefined) => Found | Refusal,
  ): (Found & { settings: Settings; standing: Standing }) | Refusal | Denied {
    const access = this.#room.access(requester);
    if ('denied' in access) return access;
    const found = find(requester.person);
    if ('refused' in found) return found;
    const standing = this.#admission.standing(access.role, requester.person);
    return { ...found, settings: this.#room.settings, standing };
  }

  async search(
    requester: Requester,
    query: SearchQuery,
    before: Seq | undefined,
  ): Promise<SearchPage | Refusal | Denied> {
    const barred = this.#refusalToRead(requester, 'search');
    if (barred) return barred;
    await this.#indexing.goOn();
    // From here on one turn: what is found stands as it does now, and is for whoever may read it now.
    this.#frameHandler.settle();
    const { history, store } = this.#room;
    const isPartial = (history.indexedAfter() ?? 0) > 0;
    return this.#told(requester, (you) => ({
      ...searched(history, store.people, query, { you, before }),
      ...(isPartial && { isPartial }),
    }));
  }

  pinned(requester: Requester): PinnedPage | Refusal | Denied {
    const { store, history } = this.#room;
    return this.#toRead(requester, () => ({ pinned: pinnedIn(store, history) }));
  }

  overview(requester: Requester): Overview | Denied {
    const access = this.#room.access(requester);
    if ('denied' in access) return access;
    const { store, settings } = this.#room;
    const now = Date.now();
    const standing = this.#admission.standing(access.role, requester.person);
    return overviewOf(store, settings, standing, requester.person, this.#audience.present(), now);
  }

  // To whoever may not read it there is none.
  audit(requester: Requester, before?: number): AuditPage | Denied {
    const access = this.#room.access(requester);
    if ('denied' in access) return access;
    const { store, settings } = this.#room;
    if (!may(access.role, 'audit', settings)) return { denied: 'no-such-room' };
    return store.audit.page(before, auditPage);
  }

  async invitation(requester: Requester, token: string): Promise<Omit<Invitation, 'room'> | undefined> {
    const hash = await hashOf(token);
    const { store, settings } = this.#room;
    const invite = hash === undefined ? undefined : store.invites.find(hash, Date.now());
    if (!invite || this.#admission.isBanned(requester)) return undefined;
    const by = store.people.known(invite.by) ?? { id: invite.by, name: '', kind: 'guest' };
    return { title: settings.title, by, here: this.#audience.here() };
  }

  async accept(
    requester: Requester & { person: Person },
    token: string,
  ): Promise<Done | Refusal | undefined> {
    const hash = await hashOf(token);
    // From here on one turn: of two who come for the last use, one is first.
    this.#frameHandler.settle();
    const by = this.#admission.as(requester.person);
    const { store } = this.#room;
    const at = Date.now();
    if (this.#admission.isBanned({ ...requester, person: by })) return undefined;
    if (store.members.roleOf(by.id) !== 'guest') return { done: true };
    const invite = hash === undefined ? undefined : store.invites.find(hash, at);
    if (!invite) return undefined;
    const trouble = this.#admission.troubleWithName(by);
    if (trouble) return { refused: trouble };
    const outcome = accept({ store, by, at }, invite);
    if ('refused' in outcome) return outcome;
    tell(outcome.news, this.#audience, this.#admission);
    return { done: true };
  }

  rename(person: Person): void {
    if ('denied' in this.#room.access({ person })) return;
    const named = this.#admission.introduced(person);
    if (this.#admission.troubleWithName(named)) {
      this.#audience.dismiss(person.id, closeCodes.nameTaken);
      return;
    }
    const { people } = this.#room.store;
    if (people.known(person.id)) people.note(named);
    this.#admission.meet(named);
  }

  /** What is kept of one person beside their words and what they did; by whom they are muted or banned is others'. */
  recordOf(id: PersonId): Record<string, unknown> {
    const { people, members, sanctions, invites } = this.#room.store;
    const now = Date.now();
    const reactions = this.#room.history.reactedTo(id, Number.MAX_SAFE_INTEGER);
    const role = members.all().find(({ person }) => person.id === id);
    return {
      name: people.known(id)?.name,
      face: people.known(id)?.face,
      lastSeenAt: people.seenAt(id),
      role: role?.role,
      since: role?.since,
      sanctions: sanctions.all(now).flatMap(({ by: _, ...one }) => (one.person === id ? [one] : [])),
      reactions,
      earlierVersions: this.#room.messages.earlierOf(id),
      invites: invites.all(now).flatMap(({ hash: _, ...invite }) => (invite.by === id ? [invite] : [])),
    };
  }

  auditAbout(id: PersonId, before: number | undefined, limit: number): OwnAuditEntry[] {
    const told: OwnAuditEntry[] = [];
    // Reports of them are left out, so that one look may find too few.
    for (let from = before; told.length < limit; ) {
      const entries = this.#room.store.audit.about(id, from, limit);
      const last = entries.at(-1);
      if (!last) break;
      from = last.n;
      told.push(
        ...entries.flatMap(({ by, ...audited }) =>
          by.id === id || audited.action !== 'report' ? [audited] : [],
        ),
      );
    }
    return told.slice(0, limit);
  }

  /** The seq to go on from; undefined once nothing is left to do. */
  forget(person: PersonId, words: 'keep' | 'remove', after: Seq): Seq | undefined {
    this.#audience.dismiss(person, closeCodes.signedOut);
    const { store, history } = this.#room;
    const how = { after, at: Date.now(), newId: nanoid };
    const { changed, takenBack, upTo } = forget(store, history, person, words, how);
    this.#audience.publish([
      ...takenBack.map((one) => ({ t: 'reacted', ...one, on: false }) as const),
      ...changed.map((one) => ({ t: 'changed', by: person, ...one }) as const),
    ]);
    if (upTo === undefined) tell([{ is: 'ranks' }], this.#audience, this.#admission);
    return upTo;
  }

  // Nobody else does anything to anybody.
  #leads(person: Person | undefined): boolean {
    return person !== undefined && isAtLeast(this.#room.store.members.roleOf(person.id), 'moderator');
  }

  #actor(requester: Requester): { by: Person } | Refusal | Denied {
    const actor = this.#admission.toAct(requester);
    if ('by' in actor) this.#addresses.note(actor.by.id, requester.address);
    return actor;
  }

  #crowd(): Crowd {
    return {
      // Under the name by which they have been heard: whoever has not said hello may have brought any.
      person: (id) => {
        const connected = this.#audience.connected(id);
        return connected?.isPresent
          ? connected.person
          : (this.#room.store.people.known(id) ?? connected?.person);
      },
      addressOf: (id) => this.#audience.connected(id)?.address ?? this.#addresses.of(id),
    };
  }
}

/** Whose pace a page of history is taken from: whoever has no name shares one with everybody at their address. */
function payerOf({ person, address }: Requester): string {
  return person?.id ?? addressPayer(address);
}
