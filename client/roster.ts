import type { Present } from '../protocol/down.ts';
import { limits } from '../protocol/limits.ts';
import type { Person, PersonId } from '../protocol/message.ts';
import { isAtLeast } from '../protocol/roles.ts';
import type { Ports } from './ports.ts';
import { timing } from './timing.ts';

/**
 * Who is in the room now, in the order they came. Whoever is gone stays for a while: they may only be loading
 * the page anew, or all be coming back after the room was started anew.
 *
 * In a crowd (more than `limits.rosterPeople`) a room tells how many are here, and by name only of a few: then this has
 * moderators, oneself, and who spoke last, and goes on like that until the next welcome.
 */
export class Roster {
  readonly #clock: Pick<Ports, 'elapsed' | 'after'>;
  readonly #parted: (person: Person) => void;
  readonly #isSelf: (id: PersonId) => boolean;
  #people: readonly Person[];
  /** How many are here in a crowd; undefined while all of them are known. */
  #crowd: number | undefined;
  /** Who is gone, and until when nothing is said of it. */
  readonly #leaving = new Map<PersonId, number>();
  #stopTimer = () => {};

  /**
   * @param parted is told of everyone who has been gone for long enough
   * @param isSelf whether that is whoever sits here
   */
  constructor(
    clock: Pick<Ports, 'elapsed' | 'after'>,
    { present, here }: Readonly<Present>,
    parted: (person: Person) => void,
    isSelf: (id: PersonId) => boolean,
  ) {
    this.#clock = clock;
    this.#people = present;
    this.#crowd = here > present.length ? here : undefined;
    this.#parted = parted;
    this.#isSelf = isSelf;
  }

  /** Everybody here; in a crowd, those of them who are known. */
  get people(): readonly Person[] {
    return this.#people;
  }

  /** How many are here. */
  get here(): number {
    return this.#crowd ?? this.#people.length;
  }

  /** These are here, by the word of the room. Whoever else was may be on their way back. */
  welcome({ present, here }: Readonly<Present>): void {
    if (here > present.length) {
      this.#people = present;
      return this.#becomeCrowd(here);
    }
    // Whoever was in a crowd is not known to have been here until now.
    const before = this.#crowd === undefined ? this.#people : [];
    this.#crowd = undefined;
    const missing = before.filter(({ id }) => !present.some((person) => person.id === id));
    this.#people = [...missing, ...present];
    for (const { id } of present) this.#leaving.delete(id);
    for (const { id } of missing) this.#leave(id);
    this.#setTimer();
  }

  /** Without a line nobody knows who is back by now. The next welcome tells. */
  pause(): void {
    this.#stopTimer();
  }

  /**
   * So many are here, and more are not told by name. Of those who were known, who spoke last may still be here.
   *
   * @param spoke whether somebody is among those
   */
  isCrowd(here: number, spoke: (id: PersonId) => boolean): void {
    if (this.#crowd === undefined) {
      this.#people = this.#people.filter((person) => this.#isTold(person) || spoke(person.id));
    }
    this.#becomeCrowd(here);
  }

  /** Someone came, or is known otherwise now. Says whether they were not here before, as far as one can tell. */
  arrived(person: Person, here: number): boolean {
    const known = this.#people.some(({ id }) => id === person.id);
    // Whoever had themselves forgotten goes without a name. They did not come.
    if (!person.left) this.#leaving.delete(person.id);
    else if (!known) return false;
    if (known) this.#people = this.#people.map((one) => (one.id === person.id ? person : one));
    else if (this.#crowd === undefined || this.#isTold(person)) this.#people = [...this.#people, person];
    if (this.#crowd === undefined) return !known;
    this.#crowd = here;
    return false;
  }

  left(id: PersonId, here: number): void {
    if (this.#crowd === undefined) return this.#leave(id);
    this.#crowd = here;
    this.#people = this.#people.filter((person) => person.id !== id);
  }

  /** Someone said something, so that they are here: of a crowd, the last of them are known. */
  spoke(person: Person): void {
    if (this.#crowd === undefined) return;
    const before = this.#people.find(({ id }) => id === person.id);
    if (before && this.#isTold(before)) return;
    const known = [...this.#people.filter((one) => one !== before), before ?? person];
    const most = limits.rosterSpeakers;
    const speakers = known.filter((one) => !this.#isTold(one)).slice(-most);
    this.#people = known.filter((one) => this.#isTold(one) || speakers.includes(one));
  }

  /** Those whose coming and going is told by name in a crowd as well. */
  #isTold({ id, role = 'guest' }: Person): boolean {
    return isAtLeast(role, 'moderator') || this.#isSelf(id);
  }

  #becomeCrowd(here: number): void {
    this.#crowd = here;
    this.#leaving.clear();
    this.#stopTimer();
  }

  #leave(id: PersonId): void {
    const known = this.#people.some((one) => one.id === id);
    if (!known || this.#leaving.has(id)) return;
    this.#leaving.set(id, this.#clock.elapsed() + timing.graceMs);
    this.#setTimer();
  }

  #setTimer(): void {
    this.#stopTimer();
    if (this.#leaving.size === 0) return;
    const due = Math.min(...this.#leaving.values());
    this.#stopTimer = this.#clock.after(Math.max(0, due - this.#clock.elapsed()), () => this.#part());
  }

  #part(): void {
    const now = this.#clock.elapsed();
    const parted = this.#people.filter(
      ({ id }) => (this.#leaving.get(id) ?? Number.POSITIVE_INFINITY) <= now,
    );
    this.#people = this.#people.filter((person) => !parted.includes(person));
    for (const person of parted) {
      this.#leaving.delete(person.id);
      this.#parted(person);
    }
    this.#setTimer();
  }
}
