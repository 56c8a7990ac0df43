import type { OutboxStore } from '$client/outbox-store.ts';
import type { ActId } from '$protocol/message.ts';
import { Database, type WriteTransaction } from './database.ts';
import { type Look, lookAtThisTab } from './look.ts';
import { readRows, toRow } from './outbox-row.ts';
import { TabChannel } from './tab-channel.ts';
import { takeTurns } from './turns.ts';

/**
 * Keeps what is unsent in a room in this browser's database, for all its tabs. Touches nothing before it is
 * called. Once nobody watches or leads it holds neither connection, channel nor lock: a page with one of them
 * may not be kept for the way back.
 */
export function browserShelf(room: string, look: Look = lookAtThisTab): OutboxStore {
  const name = `lull/outbox/${room}`;
  const database = new Database();
  const channel = new TabChannel(name);
  const find = ({ store }: WriteTransaction, id: ActId) => store.index('act').openCursor([room, id]);

  // The others are told once it is written, be it too late for whoever asked, and only if there was something to
  // do: they load what they hear of.
  const change = (act: (transaction: WriteTransaction) => Promise<boolean>): Promise<boolean> =>
    database.write(async (transaction) => {
      const changed = await act(transaction);
      if (changed) transaction.done.then(() => channel.tell({ t: 'changed' })).catch(() => {});
      return changed;
    });

  return {
    load: async () => readRows(await database.read(({ store }) => store.index('room').getAll(room))),

    async add(unsent) {
      await change(async (transaction) => {
        const adding = transaction.store.add(toRow(room, unsent));
        // Nothing more is to come: so it is written even if the tab is closed in the next moment.
        transaction.commit();
        await adding;
        return true;
      }).catch(unlessItIsThere);
    },

    async stamp(ids, after) {
      let rows: unknown[] = [];
      await change(async (transaction) => {
        const looked = await Promise.all(ids.map((id) => find(transaction, id)));
        const found = looked.filter((row) => row !== null).sort((a, b) => a.primaryKey - b.primaryKey);
        const fresh = found.filter((row) => row.value.after === undefined);
        await Promise.all(fresh.map((row) => row.update({ ...row.value, after })));
        rows = found.map(({ value }) => ({ ...value, after: value.after ?? after }));
        return fresh.length > 0;
      });
      return readRows(rows);
    },

    async fail(id, reason) {
      await change(async (transaction) => {
        const found = await find(transaction, id);
        await found?.update({ ...found.value, is: 'failed', reason });
        return found !== null;
      });
    },

    replace: (id, unsent) =>
      change(async (transaction) => {
        const found = await find(transaction, id);
        await found?.delete();
        if (found) await transaction.store.add(toRow(room, unsent));
        return found !== null;
      }),

    async remove(id) {
      await change(async (transaction) => {
        const found = await find(transaction, id);
        await found?.delete();
        return found !== null;
      });
    },

    tellSending: (ids) => channel.tell({ t: 'sending', ids: [...ids] }),

    watch(heard) {
      const stopListening = channel.listen((told) =>
        told.t === 'changed' ? heard.changed() : heard.sending(told.ids),
      );
      const close = database.stayOpen();
      return () => {
        stopListening();
        close();
      };
    },

    lead: (by, turn) => takeTurns(`${name}/${by}`, turn, look),
  };
}

function unlessItIsThere(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'ConstraintError')) throw error;
}
