import type { Arrived, Left } from '../../protocol/down.ts';
import { limits } from '../../protocol/limits.ts';
import type { PersonId } from '../../protocol/message.ts';
import type { Told } from './told.ts';

export type PresenceChange = Omit<Arrived, 'here'> | Omit<Left, 'here'>;

/** People who hear of each other's coming and going at once. */
const smallRoom = 50;
const gatherMs = 1_000;

/**
 * What a room is told of who came, went, or is known otherwise now. A small room hears of it at once. In a large one each
 * would cost a frame for everybody there, and be of no use to anybody: it is told within a second, with all others, or with the
 * next word. A crowd is told how many are here.
 */
export class PresenceNews {
  readonly #here: () => number;
  readonly #tell: (news: readonly Told[], except?: WebSocket) => void;
  /** What a large room has still to be told: of each person the latest. */
  readonly #untold = new Map<PersonId, PresenceChange>();
  /** The same of a crowd: that their number is another. */
  #isCountUntold = false;

  /**
   * @param here how many are present
   * @param tell tells everybody, but the one who need not hear it
   */
  constructor(here: () => number, tell: (news: readonly Told[], except?: WebSocket) => void) {
    this.#here = here;
    this.#tell = tell;
  }

  /** @param inCrowd whether a crowd is told of it by name as well */
  add(change: PresenceChange, inCrowd: boolean, except?: WebSocket): void {
    const isGathering = this.#untold.size > 0 || this.#isCountUntold;
    const here = this.#here();
    if (!isGathering && here <= Math.min(smallRoom, limits.rosterPeople)) {
      return this.#tell([{ ...change, here }], except);
    }
    if (!isGathering) setTimeout(() => this.#tell(this.take()), gatherMs);
    const id = change.t === 'arrived' ? change.person.id : change.person;
    // The latest of one person comes where it belongs among the others.
    this.#untold.delete(id);
    if (here > limits.rosterPeople) this.#isCountUntold = true;
    if (here <= limits.rosterPeople || inCrowd) this.#untold.set(id, change);
  }

  /** What is to be told now, with whatever else is. */
  take(): Told[] {
    const here = this.#here();
    const untold: Told[] = [...this.#untold.values()].map((change) => ({ ...change, here }));
    if (this.#isCountUntold) untold.push({ t: 'here', here });
    this.#untold.clear();
    this.#isCountUntold = false;
    return untold;
  }
}
