import { type CloseCode, closeCodes } from '../../protocol/close-codes.ts';
import { isKnownOtherwise } from '../../protocol/known-otherwise.ts';
import { limits } from '../../protocol/limits.ts';
import type { Person, PersonId } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Role } from '../../protocol/roles.ts';
import type { Denied, Standing } from '../../protocol/rooms.ts';
import { addressPayer } from '../auth/address.ts';
import { banOn } from '../room/access.ts';
import type { RateLimits } from '../room/rate-limits.ts';
import type { Requester } from '../room/requester.ts';
import type { Room } from '../room/room.ts';
import type { Audience } from './audience.ts';

/** Who may be in a room, and by which name they are there. */
export class Admission {
  readonly #room: Room;
  readonly #audience: Audience;
  readonly #rates: RateLimits;

  constructor(room: Room, audience: Audience, rates: RateLimits) {
    this.#room = room;
    this.#audience = audience;
    this.#rates = rates;
  }

  /**
   * Whether the Person object of whoever is knocking has to be asked first. Not of a guest who left no trace here: they can do
   * no more than anybody who takes a name, and are verified before they leave one.
   */
  mustBeVerified({ person, unverified }: Requester): boolean {
    if (!unverified || !person) return false;
    const { people, members } = this.#room.store;
    if (people.known(person.id) || members.roleOf(person.id) !== 'guest') return true;
    const here = this.#audience.connected(person.id)?.person;
    return here !== undefined && isKnownOtherwise(person, here);
  }

  /** As what somebody may have a socket here, or the code with which it is closed. */
  toConnect(requester: Requester): { role: Role } | CloseCode {
    const { person, listens } = requester;
    const access = this.#room.access(requester);
    if ('denied' in access) return codeOf(access);
    if (listens) return this.#mayListen(requester) ? access : closeCodes.overloaded;
    if (!person) return closeCodes.noName;
    if (this.troubleWithName(person)) return closeCodes.nameTaken;
    return this.#audience.linesOf(person.id) < limits.socketsOfOne ? access : closeCodes.tooManySockets;
  }

  /** Whoever may do something here by a name of their own. */
  toAct(requester: Requester): { by: Person } | Refusal | Denied {
    const { person } = requester;
    const access = this.#room.access(requester);
    if ('denied' in access) return access;
    if (!person) return { denied: 'no-name' };
    const by = this.as(person);
    const trouble = this.troubleWithName(by);
    return trouble ? { refused: trouble } : { by };
  }

  isBanned(requester: Requester): boolean {
    const { store } = this.#room;
    const role = requester.person ? store.members.roleOf(requester.person.id) : 'guest';
    return banOn(store, requester, role, Date.now()) !== undefined;
  }

  /** Everybody who is connected, as if they came in now: whatever was decided holds for open sockets at once. */
  judgeAnew(): void {
    this.#audience.judge((requester) => {
      const access = this.#room.access(requester);
      return 'denied' in access ? codeOf(access) : access;
    });
  }

  standing(role: Role, person: Person | undefined): Standing {
    return this.#room.standing(role, person && this.as(person), this.#audience);
  }

  /**
   * Who somebody is here. Whoever may not write keeps the name and face they had, whichever they come with: they are heard by
   * everybody, and would be a way to talk. Unless it is another's by now, who was there while it was nobody's.
   */
  as(person: Person): Person {
    const before = this.#before(person.id);
    const isSame = !before || !isKnownOtherwise(person, { kind: person.kind, ...before });
    if (isSame || this.#room.mayWrite(person)) return person;
    const { face: _, ...rest } = person;
    const kept = { ...rest, ...before };
    return this.troubleWithName(kept) ? person : kept;
  }

  /** The same when they are about to be heard under that name: another one counts as an act, and may be too soon. */
  introduced(person: Person): Person {
    const named = this.as(person);
    const before = this.#before(person.id)?.name ?? named.name;
    return this.#rates.name(person.id, named.name, before) ? { ...named, name: before } : named;
  }

  /** Why somebody cannot go by their name here, as things are now. */
  troubleWithName(person: Person): Standing['name'] {
    return this.#room.troubleWithName(person, this.#audience);
  }

  /** Gives somebody the name and kind they come with now in all their tabs. */
  meet(person: Person): void {
    if (!this.#audience.rename(person)) return;
    this.#room.messages.meet(person);
    this.#audience.arrived(person);
  }

  /** One more who only listens: of this person, or from this address, and in all. */
  #mayListen({ person, address }: Requester): boolean {
    const { ofOne, all } = this.#audience.listeners(person?.id ?? addressPayer(address));
    const isSomebody = address !== undefined || person !== undefined;
    return all < limits.listeners && (!isSomebody || ofOne < limits.listenersOfOne);
  }

  // A socket that has not said hello has a name that nobody has heard.
  #before(id: PersonId): Pick<Person, 'name' | 'face'> | undefined {
    const connected = this.#audience.connected(id);
    const { name, face } =
      (connected?.isPresent ? connected.person : undefined) ?? this.#room.store.people.known(id) ?? {};
    const known = name || this.#rates.nameOf(id);
    return known === undefined ? undefined : { name: known, ...(face === undefined ? {} : { face }) };
  }
}

function codeOf({ denied }: Denied): CloseCode {
  return denied === 'banned' ? closeCodes.banned : closeCodes.noRoom;
}
