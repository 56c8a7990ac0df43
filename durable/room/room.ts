import type { Person, PersonId } from '../../protocol/message.ts';
import type { Role } from '../../protocol/roles.ts';
import type { Denied, Standing } from '../../protocol/rooms.ts';
import type { Settings } from '../../protocol/settings.ts';
import { type Comer, door } from './access.ts';
import type { History } from './history.ts';
import { Room } from './messages.ts';
import { Keeping } from './moderation.ts';
import { type NamesInUse, takenName, troubleWithName } from './names.ts';
import { standingOf } from './overview.ts';
import { type Warden, wardenOf } from './posting-policy.ts';
import type { Books } from './store.ts';

/** A room that somebody made: its words, its books, and the rules that join them. */
export class House {
  readonly books: Books;
  readonly history: History;
  readonly room: Room;
  readonly keeping: Keeping;
  readonly #warden: Warden;
  readonly #now: () => number;

  constructor(books: Books, history: History, now: () => number) {
    this.books = books;
    this.history = history;
    this.#warden = wardenOf(books, history, now);
    this.room = new Room(history, now, this.#warden);
    this.keeping = new Keeping(books, history, this.room, now);
    this.#now = now;
  }

  get settings(): Settings {
    const kept = this.books.settings.read();
    if (!kept) throw new Error('A room that nobody made has no settings.');
    return kept.settings;
  }

  door(comer: Comer): { role: Role } | Denied {
    return door(this.books, comer, this.#now());
  }

  troubleWithName(person: Person, inUse: NamesInUse): Standing['name'] {
    return troubleWithName(person, this.books.people, inUse, this.#now());
  }

  /** False for whoever is muted, or has no right to write here now. Slow mode keeps nobody from it. */
  mayWrite(person: Person): boolean {
    return this.#warden.refusalToWrite(person, 'edit') === undefined;
  }

  standing(role: Role, person: Person | undefined, inUse: NamesInUse): Standing {
    const trouble = person && this.troubleWithName(person, inUse);
    const standing = standingOf(this.books, role, person, trouble, this.#now());
    if (!person || trouble !== 'name-taken') return standing;
    return { ...standing, taken: takenName(person, this.books.people, inUse, this.#now()) };
  }

  mutedUntil(person: PersonId): number | undefined {
    return this.books.sanctions.of(person, 'muted', this.#now())?.until;
  }
}
