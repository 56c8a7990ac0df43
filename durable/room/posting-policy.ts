import type { Message, Person } from '../../protocol/message.ts';
import type { WireRefusal } from '../../protocol/refusals.ts';
import { isAtLeast } from '../../protocol/roles.ts';
import type { History } from './history.ts';
import { may } from './permissions.ts';
import type { Books } from './store.ts';

/** What the rules of words ask of the rules of people. */
export interface Warden {
  /** Why this person may not say or edit anything now. */
  refusalToWrite(by: Person, what: 'say' | 'edit'): WireRefusal | undefined;
  /** Takes away what somebody else said and writes down that it was done, both or neither. */
  remove(by: Person, message: Message, remove: () => Message, why?: string): Message | WireRefusal;
}

/** Whoever has come in is judged by the books of the room. */
export function wardenOf(books: Books, history: History, now: () => number): Warden {
  return {
    refusalToWrite(by, what) {
      const nowMs = now();
      const role = books.members.roleOf(by.id);
      const settings = books.settings.read()?.settings;
      const mute = books.sanctions.of(by.id, 'muted', nowMs);
      if (mute) return { refused: 'muted', ...(mute.until === undefined ? {} : { until: mute.until }) };
      if (!settings || !may(role, what, settings))
        return { refused: settings?.locked ? 'locked' : 'not-allowed' };
      const slowMs = settings.slowS * 1_000;
      if (what === 'edit' || slowMs === 0 || isAtLeast(role, 'moderator')) return undefined;
      const saidAt = history.lastSaidBy(by.id, nowMs - slowMs);
      if (saidAt === undefined) return undefined;
      // Less than that only: a clock that was set back must not make anybody wait for days.
      return { refused: 'slow', retryAfterMs: Math.min(slowMs, saidAt + slowMs - nowMs) };
    },

    remove(by, message, remove, why) {
      const settings = books.settings.read()?.settings;
      if (!settings || !may(books.members.roleOf(by.id), 'remove', settings)) return { refused: 'not-yours' };
      return books.atomically(() => {
        books.people.note(by);
        books.audit.note({
          at: now(),
          by: by.id,
          action: 'remove',
          whom: message.by.id,
          message: message.seq,
          ...(why ? { why } : {}),
        });
        return remove();
      });
    },
  };
}

/** For a room of which nobody is in charge: everybody writes, and nobody touches what is not theirs. */
export const noWarden: Warden = {
  refusalToWrite: () => undefined,
  remove: () => ({ refused: 'not-yours' }),
};
