import type { Person, PersonId } from '../../protocol/message.ts';
import type { AuditEntry } from '../../protocol/rooms.ts';
import { inOrderOfRank } from './members.ts';
import { memoryPeople } from './memory-people.ts';
import type { KeptInvite, KeptSettings, Member, NewAuditEntry, RoomStore, Sanctioned } from './store.ts';

/** RoomStore for tests of the rules, and the reference that the SQL is held against. Nothing in them fails half way. */
export function memoryStore(): RoomStore {
  const people = memoryPeople();
  const members = new Map<PersonId, Omit<Member, 'person'>>();
  const entries: (NewAuditEntry & { n: number })[] = [];
  let settings: KeptSettings | undefined;
  let sanctions: Sanctioned[] = [];
  let invites: KeptInvite[] = [];
  const lasts = (now: number) => (one: { until?: number }) => one.until === undefined || one.until > now;
  const isAlive = (now: number) => (one: KeptInvite) =>
    one.usesLeft !== 0 && (one.expiresAt === undefined || one.expiresAt > now);
  const someone = (id: PersonId): Person => people.known(id) ?? { id, name: '', kind: 'guest', left: true };
  const shown = ({ by, whom, ...entry }: NewAuditEntry & { n: number }): AuditEntry => ({
    ...entry,
    by: someone(by),
    ...(whom === undefined ? {} : { whom: someone(whom) }),
  });
  return {
    people,
    atomically: (act) => act(),
    settings: {
      read: () => settings,
      write(kept) {
        settings = kept;
      },
    },
    members: {
      roleOf: (id) => members.get(id)?.role ?? 'guest',
      all: () => [...members].map(([id, member]) => ({ person: someone(id), ...member })).sort(inOrderOfRank),
      set(id, role, at) {
        if (role === 'guest') members.delete(id);
        else members.set(id, { role, since: at });
      },
    },
    sanctions: {
      of: (person, is, now) =>
        sanctions.filter(lasts(now)).find((one) => one.person === person && one.is === is),
      banOfAddress: (address, now) =>
        sanctions.filter(lasts(now)).find((one) => one.is === 'banned' && one.address === address),
      all: (now) => sanctions.filter(lasts(now)),
      impose(sanction) {
        this.lift(sanction.person, sanction.is);
        sanctions.push(sanction);
      },
      forgetReasonsOf(by) {
        sanctions = sanctions.map((one) => (one.by === by ? { ...one, why: '' } : one));
      },
      lift(person, is) {
        sanctions = sanctions.filter((one) => one.person !== person || one.is !== is);
      },
    },
    invites: {
      all: (now) => invites.filter(isAlive(now)),
      find: (hash, now) => invites.filter(isAlive(now)).find((one) => one.hash === hash),
      add: (invite) => void invites.push(invite),
      use(id) {
        invites = invites.map(({ usesLeft, ...one }) => ({
          ...one,
          ...(usesLeft === undefined ? {} : { usesLeft: one.id === id ? usesLeft - 1 : usesLeft }),
          used: one.id === id ? one.used + 1 : one.used,
        }));
      },
      revoke(id) {
        invites = invites.filter((one) => one.id !== id);
      },
      revokeAllOf(person) {
        invites = invites.filter((one) => one.by !== person);
      },
    },
    audit: {
      note: (entry) => void entries.push({ ...entry, n: entries.length + 1 }),
      page(before = entries.length + 1, limit) {
        const older = entries.filter(({ n }) => n < before).reverse();
        return { entries: older.slice(0, limit).map(shown), more: older.length > limit };
      },
      about: (person, before, limit) =>
        entries
          .filter(
            ({ n, by, whom }) => (by === person || whom === person) && (before === undefined || n < before),
          )
          .reverse()
          .slice(0, limit)
          .map(shown),
      newestReport: () => entries.slice(-1_000).findLast(({ action }) => action === 'report')?.n,
      hasReported: (person, seq) =>
        entries.some(({ action, by, message }) => action === 'report' && by === person && message === seq),
      forgetWordsOf(person) {
        for (const entry of entries.filter(({ by }) => by === person)) {
          delete entry.why;
          if (!entry.details) continue;
          const { title: _, topic: __, ...details } = entry.details;
          entry.details = details;
        }
      },
    },
  };
}
