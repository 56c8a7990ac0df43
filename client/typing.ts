import { limits } from '../protocol/limits.ts';
import type { Person, PersonId } from '../protocol/message.ts';
import type { Ports } from './ports.ts';

/** Who is writing now, as their own clients say it every few seconds. It ends by itself: nobody says that they have stopped. */
export class Typing {
  readonly #ports: Pick<Ports, 'after'>;
  readonly #changed: () => void;
  readonly #writing = new Map<PersonId, { person: Person; stopTimer: () => void }>();

  constructor(ports: Pick<Ports, 'after'>, changed: () => void) {
    this.#ports = ports;
    this.#changed = changed;
  }

  /** Who began first comes first. */
  get people(): Person[] {
    return [...this.#writing.values()].map(({ person }) => person);
  }

  writes(person: Person): void {
    this.#writing.get(person.id)?.stopTimer();
    const stopTimer = this.#ports.after(limits.typingMs, () => this.ends(person.id));
    this.#writing.set(person.id, { person, stopTimer });
    this.#changed();
  }

  /** They have said it, or are gone. */
  ends(id: PersonId): void {
    const known = this.#writing.get(id);
    if (!known) return;
    known.stopTimer();
    this.#writing.delete(id);
    this.#changed();
  }
}
