import type { Person, PersonId } from '../protocol/message.ts';
import type { Ports } from './ports.ts';
import { timing } from './timing.ts';

/**
 * Who is in the room now, in the order they came. Whoever is gone stays for a while: they may only be loading
 * the page anew, or all be coming back after the room was started anew.
 */
export class Roster {
  readonly #clock: Pick<Ports, 'elapsed' | 'after'>;
  readonly #parted: (person: Person) => void;
  #people: readonly Person[];
  /** Who is gone, and until when nothing is said of it. */
  readonly #leaving = new Map<PersonId, number>();
  #stopTimer = () => {};

  /** @param parted is told of everyone who has been gone for long enough */
  constructor(
    clock: Pick<Ports, 'elapsed' | 'after'>,
    present: readonly Person[],
    parted: (person: Person) => void,
  ) {
    this.#clock = clock;
    this.#people = present;
    this.#parted = parted;
  }

  get people(): readonly Person[] {
    return this.#people;
  }

  /** These are here, by the word of the room. Whoever else was may be on their way back. */
  welcome(present: readonly Person[]): void {
    const missing = this.#people.filter(({ id }) => !present.some((person) => person.id === id));
    this.#people = [...missing, ...present];
    for (const { id } of present) this.#leaving.delete(id);
    for (const { id } of missing) this.left(id);
    this.#setTimer();
  }

  /** Without a line nobody knows who is back by now. The next welcome tells. */
  pause(): void {
    this.#stopTimer();
  }

  /** Someone came, or is known otherwise now. Says whether they were not here before. */
  arrived(person: Person): boolean {
    const known = this.#people.some(({ id }) => id === person.id);
    // Whoever had themselves forgotten goes without a name. They did not come.
    if (!person.left) this.#leaving.delete(person.id);
    else if (!known) return false;
    this.#people = known
      ? this.#people.map((one) => (one.id === person.id ? person : one))
      : [...this.#people, person];
    return !known;
  }

  left(id: PersonId): void {
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
