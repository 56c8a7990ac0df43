import { nanoid } from 'nanoid';
import type { Action } from '../../protocol/actions.ts';
import { closeCodes } from '../../protocol/close-codes.ts';
import type { Person, PersonId, Seq } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { isAtLeast } from '../../protocol/roles.ts';
import type {
  Acted,
  AuditPage,
  Denied,
  Done,
  Glance,
  Invitation,
  Opened,
  Overview,
  PeoplePage,
  PeopleQuery,
  Verdict,
} from '../../protocol/rooms.ts';
import type { Say } from '../../protocol/up.ts';
import { addressPayer } from '../auth/address.ts';
import { hashOf, newSeal } from '../auth/invite-token.ts';
import { forget } from '../room/forgetting.ts';
import { accept } from '../room/inviting.ts';
import type { Crowd } from '../room/moderation.ts';
import { overviewOf } from '../room/overview.ts';
import { peoplePage } from '../room/people-page.ts';
import { may } from '../room/permissions.ts';
import type { Paces } from '../room/rate-limits.ts';
import type { House } from '../room/room.ts';
import type { Knock, ToldDeed } from '../rpc.ts';
import type { Admission } from './admission.ts';
import type { Audience } from './audience.ts';
import type { FirstTraces } from './first-traces.ts';
import type { Conversation } from './frame-handler.ts';
import { tell } from './publish.ts';
import type { RecentAddresses } from './recent-addresses.ts';

const auditPage = 50;

/** What a room that somebody made answers to those who do not ask over a socket. */
export class Desk {
  readonly #house: House;
  readonly #conversation: Conversation;
  readonly #audience: Audience;
  readonly #admission: Admission;
  readonly #paces: Paces;
  readonly #addresses: RecentAddresses;
  readonly #traces: Pick<FirstTraces, 'of'>;

  constructor(
    house: House,
    conversation: Conversation,
    audience: Audience,
    admission: Admission,
    paces: Paces,
    addresses: RecentAddresses,
    traces: Pick<FirstTraces, 'of'>,
  ) {
    this.#house = house;
    this.#conversation = conversation;
    this.#audience = audience;
    this.#admission = admission;
    this.#paces = paces;
    this.#addresses = addresses;
    this.#traces = traces;
  }

  /** Somebody would have made the room. */
  openThere(room: string, knock: Knock): Opened | Denied {
    const { settings } = this.#house.books;
    const kept = settings.read();
    if (kept?.room === '') settings.write({ ...kept, room });
    const door = this.#house.door(knock);
    if (!('denied' in door)) return { opened: 'there' };
    return door.denied === 'banned' ? door : { denied: 'room-taken' };
  }

