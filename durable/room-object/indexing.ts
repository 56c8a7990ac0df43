import type { History } from '../room/history.ts';

/** In one search so many batches at most; whoever searches once more goes on with what is left. */
const mostBatches = 5_000;

/** Makes messages such that they are found, a batch at a time: in between the room hears and tells as ever. */
export class Indexing {
  readonly #history: Pick<History, 'extendIndex'>;
  #underWay: Promise<void> | undefined;

  constructor(history: Pick<History, 'extendIndex'>) {
    this.#history = history;
  }

  /** Of several who search at once all wait for the same. */
  goOn(): Promise<void> {
    this.#underWay ??= this.#run().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #run(): Promise<void> {
    for (let batch = 0; batch < mostBatches && this.#history.extendIndex(); batch += 1) {
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
}
