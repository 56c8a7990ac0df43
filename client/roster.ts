import type { Person, PersonId } from '../protocol/message.ts';

/** Who is in the room now, in the order they came. */
export class Roster {
  #people: readonly Person[];

  constructor(present: readonly Person[]) {
    this.#people = present;
  }

  get people(): readonly Person[] {
    return this.#people;
  }

  replace(present: readonly Person[]): void {
    this.#people = present;
  }

  /** Someone came, or goes by a new name. Says whether they were not here before. */
  arrived(person: Person): boolean {
    const known = this.#people.some(({ id }) => id === person.id);
    this.#people = known
      ? this.#people.map((one) => (one.id === person.id ? person : one))
      : [...this.#people, person];
    return !known;
  }

  left(id: PersonId): Person | undefined {
    const person = this.#people.find((one) => one.id === id);
    this.#people = this.#people.filter((one) => one.id !== id);
    return person;
  }
}
