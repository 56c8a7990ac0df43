import type { Person, PersonId } from '$protocol/message.ts';

class Known {
  person: Person = $state.raw() as Person;

  constructor(person: Person) {
    this.person = person;
  }
}

/** Whoever was heard or heard of. What shows one of them depends on that one alone: others may come and be called otherwise. */
export class KnownPeople {
  readonly #people = new Map<PersonId, Known>();
  // Whoever asks for somebody unknown waits for anybody new.
  #size = $state(0);

  get(id: PersonId): Person | undefined {
    const known = this.#people.get(id);
    if (!known) this.#size;
    return known?.person;
  }

  set(id: PersonId, person: Person): void {
    const known = this.#people.get(id);
    if (known) {
      known.person = person;
    } else {
      this.#people.set(id, new Known(person));
      this.#size = this.#people.size;
    }
  }

  get all(): Person[] {
    this.#size;
    return [...this.#people.values()].map(({ person }) => person);
  }
}