  glance(knock: Knock, before?: Seq): Glance | Refusal | Denied {
    const door = this.#house.door(knock);
    if ('denied' in door) return door;
    const { person } = knock;
    const tooFast = before === undefined ? undefined : this.#paces.page(payerOf(knock));
    if (tooFast) return { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs };
    const { room, settings } = this.#house;
    const stretch = before === undefined ? room.newest() : room.page(before);
    if ('refused' in stretch) return stretch;
    const roster = this.#audience.roster(() => room.speakers(), person?.id);
    return { stretch, ...roster, settings, standing: this.#admission.standing(door.role, person) };
  }

  people(knock: Knock, query: PeopleQuery): PeoplePage | Refusal | Denied {
    const door = this.#house.door(knock);
    if ('denied' in door) return door;
    const tooFast = this.#paces.page(payerOf(knock));
    if (tooFast) return { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs };
    return peoplePage(this.#audience.present(), query);
  }

  receive(knock: Knock, say: Say): Verdict | Refusal | Denied {
    const comer = this.#comer(knock);
    return 'by' in comer ? this.#conversation.receive(comer.by, say) : comer;
  }

  async act(knock: Knock, action: Action): Promise<Acted | Refusal | Denied> {
    const seal = await newSeal();
    if ('whom' in action && this.#leads(knock.person)) await this.#traces.of(action.whom);
    // From here on one turn: what is decided is decided about the room as it is now.
    this.#conversation.settle();
    const comer = this.#comer(knock);
    if (!('by' in comer)) return comer;
    const tooFast = this.#paces.once(comer.by.id);
    if (tooFast) return { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs };
    const chance = { actId: nanoid(), seal };
    const outcome = this.#house.keeping.act(comer.by, action, this.#crowd(), chance);
    if ('refused' in outcome) return outcome;
    this.#admission.meet(comer.by);
    const { news, ...acted } = outcome;
    tell(news, this.#audience, this.#admission);
    return acted;
  }

  overview(knock: Knock): Overview | Denied {
    const door = this.#house.door(knock);
    if ('denied' in door) return door;
    const { books, settings } = this.#house;
    const now = Date.now();
    const standing = this.#admission.standing(door.role, knock.person);
    return overviewOf(books, settings, standing, knock.person, this.#audience.present(), now);
  }

  // To whoever may not read it there is none.
  audit(knock: Knock, before?: number): AuditPage | Denied {
    const door = this.#house.door(knock);
    if ('denied' in door) return door;
    const { books, settings } = this.#house;
    if (!may(door.role, 'audit', settings)) return { denied: 'no-such-room' };
    return books.audit.page(before, auditPage);
  }

  async invitation(knock: Knock, token: string): Promise<Omit<Invitation, 'room'> | undefined> {
    const hash = await hashOf(token);
    const { books, settings } = this.#house;
    const invite = hash === undefined ? undefined : books.invites.find(hash, Date.now());
    if (!invite || this.#admission.isBanned(knock.person, knock.address)) return undefined;
    const by = books.people.known(invite.by) ?? { id: invite.by, name: '', kind: 'guest' };
    return { title: settings.title, by, here: this.#audience.here() };
  }

  async accept(
    comer: Person,
    address: string | undefined,
    token: string,
  ): Promise<Done | Refusal | undefined> {
    const hash = await hashOf(token);
    // From here on one turn: of two who come for the last use, one is first.
    this.#conversation.settle();
    const by = this.#admission.as(comer);
    const { books } = this.#house;
    const at = Date.now();
    if (this.#admission.isBanned(by, address)) return undefined;
    if (books.members.roleOf(by.id) !== 'guest') return { done: true };
    const invite = hash === undefined ? undefined : books.invites.find(hash, at);
    if (!invite) return undefined;
    const trouble = this.#admission.troubleWithName(by);
    if (trouble) return { refused: trouble };
    const outcome = accept({ books, by, at }, invite);
    if ('refused' in outcome) return outcome;
    tell(outcome.news, this.#audience, this.#admission);
    return { done: true };
  }

  rename(person: Person): void {
    if ('denied' in this.#house.door({ person })) return;
    const named = this.#admission.introduced(person);
    if (this.#admission.troubleWithName(named)) {
      this.#audience.dismiss(person.id, closeCodes.nameTaken);
      return;
    }
    const { people } = this.#house.books;
    if (people.known(person.id)) people.note(named);
    this.#admission.meet(named);
  }

  /** What is kept of one person beside their words and deeds; by whom they are muted or banned is others'. */
  recordOf(id: PersonId): Record<string, unknown> {
    const { people, members, sanctions, invites } = this.#house.books;
    const now = Date.now();
    const role = members.all().find(({ person }) => person.id === id);
    return {
      name: people.known(id)?.name,
      lastSeenAt: people.seenAt(id),
      role: role?.role,
      since: role?.since,
      sanctions: sanctions.all(now).flatMap(({ by: _, ...one }) => (one.person === id ? [one] : [])),
      invites: invites.all(now).flatMap(({ hash: _, ...invite }) => (invite.by === id ? [invite] : [])),
    };
  }

  deedsOf(id: PersonId, before: number | undefined, limit: number): ToldDeed[] {
    const told: ToldDeed[] = [];
    // Reports of them are left out, so that one look may find too few.
    for (let from = before; told.length < limit; ) {
      const entries = this.#house.books.audit.about(id, from, limit);
      const last = entries.at(-1);
      if (!last) break;
      from = last.n;
      told.push(
        ...entries.flatMap(({ by, ...deed }) => (by.id === id || deed.action !== 'report' ? [deed] : [])),
      );
    }
    return told.slice(0, limit);
  }

  /** The seq to go on from; undefined once nothing is left to do. */
  forget(person: PersonId, words: 'keep' | 'remove', after: Seq): Seq | undefined {
    this.#audience.dismiss(person, closeCodes.signedOut);
    const { books, history } = this.#house;
    const how = { after, at: Date.now(), newId: nanoid };
    const { changed, upTo } = forget(books, history, person, words, how);
    const news = changed.map(({ id, message }) => ({ t: 'changed', id, by: person, message }) as const);
    this.#audience.publish(news);
    if (upTo === undefined) tell([{ is: 'ranks' }], this.#audience, this.#admission);
    return upTo;
  }

  // Nobody else does anything to anybody.
  #leads(person: Person | undefined): boolean {
    return person !== undefined && isAtLeast(this.#house.books.members.roleOf(person.id), 'moderator');
  }

  #comer(knock: Knock): { by: Person } | Refusal | Denied {
    const comer = this.#admission.toAct(knock);
    if ('by' in comer) this.#addresses.note(comer.by.id, knock.address);
    return comer;
  }

  #crowd(): Crowd {
    return {
      // Under the name by which they have been heard: whoever has not said hello may have brought any.
      person: (id) => {
        const connected = this.#audience.connected(id);
        return connected?.isPresent
          ? connected.person
          : (this.#house.books.people.known(id) ?? connected?.person);
      },
      addressOf: (id) => this.#audience.connected(id)?.address ?? this.#addresses.of(id),
    };
  }
}

/** Whose pace a page of history is taken from: whoever has no name shares one with everybody at their address. */
function payerOf({ person, address }: Knock): string {
  return person?.id ?? addressPayer(address);
}
