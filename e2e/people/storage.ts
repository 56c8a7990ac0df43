import type { Tab } from './tab.ts';

/** What their browser keeps for them, and how that fails. To be called before a page loads. */
export function storage({ page, context }: Tab) {
  return {
    /** The browser keeps no outbox: what waits to be said is in the page alone. */
    async hasNoOutbox(): Promise<void> {
      await context.addInitScript(() => {
        indexedDB.open = () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        };
      });
    },

    /** There is an outbox, and nothing more fits into it. */
    async hasFullOutbox(): Promise<void> {
      await context.addInitScript(() => {
        const full = () => {
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        };
        IDBObjectStore.prototype.put = full;
        IDBObjectStore.prototype.add = full;
      });
    },

    /** No draft of this tab can be kept. */
    async hasNoSpaceForDrafts(): Promise<void> {
      await page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('It is full.', 'QuotaExceededError');
        };
      });
    },

    /** All that is kept of drafts and of what waits to be read again. */
    async keptInStorage(): Promise<string> {
      return page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    },
  };
}

export type Storage = ReturnType<typeof storage>;
