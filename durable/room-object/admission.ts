import { type CloseCode, closeCodes } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import type { Person, PersonId } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Role } from '../../protocol/roles.ts';
import type { Denied, Standing } from '../../protocol/rooms.ts';
import { addressPayer } from '../auth/address.ts';
import { banOn } from '../room/access.ts';
import type { Paces } from '../room/rate-limits.ts';
import type { House } from '../room/room.ts';
import type { Knock } from '../rpc.ts';
import type { Audience } from './audience.ts';

/** Who may be in a room, and by which name they are there. */
export class Admission {
  readonly #house: House;
  readonly #audience: Audience;
  readonly #paces: Paces;

  constructor(house: House, audience: Audience, paces: Paces) {
    this.#house = house;
    this.#audience = audience;
    this.#paces = paces;
  }

  /**
   * Whether the Person object of whoever is knocking has to be asked first. Not of a guest who left no trace here: they can do
   * no more than anybody who takes a name, and are verified before they leave one.
   */
  mustBeVerified({ person, unverified }: Knock): boolean {
    if (!unverified || !person) return false;
    const { people, members } = this.#house.books;
    if (people.known(person.id) || members.roleOf(person.id) !== 'guest') return true;
    const here = this.#audience.connected(person.id)?.person;
    return here !== undefined && (here.name !== person.name || here.kind !== person.kind);
  }

  /** As what somebody may have a socket here, or the code with which it is closed. */
  toConnect(knock: Knock): { role: Role } | CloseCode {
    const { person, listens } = knock;
    const door = this.#house.door(knock);
    if ('denied' in door) return codeOf(door);
    if (listens) return this.#mayListen(knock) ? door : closeCodes.overloaded;
    if (!person) return closeCodes.noName;
    if (this.troubleWithName(person)) return closeCodes.nameTaken;
    return this.#audience.linesOf(person.id) < limits.socketsOfOne ? door : closeCodes.tooManySockets;
  }

  /** Whoever may do something here by a name of their own. */
  toAct({ person, address }: Knock): { by: Person } | Refusal | Denied {
    const door = this.#house.door({ person, address });
    if ('denied' in door) return door;
    if (!person) return { denied: 'no-name' };
    const by = this.as(person);
    const trouble = this.troubleWithName(by);
    return trouble ? { refused: trouble } : { by };
  }

  isBanned(person: Person | undefined, address: string | undefined): boolean {
    const { books } = this.#house;
    const role = person ? books.members.roleOf(person.id) : 'guest';
    return banOn(books, { person, address }, role, Date.now()) !== undefined;
  }

  /** Everybody who is connected, as if they came in now: whatever was decided holds for open sockets at once. */
  judgeAnew(): void {
    this.#audience.judge((comer) => {
      const door = this.#house.door(comer);
      return 'denied' in door ? codeOf(door) : door;
    });
  }

  standing(role: Role, person: Person | undefined): Standing {
    return this.#house.standing(role, person && this.as(person), this.#audience);
  }

  /**
   * Who somebody is here. Whoever may not write keeps the name they had, whichever they come with: names are heard by
   * everybody, and would be a way to talk. Unless it is another's by now, who was there while it was nobody's.
   */
  as(person: Person): Person {
    const before = this.#nameOf(person.id);
    if (before === undefined || before === person.name || this.#house.mayWrite(person)) return person;
    const kept = { ...person, name: before };
    return this.troubleWithName(kept) ? person : kept;
  }

  /** The same when they are about to be heard under that name: another one counts as an act, and may be too soon. */
  introduced(person: Person): Person {
    const named = this.as(person);
    const before = this.#nameOf(person.id) ?? named.name;
    return this.#paces.name(person.id, named.name, before) ? { ...named, name: before } : named;
  }

  /** Why somebody cannot go by their name here, as things are now. */
  troubleWithName(person: Person): Standing['name'] {
    return this.#house.troubleWithName(person, this.#audience);
  }

  /** Gives somebody the name and kind they come with now in all their tabs. */
  meet(person: Person): void {
    if (!this.#audience.rename(person)) return;
    this.#house.room.meet(person);
    this.#audience.arrived(person);
  }

  /** One more who only listens: of this person, or from this address, and in all. */
  #mayListen({ person, address }: Knock): boolean {
    const { ofOne, all } = this.#audience.listeners(person?.id ?? addressPayer(address));
    const isSomebody = address !== undefined || person !== undefined;
    return all < limits.listeners && (!isSomebody || ofOne < limits.listenersOfOne);
  }

  // A socket that has not said hello has a name that nobody has heard.
  #nameOf(id: PersonId): string | undefined {
    const connected = this.#audience.connected(id);
    const { name } =
      (connected?.isPresent ? connected.person : undefined) ?? this.#house.books.people.known(id) ?? {};
    return name || this.#paces.nameOf(id);
  }
}

function codeOf({ denied }: Denied): CloseCode {
  return denied === 'banned' ? closeCodes.banned : closeCodes.noRoom;
}
