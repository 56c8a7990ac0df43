import type { ActId } from '../../protocol/message.ts';

/** Writes down what a store calls back, and waits for what it has yet to call. */
export class Ears {
  readonly heard: string[] = [];
  #taken = 0;
  #woken = () => {};

  changed = () => this.#hear('changed');
  sending = (ids: readonly ActId[]) => this.#hear(`sending ${ids}`);
  begin = () => this.#hear('begin');
  end = () => this.#hear('end');

  /** Resolves once this was heard, counting from what was waited for before. */
  async until(word: string): Promise<void> {
    for (let at = this.#taken; ; at += 1) {
      while (at >= this.heard.length) await new Promise<void>((wake) => (this.#woken = wake));
      if (this.heard[at] !== word) continue;
      this.#taken = at + 1;
      return;
    }
  }

  #hear(word: string): void {
    this.heard.push(word);
    this.#woken();
  }
}
