import type { Message, Person } from '../../protocol/message.ts';
import type { WireRefusal } from '../../protocol/refusals.ts';
import { isAtLeast } from '../../protocol/roles.ts';
import type { History } from './history.ts';
import { may } from './permissions.ts';
import type { ActRef, RateLimits } from './rate-limits.ts';
import type { RoomStore } from './store.ts';

/** What the rules of words ask of the rules of people. */
export interface PostingPolicy {
  /** Why this person may not say, edit or react to anything now. */
  refusalToWrite(by: Person, what: 'say' | 'edit' | 'react'): WireRefusal | undefined;
  /** Why this person may not call everybody who is here by this act. What is not refused is counted, each act once. */
  refusalToCall(by: Person, act: ActRef): WireRefusal | undefined;
  /** Whether something can be said in threads here. */
  keepsThreads(): boolean;
  /** Takes away what somebody else said and writes down that it was done, both or neither. */
  remove(by: Person, message: Message, remove: () => Message, why?: string): Message | WireRefusal;
}

/** Who may write, by what the room's store says of whoever has come in. */
export function postingPolicyOf(
  store: RoomStore,
  history: History,
  rates: Pick<RateLimits, 'call'>,
  now: () => number,
): PostingPolicy {
  return {
    refusalToWrite(by, what) {
      const nowMs = now();
      const role = store.members.roleOf(by.id);
      const settings = store.settings.read()?.settings;
      const mute = store.sanctions.of(by.id, 'muted', nowMs);
      if (mute) return { refused: 'muted', ...(mute.until === undefined ? {} : { until: mute.until }) };
      if (!settings || !may(role, what, settings))
        return { refused: settings?.locked ? 'locked' : 'not-allowed' };
      const slowMs = settings.slowS * 1_000;
      if (what !== 'say' || slowMs === 0 || isAtLeast(role, 'moderator')) return undefined;
      const saidAt = history.lastSaidBy(by.id, nowMs - slowMs);
      if (saidAt === undefined) return undefined;
      // Less than that only: a clock that was set back must not make anybody wait for days.
      return { refused: 'slow', retryAfterMs: Math.min(slowMs, saidAt + slowMs - nowMs) };
    },

    refusalToCall(by, act) {
      const settings = store.settings.read()?.settings;
      if (!settings || !may(store.members.roleOf(by.id), 'here', settings)) return { refused: 'not-allowed' };
      // Without the time at which it would be accepted: nobody is to be called minutes after it was meant.
      return rates.call(by.id, act) ? undefined : { refused: 'here-too-often' };
    },

    keepsThreads: () => store.settings.read()?.settings.threads ?? true,

    remove(by, message, remove, why) {
      const settings = store.settings.read()?.settings;
      if (!settings || !may(store.members.roleOf(by.id), 'remove', settings)) return { refused: 'not-yours' };
      return store.atomically(() => {
        store.people.note(by);
        store.audit.note({
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
export const openPolicy: PostingPolicy = {
  refusalToWrite: () => undefined,
  refusalToCall: () => undefined,
  keepsThreads: () => true,
  remove: () => ({ refused: 'not-yours' }),
};
