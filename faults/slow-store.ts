import type { OutboxStore } from '../client/outbox-store.ts';
import type { ActId } from '../protocol/message.ts';
import type { Random } from './random.ts';

/** Called `end` when its page ends: what was not yet written then never is, as in a browser. */
export type SlowStore = OutboxStore & { end(): void };

const slowestMs = 12;

/**
 * A store that takes its time, in order, like a browser's storage: a page can end between what it did and the
 * moment that this is kept.
 *
 * @param kept is told of every act that has outlived its page from now on
 */
export function slowStore(store: OutboxStore, random: Random, kept: (id: ActId) => void): SlowStore {
  let ended = false;
  let queue: Promise<unknown> = Promise.resolve();
  const undo = new Set<() => void>();

  const slowly = <T>(write: () => Promise<T>): Promise<T> => {
    const waitMs = random.below(slowestMs);
    const written = queue.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      // Nobody is left to hear an answer.
      return ended ? new Promise<T>(() => {}) : write();
    });
    queue = written.catch(() => {});
    return written;
  };
  // The browser lets go of a page's locks and channels when it ends.
  const undoable = (stop: () => void) => {
    const once = () => undo.delete(once) && stop();
    undo.add(once);
    return once;
  };

  return {
    load: () => slowly(() => store.load()),
    add: (unsent) =>
      slowly(async () => {
        await store.add(unsent);
        kept(unsent.id);
      }),
    stamp: (ids, after) => slowly(() => store.stamp(ids, after)),
    fail: (id, reason) => slowly(() => store.fail(id, reason)),
    replace: (id, unsent) =>
      slowly(async () => {
        const replaced = await store.replace(id, unsent);
        if (replaced) kept(unsent.id);
        return replaced;
      }),
    remove: (id) => slowly(() => store.remove(id)),
    tellSending: (ids) => store.tellSending(ids),
    watch: (heard) => undoable(store.watch(heard)),
    lead: (by, turn) => undoable(store.lead(by, turn)),
    end: () => {
      ended = true;
      for (const stop of undo) stop();
    },
  };
}
